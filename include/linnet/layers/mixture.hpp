// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/mix.hpp>
#include <linnet/layers/branches.hpp>

namespace linnet::inline LINNET_ISA {

/// Several gates over the same experts of a Mixture, one for each head of the Outputs behind it.
template <class... Layers>
struct Gates {};

/// Several gates over the same experts of a Mixture, where more levels of experts are to follow: what they mix lies
/// side by side in one matrix, of which a layer reads its part with Slice.
template <class... Layers>
struct JoinedGates {};

namespace detail {

template <class Layer>
struct MixtureOfNothing {
    static_assert(never<Layer>, "linnet: Mixture needs a gate and at least one expert.");
};
template <class Layer>
struct GateWidth {
    static_assert(never<Layer>, "linnet: the gate of Mixture gives a weight for each expert: it must be as wide as "
                                "there are experts.");
};
template <class Layer>
struct ExpertWidths {
    static_assert(never<Layer>, "linnet: the experts of Mixture must have the same width.");
};

[[nodiscard]] constexpr bool all_are(const std::size_t* columns, std::size_t count, std::size_t wanted) {
    for (std::size_t i = 0; i < count; ++i) {
        if (columns[i] != wanted) {
            return false;
        }
    }
    return true;
}

/// The output of a mixture whose gates, the first of `Outputs`, and experts have these outputs.
template <class Owner, class... Outputs>
struct mixture_shape {
    static consteval auto output() {
        constexpr std::array<std::size_t, sizeof...(Outputs)> columns{Outputs::columns...};
        constexpr std::size_t n = columns[Owner::gates];
        if constexpr (!all_are(columns.data(), Owner::gates, Owner::experts)) {
            return ShapeError<GateWidth<Owner>>{};
        } else if constexpr (!all_are(columns.data() + Owner::gates, Owner::experts, n)) {
            return ShapeError<ExpertWidths<Owner>>{};
        } else if constexpr (!Owner::has_heads) {
            return std::conditional_t<(is_steps<Outputs> || ...), Steps<n>, Shape<n>>{};
        } else if constexpr ((is_steps<Outputs> || ...)) {
            return ShapeError<LayerNeedsMatrix<Owner>>{};
        } else {
            return typename Owner::template heads<n>{};
        }
    }
    using type = decltype(output());
};

/// A mixture of experts by the gates that come before them in `Layers`.
template <class Self, bool HasHeads, std::size_t GateCount, class... Layers>
struct MixtureOf {
    static constexpr std::string_view name = "Mixture";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    static constexpr bool reads_steps = true;
    static constexpr bool has_heads = HasHeads;
    static constexpr std::size_t gates = GateCount;
    static constexpr std::size_t experts = sizeof...(Layers) - GateCount;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    static consteval auto shape() {
        if constexpr (is_shape_error<In>) {
            return In{};
        } else if constexpr (gates == 0 || experts == 0) {
            return ShapeError<MixtureOfNothing<Self>>{};
        } else {
            return branches_output<Self, mixture_shape, In, Layers...>();
        }
    }
    template <class In>
    using output = decltype(shape<In>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = KeptBranches<T, W, In, Layers...>;
        static constexpr std::size_t n = output<In>::columns / (HasHeads ? gates : 1); // of one mixture
        using pointers = std::array<const T*, experts>;

    public:
        static constexpr bool trainable = branches::trainable;
        using Workspace = typename branches::Workspace;
        using out_view = typename output<In>::template view<T>;
        using const_out_view = typename output<In>::template view<const T>;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, const typename branches::in_view& in, const out_view& out_of_all,
                     Workspace& workspace) const {
            branches_.forward(context, in, out_of_all, workspace);
            const MatrixView<T> out = rows_of_view(out_of_all);
            for_each_share(
                context.executor, out.rows, 1, gates * experts * n, [&](std::size_t first, std::size_t count) {
                    for (std::size_t b = first; b < first + count; ++b) {
                        const pointers rows = experts_at(workspace, b);
                        for (std::size_t t = 0; t < gates; ++t) {
                            kernels::mix<T, W>(row(workspace.out, t, b), rows.data(), experts, out.row(b) + t * n, n);
                        }
                    }
                });
        }

