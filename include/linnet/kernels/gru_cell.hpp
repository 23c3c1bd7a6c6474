// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/tanh.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// A pack of the three gates of a step.
template <class P>
struct GruGates {
    P n, r, z;
};

/// n, r and z from N, R, Z and S, which they replace.
template <class P, class T, class Lanes>
LINNET_INLINE GruGates<P> open_gates(T* at, std::size_t units, Lanes lanes) {
    const P r = sigmoid(P::load(at + units, lanes));
    const P z = sigmoid(P::load(at + 2 * units, lanes));
    const P n = tanh(fma(r, P::load(at + 3 * units, lanes), P::load(at, lanes)));
    n.store(at, lanes);
    r.store(at + units, lanes);
    z.store(at + 2 * units, lanes);
    return {n, r, z};
}

/// The gradients of N, R and S from that of N, and n, r and S.
template <class P, class T, class Lanes>
LINNET_INLINE void store_gate_gradients(const P& d_n, const P& r, const P& s, T* to, std::size_t units, Lanes lanes) {
    const P d_s = d_n * r;
    d_n.store(to, lanes);
    (d_s * s * (P(T{1}) - r)).store(to + units, lanes);
    d_s.store(to + 3 * units, lanes);
}

} // namespace detail

/// A step of a gated recurrent unit after its matrix products: r = sigmoid(R), z = sigmoid(Z), n = tanh(N + r S) and
/// state = n + z (state - n). `gates` holds the rows N, R, Z and S, `units` apart, of which the first three become
/// n, r and z. `before` becomes the state as it was. Shapes: gates `4 units`, state and before `units`.
template <class T, std::size_t W>
LINNET_INLINE void gru_cell(T* gates, T* state, T* before, std::size_t units) {
    using P = pack<T, W>;
    for_each_pack<W>(units, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const auto [n, r, z] = detail::open_gates<P>(gates + i, units, lanes);
        const P last = P::load(state + i, lanes);
        last.store(before + i, lanes);
        fma(z, last - n, n).store(state + i, lanes);
    });
}

/// The gradient of `gru_cell`: from the gates and the state before that it wrote, and the gradient of the state that it
/// put out, those of N, R, Z and S, and the part of that of the state before that does not come through them, which
/// replaces d_state: d_N = d (1 - z) (1 - n^2), d_S = d_N r, d_R = d_N S r (1 - r), d_Z = d (before - n) z (1 - z),
/// d_state = d z. Shapes: as there.
template <class T, std::size_t W>
LINNET_INLINE void gru_cell_gradient(const T* gates, const T* before, T* d_state, T* d_gates, std::size_t units) {
    using P = pack<T, W>;
    const P one(T{1});
    for_each_pack<W>(units, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const T* const at = gates + i;
        T* const to = d_gates + i;
        const P n = P::load(at, lanes);
        const P r = P::load(at + units, lanes);
        const P z = P::load(at + 2 * units, lanes);
        const P s = P::load(at + 3 * units, lanes);
        const P d = P::load(d_state + i, lanes);
        detail::store_gate_gradients(d * (one - z) * fma(-n, n, one), r, s, to, units, lanes);
        (d * (P::load(before + i, lanes) - n) * z * (one - z)).store(to + 2 * units, lanes);
        (d * z).store(d_state + i, lanes);
    });
}

/// The same step with an attentional update gate: u = sigmoid(Z) is what the state takes from n, and `weight` how much
/// of it counts: state = state + weight u (n - state). The row Z becomes u. Shapes: as in `gru_cell`.
template <class T, std::size_t W>
LINNET_INLINE void augru_cell(T weight, T* gates, T* state, T* before, std::size_t units) {
    using P = pack<T, W>;
    for_each_pack<W>(units, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const auto [n, r, u] = detail::open_gates<P>(gates + i, units, lanes);
        const P last = P::load(state + i, lanes);
        last.store(before + i, lanes);
        fma(P(weight) * u, n - last, last).store(state + i, lanes);
    });
}

/// The gradient of `augru_cell`, as `gru_cell_gradient` is that of `gru_cell`: d_N = d weight u (1 - n^2), d_S = d_N r,
/// d_R = d_N S r (1 - r), d_Z = d (n - before) weight u (1 - u), d_state = d (1 - weight u). The derivative by the
/// weight is the sum of d (n - before) u over the units, which `terms` becomes. Shapes: as there, terms `units`.
template <class T, std::size_t W>
LINNET_INLINE void augru_cell_gradient(T weight, const T* gates, const T* before, T* d_state, T* d_gates, T* terms,
                                       std::size_t units) {
    using P = pack<T, W>;
    const P one(T{1});
    for_each_pack<W>(units, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const T* const at = gates + i;
        T* const to = d_gates + i;
        const P n = P::load(at, lanes);
        const P r = P::load(at + units, lanes);
        const P u = P::load(at + 2 * units, lanes);
        const P s = P::load(at + 3 * units, lanes);
        const P d = P::load(d_state + i, lanes);
        const P taken = P(weight) * u;
        const P term = d * (n - P::load(before + i, lanes)) * u;
        detail::store_gate_gradients(d * taken * fma(-n, n, one), r, s, to, units, lanes);
        (term * P(weight) * (one - u)).store(to + 2 * units, lanes);
        term.store(terms + i, lanes);
        (d * (one - taken)).store(d_state + i, lanes);
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
