// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Looks for numbers that are NaN or infinite. The result depends neither on their order nor on W.
template <class T, std::size_t W>
class FiniteCheck {
    using P = pack<T, W>;

public:
    /// Looks at `scale * x[0 .. n)`.
    void operator()(const T* x, T scale, std::size_t n) {
        const P factor(scale);
        for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            found_ = fma(factor * P::load(x + i, lanes), P(T{0}), found_); // infinity times 0 is NaN, which stays
        });
    }
    [[nodiscard]] bool holds() const { return !P::any(select(found_ == P(T{0}), P(T{0}), P(T{1})) == P(T{1})); }

private:
    P found_{T{0}};
};

/// The first block whose gradient, or whose next value, is NaN or infinite; `Parameters<T>::none` if there is none. If
/// not `all`, only next values are looked at: they are few, and the loss need not depend on them.
template <class T, std::size_t W>
[[nodiscard]] LINNET_COLD std::size_t first_block_not_finite(const Parameters<T>& parameters,
                                                             const Gradients<T>& gradients, bool all = true) {
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        FiniteCheck<T, W> check;
        if (all && parameters[i].kind == BlockKind::rows) {
            for (const auto& contribution : gradients[i].rows.all()) {
                check(contribution.gradient, contribution.scale, parameters[i].values.columns());
            }
        } else if (all || gradients[i].has_next) {
            const ConstMatrixView<T> dense = gradients[i].dense.view();
            check(dense.data, T{1}, dense.rows * dense.stride); // padding is 0
        }
        if (!check.holds()) {
            return i;
        }
    }
    return Parameters<T>::none;
}

/// Whether all parameters are finite.
template <class T, std::size_t W>
[[nodiscard]] LINNET_COLD bool all_finite(const Parameters<T>& parameters) {
    FiniteCheck<T, W> check;
    for (const ParameterBlock<T>& block : parameters) {
        const ConstMatrixView<T> values = block.values.view();
        check(values.data, T{1}, values.rows * values.stride); // padding is 0
    }
    return check.holds();
}

} // namespace linnet::inline LINNET_ISA::detail
