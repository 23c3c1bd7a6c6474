// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The scores of some users for all items, computed once: what `of_users` of a scorer gives for which a block of items
/// costs as much as all of them. A Scorer, whose rows are the places of the users.
template <class T>
class ScoresOfUsers {
public:
    using scalar = T;
    struct Workspace {};

    /// Shapes: scores `users x items`.
    explicit ScoresOfUsers(Matrix<T> scores) : scores_{std::move(scores)} {}

    [[nodiscard]] std::size_t users() const { return scores_.rows(); }
    [[nodiscard]] std::size_t items() const { return scores_.columns(); }
    void score(std::span<const row_id> places, std::size_t first, MatrixView<T> out, Workspace&) const {
        for (std::size_t u = 0; u < places.size(); ++u) {
            std::copy_n(scores_.view().row(places[u]) + first, out.columns, out.row(u));
        }
    }

private:
    Matrix<T> scores_;
};

} // namespace linnet::inline LINNET_ISA::detail
