// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// A named entry of what an optimizer remembers of a block: a matrix, or a buffer of whole numbers. The other one is
/// empty; both are where the state has no use for the entry.
template <class T>
struct StateEntry {
    std::string_view name;
    MatrixView<T> matrix = {};
    std::span<std::uint64_t> numbers = {};

    /// Memory of the entry, padding counted.
    [[nodiscard]] std::size_t bytes() const {
        return matrix.rows * matrix.stride * sizeof(T) + numbers.size() * sizeof(std::uint64_t);
    }
};

/// What `state.visit` hands over, as a list of views, valid until the next step: to count, save or load it.
template <class T, class State>
[[nodiscard]] LINNET_COLD std::vector<StateEntry<T>> state_entries(State& state) {
    struct Collect {
        void operator()(std::string_view name, MatrixView<T> matrix) const { entries.push_back({name, matrix, {}}); }
        void operator()(std::string_view name, std::span<std::uint64_t> numbers) const {
            entries.push_back({name, {}, numbers});
        }
        std::vector<StateEntry<T>>& entries;
    };
    std::vector<StateEntry<T>> entries;
    state.visit(Collect{entries});
    return entries;
}

namespace detail {

/// Copies the elements and numbers that both have, entry by entry; the others stay. requires: the entries of two states
/// of one type, whose blocks are of one kind.
template <class T>
LINNET_COLD void take_over_state(const std::vector<StateEntry<T>>& now, const std::vector<StateEntry<T>>& before) {
    for (std::size_t i = 0; i < std::min(now.size(), before.size()); ++i) {
        const MatrixView<T> to = now[i].matrix;
        const MatrixView<T> from = before[i].matrix;
        for (std::size_t r = 0; r < std::min(to.rows, from.rows); ++r) {
            std::copy_n(from.row(r), std::min(to.columns, from.columns), to.row(r));
        }
        std::copy_n(before[i].numbers.data(), std::min(now[i].numbers.size(), before[i].numbers.size()),
                    now[i].numbers.data());
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
