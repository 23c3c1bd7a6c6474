// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/resting_rows.hpp>
#include <linnet/kernels/row_sum.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The numbers that an optimizer keeps beside a parameter block, in `Slots` matrices of the shape of the block, and the
/// loops that visit them together with values and gradient.
///
/// A rule is called as `rule(value, gradient, slot...)` with packs, and changes value and slots in place. Where
/// gradient, value and slots are 0 it must leave them 0, so that padding stays zero.
///
/// A rule for `update_moving` leaves value and first slot as they are where gradient and first slot are 0, and changes
/// the other slots then as `rule.idle(slot)` does. One for `update_making_up` leaves the value where the gradient is 0,
/// and changes all slots then as `rule.idle(slot)` does.
template <class T, std::size_t W, std::size_t Slots>
class BlockUpdate {
public:
    BlockUpdate() = default;
    /// Slot i starts from `starts[i]`.
    LINNET_COLD explicit BlockUpdate(const ParameterBlock<T>& block, const std::array<T, Slots>& starts = {})
        : columns_{block.values.columns()} {
        if (block.values.borrowed()) {
            linnet::detail::fail<SettingError>(
                {"'", block.name, "' is read from a file in place; a copy of the model can be trained"});
        }
        for (std::size_t i = 0; i < Slots; ++i) {
            slots_[i] = Matrix<T>(block.values.rows(), columns_);
            if (starts[i] != T{0}) {
                for (std::size_t r = 0; r < slots_[i].rows(); ++r) {
                    std::fill_n(slots_[i].view().row(r), columns_, starts[i]);
                }
            }
        }
    }

    /// Updates every element of a dense block, or the rows of a table that were looked up.
    template <class Rule>
    void update_touched(ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Rule& rule,
                        Executor* executor) {
        if (block.kind == BlockKind::dense) {
            update_dense(block, gradient, rule, executor);
            return;
        }
        const RowGradients<T>& rows = gradient.rows;
        scratch_.reserve(threads_of(executor), columns_);
        const std::size_t owners = threads_of(executor);
        const bool far = block.values.bytes() > near_bytes || owners > 1;
        const auto update_owned = [&](std::size_t first, std::size_t count, std::size_t share) {
            std::array<std::uint32_t, groups_at_once> owned;
            for (std::size_t begin = 0; begin < rows.size(); begin += groups_at_once) {
                const std::size_t n = list_owned(rows, begin, owners, first, count, owned.data());
                for (std::size_t i = 0; i < n; ++i) {
                    if (far && i + ahead < n) {
                        prefetch_row(block, rows, owned[i + ahead]);
                    }
                    update_group(block, rows, owned[i], scratch_.view().row(share), rule);
                }
            }
        };
        for_each_share(executor, owners, 1, rows.size() * columns_ * cost / owners, update_owned);
    }

    /// Updates every element of a dense block. Of a table it updates the rows that were looked up and, with a gradient
    /// of 0, all others until they come to rest, which is when their first slot has become 0. Slots start from 0. The
    /// result has the bits of a rule that is applied to all rows in every step, from step 1 on.
    template <class Rule>
    void update_moving(ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Rule& rule,
                       RestingRows& resting, std::uint64_t step, Executor* executor) {
        if (block.kind == BlockKind::dense) {
            update_dense(block, gradient, rule, executor);
            return;
        }
        constexpr std::uint64_t look_every = 64; // steps between two searches for rows that have come to rest
        for (std::size_t group = 0; group < gradient.rows.size(); ++group) {
            const std::size_t row = gradient.rows.row(group);
            if (resting.rests(row)) {
                if constexpr (Slots > 1) {
                    make_up<1>(row, resting, step, rule);
                }
                resting.wake(row);
            }
        }
        const std::size_t together = reserve_neighbours(block, executor);
        for_each_share(executor, block.values.rows(), RestingRows::unit, cost * columns_,
                       [&](std::size_t first, std::size_t count, std::size_t share) {
                           T* const g = scratch_.view().row(share);
                           resting.for_each_moving(first, count, together, [&](std::size_t row, std::size_t rows) {
                               update_neighbours(block, gradient.rows, row, rows, g, rule);
                               for (std::size_t r = row; step % look_every == 0 && r < row + rows; ++r) {
                                   const T* const first_slot = slots_[0].view().row(r);
                                   if (std::all_of(first_slot, first_slot + columns_, [](T x) { return x == T{0}; })) {
                                       resting.rest(r, step);
                                   }
                               }
                           });
                       });
    }