        template <class Context>
        void backward(Context& context, const typename branches::in_view& in, const const_out_view& out_of_all,
                      const const_out_view& d_out_of_all, const typename branches::d_in_view& d_in,
                      Workspace& workspace) const {
            const ConstMatrixView<T> d_out = rows_of_view(d_out_of_all);
            for_each_share(context.executor, d_out.rows, 1, 2 * gates * experts * n,
                           [&](std::size_t first, std::size_t count) {
                               for (std::size_t b = first; b < first + count; ++b) {
                                   backward_row(workspace, b, d_out.row(b));
                               }
                           });
            branches_.backward(context, in, out_of_all, d_in, workspace);
        }

        /// Where its sequences begin, where it makes them of the batch.
        template <class Context>
        [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
            return branches_.offsets(context, rows);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Mixture", output<In>::columns);
            branches_.describe(description);
        }

    private:
        using matrices = std::array<Matrix<T>, branches::size>;

        [[nodiscard]] static T* row(matrices& of, std::size_t branch, std::size_t b) {
            return of[branch].view().row(b);
        }
        [[nodiscard]] static pointers experts_at(Workspace& workspace, std::size_t b) {
            pointers rows;
            for (std::size_t e = 0; e < experts; ++e) {
                rows[e] = row(workspace.out, gates + e, b);
            }
            return rows;
        }

        static void backward_row(Workspace& workspace, std::size_t b, const T* d_out) {
            const pointers rows = experts_at(workspace, b);
            std::array<const T*, gates> d_mixtures;
            for (std::size_t t = 0; t < gates; ++t) {
                d_mixtures[t] = d_out + t * n;
                kernels::mix_weights_gradient<T, W>(rows.data(), d_mixtures[t], row(workspace.d_out, t, b), experts, n);
            }
            for (std::size_t e = 0; e < experts; ++e) {
                std::array<T, gates> weights;
                for (std::size_t t = 0; t < gates; ++t) {
                    weights[t] = row(workspace.out, t, b)[e];
                }
                kernels::mix<T, W>(weights.data(), d_mixtures.data(), gates, row(workspace.d_out, gates + e, b), n);
            }
        }

        branches branches_;
    };
};

} // namespace detail

/// A mixture of experts: out = sum over e of gate_e expert_e, added in this order. The gate is a branch that puts out a
/// weight for each expert, usually `Sequential<Dense<E>, Softmax>`; its output is used as it is. Its blocks are named
/// before those of the experts.
///
/// Shapes: gate `batch x E`, experts `batch x n` each -> `batch x n`; with `Gates<G0, G1, ...>`, for which the experts
/// are computed once, `batch x n` for each head of the Outputs that must follow; with `JoinedGates<G0, ..., Gm>`,
/// `batch x (m + 1) n`. Where one gate and experts put out steps of sequences, so does the mixture, step by step.
/// Backward: d_gate_e = d_out . expert_e, row by row on 16 lanes; d_expert_e = gate_e d_out, summed in the order of the
/// gates. Cost: 2 E n flops a row and gate forward, twice that backward. Source: Jacobs, Jordan, Nowlan, Hinton,
/// "Adaptive mixtures of local experts", Neural Computation 3, 1991; with several gates Ma et al., "Modeling task
/// relationships in multi-task learning with multi-gate mixture-of-experts", KDD 2018.
template <class Gate, class... Experts>
struct Mixture : detail::MixtureOf<Mixture<Gate, Experts...>, false, 1, Gate, Experts...> {};

template <class... Gate, class... Experts>
struct Mixture<Gates<Gate...>, Experts...>
    : detail::MixtureOf<Mixture<Gates<Gate...>, Experts...>, true, sizeof...(Gate), Gate..., Experts...> {
    /// The shape of a mixture of n columns for each gate.
    template <std::size_t Columns>
    using heads = Heads<std::conditional_t<sizeof(Gate*) != 0, Shape<Columns>, void>...>;
};

template <class... Gate, class... Experts>
struct Mixture<JoinedGates<Gate...>, Experts...>
    : detail::MixtureOf<Mixture<JoinedGates<Gate...>, Experts...>, true, sizeof...(Gate), Gate..., Experts...> {
    /// The shape of a mixture of n columns for each gate.
    template <std::size_t Columns>
    using heads = Shape<sizeof...(Gate) * Columns>;
};

} // namespace linnet::inline LINNET_ISA
