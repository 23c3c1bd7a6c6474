// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A view of a batch of sequences of any length: the steps of all sequences, one sequence below the other. It owns
/// nothing, and `T` may be const.
/// Shapes: values `steps x n`; offsets `batch + 1`. Only the differences of the offsets count: sequence b has offsets[b
/// + 1] - offsets[b] steps.
template <class T>
struct StepsView {
    MatrixView<T> values;
    std::span<const std::uint64_t> offsets;

    /// The number of sequences.
    [[nodiscard]] std::size_t rows() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    /// The number of steps of all sequences together.
    [[nodiscard]] std::size_t steps() const { return first_step(rows()); }
    /// The row of `values` at which sequence b starts.
    [[nodiscard]] std::size_t first_step(std::size_t b) const { return b == 0 ? 0 : offsets[b] - offsets[0]; }
    [[nodiscard]] std::size_t length(std::size_t b) const { return offsets[b + 1] - offsets[b]; }
    /// The steps of one sequence: `length(b) x n`.
    [[nodiscard]] MatrixView<T> sequence(std::size_t b) const { return values.middle(first_step(b), length(b)); }
    /// `count` columns from `first` on, of the same steps.
    [[nodiscard]] StepsView slice(std::size_t first, std::size_t count) const {
        return {values.slice(first, count), offsets};
    }

    // NOLINTNEXTLINE(google-explicit-constructor): a mutable view reads as a const one
    operator StepsView<const T>() const
        requires(!std::is_const_v<T>)
    {
        return {values, offsets};
    }
};

template <class T>
using ConstStepsView = StepsView<const T>;

/// What flows between layers that know an order in time: a batch of sequences, `batch x any number of steps x Columns`.
/// Layers that treat each row of a matrix by itself, such as Dense, treat each step by itself.
template <std::size_t Columns>
struct Steps {
    static constexpr std::size_t columns = Columns;

    template <class T>
    using view = StepsView<T>;

    template <class T>
    class Buffer {
    public:
        /// Nothing: how many steps a batch has is known when it arrives.
        void reserve(std::size_t) {}
        /// Allocates only for more steps than ever before.
        [[nodiscard]] StepsView<T> top(const Extent& extent) {
            const std::size_t steps = nothing(extent).steps();
            numbers_.reserve(steps, Columns);
            return {numbers_.top(steps), extent.offsets};
        }
        /// A view that has the extent, and no numbers.
        [[nodiscard]] static StepsView<T> nothing(const Extent& extent) {
            const StepsView<T> view{{}, extent.offsets};
            return {{nullptr, view.steps(), Columns, 0}, extent.offsets};
        }

    private:
        Matrix<T> numbers_;
    };
};

namespace detail {

template <class S>
inline constexpr bool is_steps = false;
template <std::size_t Columns>
inline constexpr bool is_steps<Steps<Columns>> = true;

/// How much flows through: the samples of a view, and where its sequences begin.
template <class T>
[[nodiscard]] LINNET_INLINE Extent extent_of(const MatrixView<T>& view) {
    return {view.rows, {}};
}
template <class T>
[[nodiscard]] LINNET_INLINE Extent extent_of(const StepsView<T>& view) {
    return {view.rows(), view.offsets};
}

/// The matrix of a view of any shape: the steps of sequences, one below the other.
template <class T>
[[nodiscard]] LINNET_INLINE const MatrixView<T>& rows_of_view(const MatrixView<T>& view) {
    return view;
}
template <class T>
[[nodiscard]] LINNET_INLINE const MatrixView<T>& rows_of_view(const StepsView<T>& view) {
    return view.values;
}

/// Throws SettingError if what runs a layer that changes the lengths of sequences made room for others than it puts
/// out, as a layer does that adds branches.
LINNET_HOT inline void check_room(std::span<const std::uint64_t> offsets, std::span<const std::uint64_t> room) {
    if (offsets.data() != room.data()) {
        fail<SettingError>(
            {"a layer that changes the number of steps, such as ClozeMask, cannot be in a branch that puts "
             "out steps, or in a Residual; put it into the Sequential that pools the steps"});
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