    /// Every element of a dense block, and the rows of a table that were looked up, after their slots have made up for
    /// the steps since then. The bits are those of a rule that is applied to all rows in each step, from 1 on.
    template <class Rule>
    void update_making_up(ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Rule& rule,
                          RestingRows& resting, std::uint64_t step, Executor* executor) {
        if (block.kind == BlockKind::rows) {
            for (std::size_t group = 0; group < gradient.rows.size(); ++group) {
                const std::size_t row = gradient.rows.row(group);
                make_up<0>(row, resting, step, rule);
                resting.rest(row, step);
            }
        }
        update_touched(block, gradient, rule, executor);
    }

    /// Every element of a dense block, and of a table, where rows that were not looked up have a gradient of 0.
    template <class Rule>
    void update_every(ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Rule& rule,
                      Executor* executor) {
        if (block.kind == BlockKind::dense) {
            update_dense(block, gradient, rule, executor);
            return;
        }
        const std::size_t together = reserve_neighbours(block, executor);
        for_each_share(executor, block.values.rows(), RestingRows::unit, cost * columns_,
                       [&](std::size_t first, std::size_t count, std::size_t share) {
                           for (std::size_t row = first; row < first + count; row += together) {
                               const std::size_t rows = std::min(together, first + count - row);
                               update_neighbours(block, gradient.rows, row, rows, scratch_.view().row(share), rule);
                           }
                       });
    }

    /// Hands over each slot by its name, for the `visit` of a state.
    template <class Visitor>
    LINNET_COLD void visit(const std::array<std::string_view, Slots>& names, Visitor&& visitor) {
        for (std::size_t i = 0; i < Slots; ++i) {
            visitor(names[i], slots_[i].view());
        }
    }

    [[nodiscard]] ConstMatrixView<T> slot(std::size_t i) const { return slots_[i].view(); }

private:
    /// The cost of an element, for `for_each_share`.
    static constexpr std::size_t cost = 2 + 2 * Slots;
    static constexpr std::size_t run = 2048;    ///< how many elements of rows are updated together
    static constexpr row_id rows_of_owner = 16; ///< how many neighbouring rows have the same owner
    static constexpr std::size_t groups_at_once = 1024;
    // Rows of a table that is too large for the near caches are prefetched.
    static constexpr std::size_t near_bytes = std::size_t{1} << 20;
    static constexpr std::size_t ahead = 12 / (1 + Slots);

    /// Lists, of the next groups from `begin` on, those whose rows have an owner among first .. first + count - 1. A
    /// row has the same owner at every step, whose thread then finds it in its cache.
    static std::size_t list_owned(const RowGradients<T>& rows, std::size_t begin, std::size_t owners, std::size_t first,
                                  std::size_t count, std::uint32_t* owned) {
        const std::size_t end = std::min(begin + groups_at_once, rows.size());
        std::size_t n = 0;
        for (std::size_t group = begin; group < end; ++group) { // without a branch, which nobody could predict
            const std::uint32_t mixed = rows.row(group) / rows_of_owner * 0x9E3779B9U;
            const std::size_t owner = std::uint64_t{mixed} * owners >> 32U;
            owned[n] = static_cast<std::uint32_t>(group);
            n += owner - first < count ? 1 : 0;
        }
        return n;
    }

    template <class Rule>
    LINNET_INLINE void update_group(ParameterBlock<T>& block, const RowGradients<T>& rows, std::size_t group, T* sum,
                                    const Rule& rule) {
        if (const auto contributions = rows.of(group); contributions.size() == 1) {
            update_rows(block, rows.row(group), 1, contributions[0].gradient, contributions[0].scale, rule);
        } else {
            sum_row<T, W>(rows, group, sum, columns_);
            update_rows(block, rows.row(group), 1, sum, T{1}, rule);
        }
    }

    // In one run over the padding too, because rows may be as narrow as one element.
    template <class Rule>
    void update_dense(ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Rule& rule,
                      Executor* executor) {
        const MatrixView<T> values = block.values.view();
        const T* const g = gradient.dense.view().data;
        constexpr std::size_t unit = cache_line / sizeof(T);
        for_each_share(executor, values.rows * values.stride, unit, cost, [&](std::size_t first, std::size_t count) {
            update_run(values.data + first, g + first, T{1}, first, count, rule);
        });
    }

    /// Makes room for the gradients of rows that are updated together; returns how many rows that are.
    std::size_t reserve_neighbours(const ParameterBlock<T>& block, Executor* executor) {
        const std::size_t stride = block.values.stride();
        const std::size_t together = std::max<std::size_t>(1, run / std::max<std::size_t>(1, stride));
        scratch_.reserve(threads_of(executor), together * stride);
        return together;
    }

