// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/network/call_loss.hpp>
#include <linnet/network/check.hpp>
#include <linnet/network/closing_heads.hpp>
#include <linnet/network/closing_layer.hpp>
#include <linnet/network/tower_groups.hpp>
#include <linnet/network/tower_losses.hpp>
#include <linnet/network/tower_steps.hpp>
#include <linnet/network/towers.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The bound layers of a network: the body, which computes logits, and what closes it, which a loss may be fused with.
template <class Network, class T, std::size_t W>
class BoundNetwork {
    using parts = closing_layer<Network>;
    using body = typename parts::body;
    using body_node = typename body::template Node<T, W, NoInput>;
    using body_output = typename body::template output<NoInput>;
    static constexpr bool has_last = !std::is_void_v<typename parts::last>;
    using last = std::conditional_t<has_last, typename parts::last, Standin>;
    using last_node = typename last::template Node<T, W, body_output>;
    using tower_nodes = TowerNodes<without_names<body>, T>;
    static constexpr bool fits = !std::is_same_v<Network, Standin>;
    using batch_type = BatchOf<T, typename Network::features>;
    using Context = ForwardContext<T, batch_type>;
    using Backward = BackwardContext<T, batch_type>;

public:
    using closing = parts;
    using towers = two_towers<without_names<body>>;
    using output = typename Network::template output<NoInput>;
    /// Whether the output of the last layer is not what the logits are.
    static constexpr bool ends_in_activation = is_activation<last>;

    /// The activations of a batch, and what layers keep between forward and backward.
    class Workspace {
    public:
        /// Makes room for batches of up to that many rows.
        void reserve(std::size_t batch) {
            if (batch > reserved_) {
                grow(batch);
            }
        }

    private:
        friend BoundNetwork;
        LINNET_COLD void grow(std::size_t batch) {
            body_.reserve(batch);
            last_.reserve(batch);
            logits_.reserve(batch, body_output::columns);
            d_logits_.reserve(batch, body_output::columns);
            out_.reserve(batch, output::columns);
            d_out_.reserve(batch, output::columns);
            scratch_.resize(batch * output::columns);
            reserved_ = batch;
        }

        std::size_t reserved_ = 0;
        typename body_node::Workspace body_;
        typename last_node::Workspace last_;
        Matrix<T> logits_;
        Matrix<T> d_logits_;
        Matrix<T> out_;
        Matrix<T> d_out_;
        std::vector<T> scratch_;
        TowerLossScratch<T> tower_scratch_;  // only for losses of towers
        TowerStepsScratch<T> steps_scratch_; // and for those of steps
    };

    LINNET_COLD explicit BoundNetwork(const Builder<T>& builder)
        : body_(Place<>::enter(builder)), last_(parts::place::enter(builder)) {}

    /// Runs the body and, if `WithLast`, the last layer. Returns the output of whichever ran last.
    template <bool WithLast>
    ConstMatrixView<T> forward(const Context& context, Workspace& workspace) const {
        const std::size_t rows = context.batch.rows;
        const MatrixView<T> logits = workspace.logits_.top(rows);
        if (rows == 0) { // columns without rows may lack what layers read
            constexpr std::size_t columns = WithLast ? output::columns : body_output::columns;
            return {nullptr, 0, columns, columns};
        }
        run_forward<without_names<body>, T, W>(body_, context, logits, workspace.body_);
        if constexpr (WithLast && has_last) {
            last_.forward(context, logits, workspace.out_.top(rows), workspace.last_);
            return workspace.out_.top(rows);
        } else {
            return logits;
        }
    }

