// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/layers/branches.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct JointProbabilityColumns {
    static_assert(never<Layer>, "linnet: each branch of JointProbability puts out one column, a logit.");
};

template <class Owner, class... Outputs>
struct joint_heads {
    using type = std::conditional_t<((Outputs::columns == 1) && ...), Heads<Outputs...>,
                                    ShapeError<JointProbabilityColumns<Owner>>>;
};

} // namespace detail

/// Events of which each needs the one before it, such as a click and a purchase: branch i puts out the logit x_i of the
/// probability of event i once those before it have happened, and out_i is the logit of the probability that all of
/// 0 ... i happen, the product of these probabilities: out_0 = x_0, out_i = out_{i-1} - softplus(softplus(out_{i-1}) -
/// x_i), which does not cancel. `Outputs<Sigmoid, Sigmoid>` behind it makes them probabilities, of which
/// BinaryCrossEntropy is computed from logits.
///
/// Shapes: `batch x 1` from each branch -> `batch x 1` for each head of the Outputs that must follow.
/// Backward: with s = sigmoid(softplus(out_{i-1}) - x_i), d_x_i = d_i s, and d_i (1 - s sigmoid(out_{i-1})) is added to
/// the gradient of out_{i-1}. Cost: two exponentials and two logarithms an event and row forward.
/// Source: Ma et al., "Entire space multi-task model: an effective approach for estimating post-click conversion rate",
/// SIGIR 2018.
template <class... Events>
struct JointProbability {
    static constexpr std::string_view name = "JointProbability";
    static constexpr bool reads_input = branches_read_input<Events...>;
    using features = features_of<Events...>;
    using tables = tables_of<Events...>;

    template <class In>
    using output = decltype(detail::branches_output<JointProbability, detail::joint_heads, In, Events...>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::KeptBranches<T, W, In, Events...>;
        static constexpr std::size_t events = sizeof...(Events);
        static constexpr std::size_t cost = 50 * events; // a row
        using P = pack<T, W>;

    public:
        static constexpr bool trainable = branches::trainable;
        using Workspace = typename branches::Workspace;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            branches_.forward(context, in, out, workspace);
            for_each_rows(context.executor, out.rows, [&](std::size_t b, std::size_t rows) {
                P joint = load(workspace.out[0].view(), 0, b, rows);
                store(joint, out, 0, b, rows);
                for (std::size_t i = 1; i < events; ++i) {
                    const P x = load(workspace.out[i].view(), 0, b, rows);
                    joint = joint - softplus(softplus(joint) - x);
                    store(joint, out, i, b, rows);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            for_each_rows(context.executor, out.rows, [&](std::size_t b, std::size_t rows) {
                P d_joint = load(d_out, events - 1, b, rows);
                for (std::size_t i = events - 1; i > 0; --i) {
                    const P before = load(out, i - 1, b, rows);
                    const P x = load(workspace.out[i].view(), 0, b, rows);
                    const P share = sigmoid(softplus(before) - x);
                    store(d_joint * share, workspace.d_out[i].view(), 0, b, rows);
                    const P rest = P(T{1}) - share * sigmoid(before);
                    d_joint = fma(d_joint, rest, load(d_out, i - 1, b, rows));
                }
                store(d_joint, workspace.d_out[0].view(), 0, b, rows);
            });
            branches_.backward(context, in, out, d_in, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("JointProbability", events);
            branches_.describe(description);
        }

    private:
        /// Calls `body(b, rows)` for W rows from b on, and at last for fewer.
        template <class Body>
        static void for_each_rows(Executor* executor, std::size_t batch, const Body& body) {
            for_each_share(executor, batch, W, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; b += W) {
                    body(b, std::min(W, first + count - b));
                }
            });
        }
        /// A column of some rows, which need not lie side by side, as lanes.
        static P load(const ConstMatrixView<T>& from, std::size_t column, std::size_t b, std::size_t rows) {
            std::array<T, W> lanes{};
            for (std::size_t i = 0; i < rows; ++i) {
                lanes[i] = from(b + i, column);
            }
            return P::load(lanes.data());
        }
        static void store(const P& numbers, const MatrixView<T>& to, std::size_t column, std::size_t b,
                          std::size_t rows) {
            std::array<T, W> lanes;
            numbers.store(lanes.data());
            for (std::size_t i = 0; i < rows; ++i) {
                to(b + i, column) = lanes[i];
            }
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
