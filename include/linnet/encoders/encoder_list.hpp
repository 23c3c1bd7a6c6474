// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

/// Several encoders, which together make the features of a side or of samples.
template <Encoder... Encoders>
class EncoderList {
public:
    using features = merged<typename Encoders::features...>;
    static_assert(features::size == (std::size_t{Encoders::features::size} + ... + 0),
                  "linnet: two encoders make the same feature.");

    LINNET_COLD explicit EncoderList(Encoders... encoders) : encoders_{std::move(encoders)...} {}

    /// Throws what the encoders throw, and then keeps what was learned.
    template <class Vocabulary>
    LINNET_COLD void fit(const Frame& frame, Vocabulary& vocabularies) {
        auto fitted = encoders_;
        std::apply([&](Encoders&... each) { (each.fit(frame, vocabularies), ...); }, fitted);
        encoders_ = std::move(fitted);
    }
    template <class Vocabulary>
    LINNET_COLD void grow(const Frame& frame, Vocabulary& vocabularies) {
        std::apply([&](Encoders&... each) { (each.grow(frame, vocabularies), ...); }, encoders_);
    }
    /// The column of one feature, a sample for each row of the frame.
    template <class F, class Vocabulary>
    [[nodiscard]] LINNET_COLD ColumnStore<F> encode(const Frame& frame, const Vocabulary& vocabularies) const {
        if constexpr (list_contains<features, F>) {
            constexpr std::size_t at = [] {
                std::size_t i = 0;
                static_cast<void>(((list_contains<typename Encoders::features, F> || (++i, false)) || ...));
                return i;
            }();
            return std::get<at>(encoders_).template encode<F>(frame, vocabularies);
        } else {
            static_assert(never<F>, "linnet: no encoder of the list makes that feature.");
            return {};
        }
    }
    /// Only the columns of a frame that the encoders read, and the one named `also`. Throws DataError, naming the
    /// columns there are, if it lacks one.
    [[nodiscard]] LINNET_COLD Frame used(const Frame& frame, std::string_view also) const {
        Frame result;
        const auto take = [&](const std::string& name) {
            if (frame.is_numeric(name)) {
                result.set(name, frame.numbers(name));
            } else if (frame.is_integer(name)) {
                result.set(name, frame.integers(name));
            } else {
                result.set(name, frame.strings(name), frame.table_rows(name));
            }
        };
        take(std::string{also});
        std::apply(
            [&](const Encoders&... each) {
                [[maybe_unused]] const auto take_all = [&](const std::vector<std::string>& names) {
                    for (const std::string& name : names) {
                        take(name);
                    }
                };
                (take_all(each.columns()), ...);
            },
            encoders_);
        return result;
    }

    /// A line for each encoder.
    [[nodiscard]] LINNET_COLD std::string text() const {
        std::string lines;
        std::apply([&](const Encoders&... each) { (detail::append(lines, {each.text(), "\n"}), ...); }, encoders_);
        return lines;
    }
    /// What each encoder has learned.
    [[nodiscard]] LINNET_COLD std::vector<std::vector<double>> learned() const {
        return std::apply([](const Encoders&... each) { return std::vector<std::vector<double>>{each.learned()...}; },
                          encoders_);
    }
    /// Throws DataError, and changes nothing, for what the encoders cannot have learned.
    LINNET_COLD void set_learned(const std::vector<std::vector<double>>& numbers) {
        if (numbers.size() != sizeof...(Encoders)) {
            detail::fail<DataError>({"numbers of ", numbers.size(), " encoders for ", sizeof...(Encoders)});
        }
        auto encoders = encoders_;
        std::size_t i = 0;
        std::apply([&](Encoders&... each) { (each.set_learned(numbers[i++]), ...); }, encoders);
        encoders_ = std::move(encoders);
    }

private:
    std::tuple<Encoders...> encoders_;
};

} // namespace linnet::inline LINNET_ISA