    /// Runs forward; returns the loss and keeps its gradient, unless it is not wanted. A loss that draws items draws
    /// them from a table of `item_rows`.
    template <class L>
    T forward_loss(const L& loss, const Context& context, const Targets<T>& targets, std::size_t item_rows,
                   bool with_gradients, Workspace& workspace) const {
        if constexpr (TowerLoss<L>) {
            return forward_tower_loss(loss, context, targets, item_rows, with_gradients, workspace);
        } else if constexpr (StepLoss<L>) {
            return forward_step_loss(loss, context, targets, item_rows, workspace);
        } else if constexpr (HeadLosses<L>) {
            return forward_losses(loss, context, targets, workspace);
        } else if constexpr (is_heads<output>) {
            static_assert(never<L>, "linnet: the network ends in Outputs, so it is trained by Losses<...>, a loss for "
                                    "each head.");
            return {};
        } else {
            const std::size_t rows = context.batch.rows;
            check_targets(rows, label_columns<L, output>(), targets);
            const ConstMatrixView<T> predictions = forward_for<L>(context, workspace);
            return call_loss<W, typename Network::features, fits, T>(
                loss, context.batch, predictions, targets, gradient_of<L>(workspace).top(rows), scratch(workspace));
        }
    }

    /// After `forward_loss`: adds the gradients of all blocks.
    template <class L>
    void backward_loss(const L& loss, Backward& context, Workspace& workspace) const {
        if constexpr (TowerLoss<L>) {
            if constexpr (has_towers<L>) {
                tower_losses<L>::backward(body_, context, workspace.body_, workspace.tower_scratch_);
            }
        } else if constexpr (StepLoss<L>) {
            if constexpr (has_steps<L>) {
                tower_steps<L>::backward(loss, body_, context, workspace.body_, workspace.steps_scratch_);
            }
        } else if constexpr (HeadLosses<L>) {
            backward_losses(loss, context, workspace);
            backward_body(context, workspace.d_logits_.top(context.batch.rows), workspace);
        } else {
            backward_for<L>(context, gradient_of<L>(workspace).top(context.batch.rows), workspace);
        }
    }

    /// Runs the layers up to what a loss of one output reads: the last one, or what is before the layer that it fuses.
    template <class L>
    ConstMatrixView<T> forward_for(const Context& context, Workspace& workspace) const {
        static_assert(!fits || std::is_void_v<typename L::fuses> ||
                          std::is_same_v<typename L::fuses, typename parts::last>,
                      "linnet: this loss is computed from logits; the network must end in the layer that the loss "
                      "names as `fuses`, such as Sigmoid for BinaryCrossEntropy.");
        return forward<!is_fused<L>>(context, workspace);
    }
    /// Runs them backward from the gradient of that. A context with gradients gets those of all blocks; one with norms
    /// of samples, the norms.
    template <class L, class AnyContext>
    void backward_for(AnyContext& context, const ConstMatrixView<T>& d_read, Workspace& workspace) const {
        if constexpr (is_fused<L> || is_heads<output>) {
            backward_body(context, d_read, workspace);
        } else {
            const std::size_t rows = context.batch.rows;
            const auto d_logits = workspace.d_logits_.top(rows);
            call_backward(last_, context, workspace.logits_.top(rows), workspace.out_.top(rows), d_read, d_logits,
                          workspace.last_);
            backward_body(context, d_logits, workspace);
        }
    }
    /// Memory for `batch x n` numbers of a loss.
    [[nodiscard]] static T* scratch(Workspace& workspace) { return workspace.scratch_.data(); }

    /// Whether the network has a tower that reads the feature; if it has none, it does not compile.
    template <class F>
    static consteval bool check_tower() {
        constexpr bool found = side_of<F> < 2 && (!has_last || requires { typename parts::last::function; });
        static_assert(!fits || found,
                      "linnet: a tower is one of two branches of a network that is a Dot of them, which "
                      "share no feature, and reads the feature that is asked for.");
        return found;
    }
    template <class F>
    ConstMatrixView<T> forward_tower(const Context& context, Workspace& workspace) const {
        return tower_nodes::template forward<side_of<F>>(body_, context, context.batch.rows, workspace.body_);
    }
    template <class F>
    ConstMatrixView<T> forward_tower_bias(const Context& context, Workspace& workspace) const {
        return tower_nodes::template forward_bias<side_of<F>>(body_, context, context.batch.rows, workspace.body_);
    }

    /// What a head is called. Throws SettingError for one that the network does not have.
    [[nodiscard]] LINNET_COLD static std::string head_name(std::size_t head) {
        if constexpr (is_heads<output>) {
            if (head < parts::names.size()) {
                return label_of_head(parts::names[head], head);
            }
        }
        fail_head(head);
    }