    /// Rows of a table that lie side by side, looked up or not; `g` has room for their gradients.
    template <class Rule>
    void update_neighbours(ParameterBlock<T>& block, const RowGradients<T>& gradients, std::size_t row,
                           std::size_t rows, T* g, const Rule& rule) {
        const std::size_t stride = block.values.stride();
        std::fill_n(g, rows * stride, T{0});
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t group = gradients.group_of(row + r);
            if (group != RowGradients<T>::none) {
                sum_row<T, W>(gradients, group, g + r * stride, columns_);
            }
        }
        update_rows(block, row, rows, g, T{1}, rule);
    }

    /// Rows of a table whose gradients lie as far apart as the rows. One run covers the padding too if that takes no
    /// more packs.
    template <class Rule>
    void update_rows(ParameterBlock<T>& block, std::size_t first, std::size_t rows, const T* gradient, T scale,
                     const Rule& rule) {
        const MatrixView<T> values = block.values.view();
        const bool whole = rows > 1 && values.stride - columns_ < W;
        const std::size_t runs = whole ? 1 : rows;
        for (std::size_t r = 0; r < runs; ++r) {
            update_run(values.row(first + r), gradient + r * values.stride, scale, (first + r) * values.stride,
                       whole ? rows * values.stride : columns_, rule);
        }
    }

    /// Updates `count` elements. The slots start at `offset`, and the gradient is `scale` times what is read.
    template <class Rule>
    LINNET_INLINE void update_run(T* values, const T* gradient, T scale, std::size_t offset, std::size_t count,
                                  const Rule& rule) {
        using P = pack<T, W>;
        const P factor(scale);
        [&]<std::size_t... S>(std::index_sequence<S...>) {
            const std::array<T*, Slots> slots{slots_[S].view().data + offset...};
            for_each_pack<W>(count, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                P value = P::load(values + i, lanes);
                P g = factor * P::load(gradient + i, lanes);
                std::array<P, Slots> slot{P::load(slots[S] + i, lanes)...};
                rule(value, g, slot[S]...);
                value.store(values + i, lanes);
                (slot[S].store(slots[S] + i, lanes), ...);
            });
        }(std::make_index_sequence<Slots>{});
    }

    /// What the steps since a row came to rest do to its slots from `First` on, until nothing changes any more. Several
    /// packs at a time, as each waits for itself.
    template <std::size_t First, class Rule>
    void make_up(std::size_t row, const RestingRows& resting, std::uint64_t now, const Rule& rule) {
        const std::uint64_t steps = now - std::min(now, resting.since(row) + 1);
        using P = pack<T, W>;
        constexpr std::size_t packs = 4;
        constexpr std::uint64_t look_every = 64;
        for (std::size_t s = First; s < Slots; ++s) {
            T* const slot = slots_[s].view().row(row);
            for (std::size_t c = 0; c < columns_; c += packs * W) {
                std::array<P, packs> some;
                const auto lanes = [&](std::size_t p) { return FirstLanes{columns_ - std::min(columns_, c + p * W)}; };
                for (std::size_t p = 0; p < packs; ++p) {
                    some[p] = P::load(slot + c + p * W, lanes(p));
                }
                for (std::uint64_t step = 0; step < steps; ++step) {
                    P changes(T{0});
                    for (P& x : some) {
                        const P before = x;
                        rule.idle(x);
                        changes = changes + abs(x - before);
                    }
                    if (step % look_every == 0 && !P::any(P(T{0}) < changes)) {
                        break;
                    }
                }
                for (std::size_t p = 0; p < packs; ++p) {
                    some[p].store(slot + c + p * W, lanes(p));
                }
            }
        }
    }

    LINNET_INLINE void prefetch_row(const ParameterBlock<T>& block, const RowGradients<T>& gradients,
                                    std::size_t group) const {
        const T* const gradient = gradients.of(group)[0].gradient;
        const std::size_t row = gradients.row(group);
        const T* const values = block.values.view().row(row);
        for (std::size_t c = 0; c < columns_; c += cache_line / sizeof(T)) {
            __builtin_prefetch(gradient + c);
            __builtin_prefetch(values + c, 1);
            for (const Matrix<T>& slot : slots_) {
                __builtin_prefetch(slot.view().row(row) + c, 1);
            }
        }
    }

    std::size_t columns_ = 0;
    std::array<Matrix<T>, Slots> slots_;
    Matrix<T> scratch_; ///< the gradient of some rows, for each share of the loop
};

} // namespace linnet::inline LINNET_ISA::kernels
