// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/data/user_items.hpp>

namespace linnet::inline LINNET_ISA {

/// The baseline that every model must beat: an item's score is the number of users who had it, for everyone.
/// The log must outlive it.
template <class T = float>
class MostPopular {
public:
    using scalar = T;
    struct Workspace {};

    explicit MostPopular(const UserItems& log) : log_{&log} {}

    [[nodiscard]] std::size_t users() const { return log_->users(); }
    [[nodiscard]] std::size_t items() const { return log_->items(); }

    void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out, Workspace&) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<T>(log_->counts()[first + j]);
            }
        }
    }

private:
    const UserItems* log_;
};

} // namespace linnet::inline LINNET_ISA