    LINNET_COLD void describe(Description& description) const {
        body_.describe(description);
        if constexpr (has_last) {
            last_.describe(description);
        }
    }

private:
    template <class L>
    static constexpr bool has_towers =
        !has_last && sides_differ<typename L::query, typename L::candidate, towers> && draws_fit<L, towers>;
    template <class L>
    static constexpr bool has_steps = !has_last && loss_fits_steps<L, towers>;
    template <class L>
    using tower_losses = TowerLosses<without_names<body>, T, W, L>;
    template <class L>
    using tower_steps = TowerSteps<without_names<body>, T, W, L>;
    template <class F>
    static constexpr std::size_t side_of = tower_side<F, towers>;

    template <class L>
    T forward_tower_loss(const L& loss, const Context& context, const Targets<T>& targets, std::size_t item_rows,
                         bool with_gradients, Workspace& workspace) const {
        static_assert(!fits || !check_draws<L, towers>() || has_towers<L>,
                      "linnet: a loss of two towers needs a network that is a Dot of two branches, one that reads the "
                      "user and one that reads the item, which share no feature; a bias of either may be added, an "
                      "activation not.");
        if constexpr (has_towers<L>) {
            check_targets(context.batch.rows, 1, targets);
            return tower_losses<L>::forward(loss, body_, context, targets, item_rows, with_gradients, workspace.body_,
                                            workspace.tower_scratch_);
        } else {
            return {};
        }
    }
    template <class L>
    T forward_step_loss(const L& loss, const Context& context, const Targets<T>& targets, std::size_t item_rows,
                        Workspace& workspace) const {
        static_assert(!fits || !check_masks<L, towers>() || has_steps<L>,
                      "linnet: a loss of every step needs a network that is a Dot of two branches, of which the one "
                      "that reads the history ends in Last, and the other reads the item alone; a bias of the item "
                      "may be added, an activation not.");
        if constexpr (has_steps<L>) {
            check_targets(context.batch.rows, 1, targets);
            return tower_steps<L>::forward(loss, body_, context, targets, item_rows, workspace.body_,
                                           workspace.steps_scratch_);
        } else {
            return {};
        }
    }

    /// Whether the loss reads what the last layer reads, so that the last layer need not run in training.
    template <class L>
    static constexpr bool is_fused = !has_last || std::is_same_v<typename L::fuses, typename parts::last>;

    /// Where the gradient of what the loss reads is kept.
    template <class L>
    static Matrix<T>& gradient_of(Workspace& workspace) {
        return is_fused<L> ? workspace.d_logits_ : workspace.d_out_;
    }
    template <class AnyContext>
    void backward_body(AnyContext& context, const ConstMatrixView<T>& d_logits, Workspace& workspace) const {
        const auto logits = workspace.logits_.top(context.batch.rows);
        run_backward<without_names<body>, T, W>(body_, context, logits, d_logits, workspace.body_);
    }

    /// Whether there is a loss for each head, and each reads what its head gives; otherwise it does not compile.
    template <class... Ls>
    static consteval bool check_losses(TypeList<Ls...>) {
        constexpr bool as_many = labels_of_heads<output, TypeList<Ls...>>::fits;
        constexpr bool of_predictions = ((PredictionLoss<Ls> || ListLoss<Ls>) && ...);
        static_assert(!fits || is_heads<output>, "linnet: Losses is for a network that ends in Outputs.");
        static_assert(!fits || !is_heads<output> || as_many,
                      "linnet: Losses takes as many losses as the network has heads.");
        static_assert(!fits || !as_many || of_predictions,
                      "linnet: Losses takes, for each head, a loss that compares predictions with labels, such as "
                      "BinaryCrossEntropy.");
        if constexpr (fits && as_many && of_predictions) {
            constexpr bool fused = []<std::size_t... I>(std::index_sequence<I...>) {
                return ((std::is_void_v<typename Ls::fuses> || head_closes_with<I, typename Ls::fuses>) && ...);
            }(std::index_sequence_for<Ls...>{});
            static_assert(fused, "linnet: a loss of Losses is computed from logits; its head must end in the layer "
                                 "that the loss names as `fuses`, such as Sigmoid for BinaryCrossEntropy.");
            return fused;
        } else {
            return false;
        }
    }
    template <std::size_t I, class Layer>
    static constexpr bool head_closes_with = parts::template closes_with<I, Layer>;

