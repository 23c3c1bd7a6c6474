// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/transform.hpp>

namespace linnet::inline LINNET_ISA {

/// A list of transforms, applied in order. It turns a frame as it was read into a frame of features, in training and
/// whenever the model is used. Fit it on the training data only, and apply it to all data, so that nothing of the test
/// leaks into training.
///
///     Preprocessing preprocessing{FillMissing{.column = "age"}, StandardScaler{.column = "age"}};
///     preprocessing.fit_apply(train);
///     preprocessing.apply(test);
///
/// Source: `Pipeline` of scikit-learn.
class Preprocessing {
public:
    Preprocessing() = default;
    template <Transform... T>
        requires(sizeof...(T) > 0)
    explicit Preprocessing(T... transforms) : Preprocessing() { // so that the destructor runs if this throws
        (add(std::move(transforms)), ...);
    }

    Preprocessing(const Preprocessing& other);
    Preprocessing(Preprocessing&& other) noexcept
        : first_{std::exchange(other.first_, nullptr)}, size_{std::exchange(other.size_, 0)} {}
    Preprocessing& operator=(Preprocessing other) noexcept {
        std::swap(first_, other.first_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Preprocessing() { clear(); }

    /// Appends a transform.
    template <Transform T>
    LINNET_COLD Preprocessing& add(T transform) {
        Step** end = &first_;
        while (*end != nullptr) {
            end = &(*end)->next;
        }
        *end = new StepOf<T>(std::move(transform));
        ++size_;
        return *this;
    }

    /// Fits each transform on the frame as the earlier ones leave it. The frame itself does not change; only columns
    /// that pass through several transforms are copied. Throws what the transforms throw, and is then unchanged.
    LINNET_COLD void fit(const Frame& train) {
        Preprocessing result = *this;
        result.fit_steps(train);
        *this = std::move(result);
    }
    /// Applies each transform. Throws what the transforms throw, and SettingError if one was not fitted; the frame is
    /// then unchanged. Columns that are overwritten before the last transform are copied for that.
    LINNET_COLD void apply(Frame& frame) const { run(first_, false, frame); }
    /// As `fit(train)` followed by `apply(train)`.
    LINNET_COLD void fit_apply(Frame& train) {
        Preprocessing result = *this;
        run(result.first_, true, train);
        *this = std::move(result);
    }

    /// The number of transforms.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The transform at a position, from 0, or null if there is none or it has another type.
    template <Transform T>
    [[nodiscard]] LINNET_COLD const T* get(std::size_t place) const {
        const Step* step = first_;
        while (step != nullptr && place > 0) {
            step = step->next;
            --place;
        }
        const auto* const found = dynamic_cast<const StepOf<T>*>(step);
        return found == nullptr ? nullptr : &found->transform;
    }

    /// Whether both have equal transforms, fitted alike, in the same order.
    [[nodiscard]] bool operator==(const Preprocessing& other) const;

private:
    /// A transform of any type, and the step after it. A list by hand, because a `std::vector` of them would take far
    /// longer to compile.
    struct Step {
        Step() = default;
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;
        virtual ~Step() = default;
        [[nodiscard]] virtual Step* copy() const = 0;
        virtual void fit(const Frame& train) = 0;
        virtual void apply(Frame& frame) const = 0;
        [[nodiscard]] virtual bool reads(std::string_view name) const = 0;
        [[nodiscard]] virtual std::string writes() const = 0;
        [[nodiscard]] virtual bool equals(const Step& other) const = 0;

        Step* next = nullptr;
    };
    template <class T>
    struct StepOf final : Step {
        explicit StepOf(T value) : transform(std::move(value)) {}
        [[nodiscard]] LINNET_COLD Step* copy() const override { return new StepOf(transform); }
        LINNET_COLD void fit(const Frame& train) override { transform.fit(train); }
        LINNET_COLD void apply(Frame& frame) const override { transform.apply(frame); }
        [[nodiscard]] LINNET_COLD bool reads(std::string_view name) const override { return transform.reads(name); }
        [[nodiscard]] LINNET_COLD std::string writes() const override { return transform.writes(); }
        [[nodiscard]] LINNET_COLD bool equals(const Step& other) const override {
            const auto* const same_type = dynamic_cast<const StepOf*>(&other);
            return same_type != nullptr && transform == same_type->transform;
        }

        T transform;
    };

    LINNET_COLD void clear() noexcept {
        while (first_ != nullptr) {
            delete std::exchange(first_, first_->next);
        }
    }

    static void copy_column(const Frame& from, const std::string& name, Frame& to);

    /// Whether a step reads what an earlier one wrote.
    [[nodiscard]] bool continues(const Step& step) const;
    /// Whether a later step reads what it wrote.
    [[nodiscard]] static bool is_continued(const Step& step);

    void fit_steps(const Frame& train);

    /// Fits the steps, if `fit`, and applies them. Restores the frame if one throws.
    static void run(Step* first, bool fit, Frame& frame);

    Step* first_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION Preprocessing::Preprocessing(const Preprocessing& other) : Preprocessing() {
    Step** end = &first_;
    for (const Step* step = other.first_; step != nullptr; step = step->next) {
        *end = step->copy();
        end = &(*end)->next;
    }
    size_ = other.size_;
}

LINNET_COLD LINNET_DEFINITION bool Preprocessing::operator==(const Preprocessing& other) const {
    const Step* left = first_;
    const Step* right = other.first_;
    while (left != nullptr && right != nullptr && left->equals(*right)) {
        left = left->next;
        right = right->next;
    }
    return left == right; // both at their ends
}

LINNET_COLD LINNET_DEFINITION void Preprocessing::copy_column(const Frame& from, const std::string& name, Frame& to) {
    if (from.is_numeric(name)) {
        to.set(name, from.numbers(name));
    } else if (from.is_integer(name)) {
        to.set(name, from.integers(name));
    } else {
        to.set(name, from.strings(name), from.table_rows(name));
    }
}

LINNET_DEFINITION bool Preprocessing::continues(const Step& step) const {
    bool found = false;
    for (const Step* before = first_; before != &step; before = before->next) {
        found = found || step.reads(before->writes());
    }
    return found;
}

LINNET_DEFINITION bool Preprocessing::is_continued(const Step& step) {
    bool found = false;
    for (const Step* after = step.next; after != nullptr; after = after->next) {
        found = found || after->reads(step.writes());
    }
    return found;
}

LINNET_COLD LINNET_DEFINITION void Preprocessing::fit_steps(const Frame& train) {
    Frame made; // the columns of the steps whose input or output passes between steps
    for (const std::string& name : train.names()) {
        bool wanted = false;
        for (const Step* step = first_; step != nullptr; step = step->next) {
            wanted = wanted || (step->reads(name) && (continues(*step) || is_continued(*step)));
        }
        if (wanted) {
            copy_column(train, name, made);
        }
    }
    for (Step* step = first_; step != nullptr; step = step->next) {
        step->fit(continues(*step) ? made : train);
        if (is_continued(*step)) {
            step->apply(made);
        }
    }
}

LINNET_COLD LINNET_DEFINITION void Preprocessing::run(Step* first, bool fit, Frame& frame) {
    const std::vector<std::string> names = frame.names();
    const auto is_old = [&names](const std::string& name) {
        bool found = false;
        for (const std::string& old : names) {
            found = found || old == name;
        }
        return found;
    };
    Frame overwritten;
    try {
        for (Step* step = first; step != nullptr; step = step->next) {
            if (fit) {
                step->fit(frame);
            }
            const std::string name = step->writes();
            // The last step needs no copy: if it throws, it has changed nothing.
            if (step->next != nullptr && is_old(name) && !overwritten.has(name)) {
                copy_column(frame, name, overwritten);
            }
            step->apply(frame);
        }
    } catch (...) {
        for (const std::string& name : frame.names()) {
            if (!is_old(name)) {
                frame.remove(name);
            } else if (overwritten.has(name)) {
                copy_column(overwritten, name, frame);
            }
        }
        throw;
    }
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