    /// Calls `f(i, loss)` for each head and its loss.
    template <class L, class F>
    static void for_each_head(const L& loss, const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(std::integral_constant<std::size_t, I>{}, loss.template loss<I>()), ...);
        }(std::make_index_sequence<L::of_heads::size>{});
    }
    template <std::size_t I, class L>
    static constexpr bool head_is_fused = head_closes_with<I, void> || head_closes_with<I, typename L::fuses>;

    template <class L>
    T forward_losses(const L& losses, const Context& context, const Targets<T>& targets, Workspace& workspace) const {
        T total{0};
        if constexpr (check_losses(typename L::of_heads{})) {
            using labels = typename labels_of_heads<output, typename L::of_heads>::type;
            const std::size_t rows = context.batch.rows;
            losses.check();
            check_targets(rows, labels::columns, targets);
            const ConstMatrixView<T> logits = forward<false>(context, workspace);
            for_each_head(losses, [&]<class One>(auto i, const One& loss) {
                constexpr bool fused = head_is_fused<i, One>;
                using given = std::conditional_t<fused, body_output, output>;
                const T weight = static_cast<T>(losses.weight(i));
                const MatrixView<T> gradient =
                    given::slice((fused ? workspace.d_logits_ : workspace.d_out_).top(rows), i);
                if (weight == T{0}) {
                    fill(gradient, T{0});
                    return;
                }
                ConstMatrixView<T> predictions = logits;
                if constexpr (!fused) {
                    predictions = workspace.out_.top(rows);
                    last_.template forward_head<i>(context, logits, workspace.out_.top(rows), workspace.last_);
                }
                const Targets<T> targets_of_head{labels::slice(targets.labels, i), targets.weights, targets.log_q};
                const T value = naming_head(i, [&] {
                    return call_loss<W, typename Network::features, fits, T>(
                        loss, context.batch, given::slice(predictions, i), targets_of_head, gradient,
                        scratch(workspace));
                });
                if (weight != T{1}) {
                    for (std::size_t r = 0; r < rows; ++r) {
                        kernels::scale_row<T, W>(weight, gradient.row(r), gradient.row(r), gradient.columns);
                    }
                }
                total = fma(pack<T, 1>(weight), pack<T, 1>(value), pack<T, 1>(total)).value();
            });
        }
        return total;
    }

    template <class L>
    void backward_losses(const L& losses, Backward& context, Workspace& workspace) const {
        if constexpr (check_losses(typename L::of_heads{})) {
            const std::size_t rows = context.batch.rows;
            for_each_head(losses, [&]<class One>(auto i, const One&) {
                if constexpr (!head_is_fused<i, One>) {
                    if (static_cast<T>(losses.weight(i)) == T{0}) { // the head did not run
                        fill(body_output::slice(workspace.d_logits_.top(rows), i), T{0});
                    } else {
                        last_.template backward_head<i>(context, workspace.logits_.top(rows), workspace.out_.top(rows),
                                                        workspace.d_out_.top(rows), workspace.d_logits_.top(rows),
                                                        workspace.last_);
                    }
                }
            });
        }
    }

    [[noreturn]] LINNET_COLD static void fail_head(std::size_t head) {
        if constexpr (is_heads<output>) {
            fail<SettingError>({"there is no head ", head, ": the network has ", output::size});
        } else {
            fail<SettingError>({"there is no head ", head, ": the network does not end in Outputs"});
        }
    }
    static void fill(const MatrixView<T>& rows, T value) {
        for (std::size_t r = 0; r < rows.rows; ++r) {
            std::fill_n(rows.row(r), rows.columns, value);
        }
    }
    /// Calls `use()`. An error about a row is made to name the head, too.
    template <class Use>
    static T naming_head(std::size_t head, const Use& use) {
        try {
            return use();
        } catch (RowError& error) {
            error.prepend(text({label_of_head(parts::names[head], head), ", "}));
            throw;
        }
    }

    body_node body_;
    last_node last_;
};

} // namespace linnet::inline LINNET_ISA::detail
