// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/row_sum.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/network/check.hpp>
#include <linnet/network/closing_layer.hpp>
#include <linnet/network/towers.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// A network bound to a scalar type and a SIMD width, together with its parameters, the vocabularies of its features
/// and the preprocessing of its input.
///
/// Parameters: Network, a layer that reads features, such as `Sequential<...>`; T, float or double; W = 1, 2, 4, 8 or
/// 16 lanes. Its numbers are a function of network, T and seed alone: the same at every width.
/// A network that does not fit does not compile, and the error is one sentence.
/// A const model may be used by several threads, each with a workspace of its own.
template <class Network, class T, std::size_t W>
class Model {
    static_assert(Scalar<T>, "linnet: a Model computes in float or double.");
    static_assert(W == 1 || W == 2 || W == 4 || W == 8 || W == 16, "linnet: a Model is 1, 2, 4, 8 or 16 lanes wide.");
    static constexpr bool fits = detail::report<decltype(detail::network_verdict<Network>())>::fits;

public:
    using network = std::conditional_t<fits, Network, detail::Standin>;
    using scalar = std::conditional_t<Scalar<T>, T, float>;
    static constexpr std::size_t width = W == 2 || W == 4 || W == 8 || W == 16 ? W : 1;
    using features = typename network::features;
    using batch_type = BatchOf<scalar, features>;
    using vocabularies_type = Vocabularies<network>;
    static constexpr std::size_t output_columns = network::template output<NoInput>::columns;

private:
    using parts = detail::closing_layer<network>;
    using body = typename parts::body;
    using body_node = typename body::template Node<scalar, width, NoInput>;
    using body_output = typename body::template output<NoInput>;
    static constexpr bool has_last = !std::is_void_v<typename parts::last>;
    using last = std::conditional_t<has_last, typename parts::last, detail::Standin>;
    using last_node = typename last::template Node<scalar, width, body_output>;

public:
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
        friend Model;
        LINNET_COLD void grow(std::size_t batch) {
            body_.reserve(batch);
            last_.reserve(batch);
            logits_.reserve(batch, body_output::columns);
            d_logits_.reserve(batch, body_output::columns);
            out_.reserve(batch, output_columns);
            d_out_.reserve(batch, output_columns);
            scratch_.resize(batch * output_columns);
            reserved_ = batch;
        }

        std::size_t reserved_ = 0;
        typename body_node::Workspace body_;
        typename last_node::Workspace last_;
        Matrix<scalar> logits_;
        Matrix<scalar> d_logits_;
        Matrix<scalar> out_;
        Matrix<scalar> d_out_;
        std::vector<scalar> scratch_;
        TowerLossScratch<scalar> tower_scratch_; // only for losses of towers
    };

    /// Makes a model whose features all have their number of rows in their type. Throws SettingError if one does not.
    explicit Model(std::uint64_t seed = 0) : Model(seed, vocabularies_type{}, {}) {}

    /// Gives features with a `dynamic` vocabulary the number of rows that is passed here.
    template <class... Features>
    Model(std::uint64_t seed, Rows<Features>... rows)
        requires(sizeof...(Features) > 0)
        : Model(seed, vocabularies_type{}, {{std::string{Features::name}, rows.count}...}) {
        static_assert(!fits || ((list_contains<features, Features> && Features::rows == dynamic) && ...),
                      "linnet: Rows is for the features of the network whose vocabulary is dynamic.");
    }

    /// Gives features with a `dynamic` vocabulary a row for each id of their vocabulary. The model keeps the
    /// vocabularies. Throws SettingError if a vocabulary has more rows than the type of its feature.
    template <class All, class Places>
    Model(std::uint64_t seed, const detail::VocabularySet<All, Places>& vocabularies)
        : Model(seed, own(vocabularies), own(vocabularies).rows()) {
        check_vocabularies(features{});
    }

    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    /// Throws SettingError if the model was moved from. So do `predict` and everything that trains.
    [[nodiscard]] Parameters<scalar>& parameters() {
        check_present();
        return parameters_;
    }
    [[nodiscard]] const Parameters<scalar>& parameters() const {
        check_present();
        return parameters_;
    }
    [[nodiscard]] const vocabularies_type& vocabularies() const { return vocabularies_; }
    template <IdFeature F>
    [[nodiscard]] const Vocabulary& vocabulary() const {
        return vocabularies_.template of<F>();
    }
    /// What turns frames into the features of the model. The model keeps it but does not apply it; in a new model it is
    /// empty.
    [[nodiscard]] Preprocessing& preprocessing() { return preprocessing_; }
    [[nodiscard]] const Preprocessing& preprocessing() const { return preprocessing_; }
    /// The number of rows of a feature's tables.
    template <IdFeature F>
    [[nodiscard]] std::size_t rows() const {
        check_present();
        return Builder<scalar>::template rows_of<F>(rows_);
    }

    /// The output of the network for a batch: `batch x output_columns`, valid until the workspace is used again.
    /// Allocates only while the workspace grows. The work is divided among the threads of `executor`, if one is given.
    /// Throws what the layers throw, such as IdError.
    LINNET_HOT ConstMatrixView<scalar> predict(const batch_type& batch, Workspace& workspace,
                                               Executor* executor = nullptr) const {
        workspace.reserve(batch.rows);
        const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
        return forward<true>(context, workspace);
    }

    /// What the closing activation reads: the logits before a Sigmoid or a Softmax. For other networks it is the same
    /// as `predict`. Valid until the workspace is used again.
    LINNET_HOT ConstMatrixView<scalar> logits(const batch_type& batch, Workspace& workspace,
                                              Executor* executor = nullptr) const {
        workspace.reserve(batch.rows);
        const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
        return forward<!detail::is_activation<last>>(context, workspace);
    }

    /// The loss of a batch, without gradients. Throws SettingError if labels or weights do not fit the batch, and what
    /// the layers throw.
    template <Loss L>
    LINNET_HOT scalar loss(const L& loss, const batch_type& batch, const Targets<scalar>& targets, Workspace& workspace,
                           Executor* executor = nullptr) const {
        workspace.reserve(batch.rows);
        const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
        return forward_loss(loss, context, targets, workspace);
    }

    /// The loss of a batch in training. Its derivatives are added to `gradients`, over any number of batches and
    /// workspaces, until `gradients.clear()`; statistics, such as the moments of a BatchNorm, stay as they are until
    /// `gradients.assign_statistics(model.parameters())`, which takes those of the last batch. Layers that draw random
    /// numbers use the number of the step. Throws as `loss` does; `gradients.drop()` then removes what was added.
    template <Loss L>
    LINNET_HOT scalar add_gradients(const L& loss, const batch_type& batch, const Targets<scalar>& targets,
                                    const Step& step, Gradients<scalar>& gradients, Workspace& workspace) const {
        const scalar value = view_gradients(loss, batch, targets, step, gradients, workspace);
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            kernels::own_rows<scalar, width>(gradients[i], parameters_[i].values.columns());
        }
        return value;
    }

    /// As above without a copy: the gradients of tables are views of the workspace, valid until it is used again.
    template <Loss L>
    LINNET_HOT scalar view_gradients(const L& loss, const batch_type& batch, const Targets<scalar>& targets,
                                     const Step& step, Gradients<scalar>& gradients, Workspace& workspace) const {
        workspace.reserve(batch.rows);
        BackwardContext<scalar, batch_type> context{{parameters_, batch, true, seed_, step.number, step.executor},
                                                    gradients};
        const scalar value = forward_loss(loss, context, targets, workspace);
        const auto logits = workspace.logits_.top(batch.rows);
        const auto d_logits = workspace.d_logits_.top(batch.rows);
        if constexpr (!is_fused<L>) {
            call_backward(last_, context, logits, workspace.out_.top(batch.rows), workspace.d_out_.top(batch.rows),
                          d_logits, workspace.last_);
        }
        call_backward(body_, context, ConstMatrixView<scalar>{}, logits, d_logits, MatrixView<scalar>{},
                      workspace.body_);
        return value;
    }

    /// As above, for a loss of two towers: each tower runs once for each row.
    template <TowerLoss L>
    LINNET_HOT scalar loss(const L& loss, const batch_type& batch, const Targets<scalar>& targets, Workspace& workspace,
                           Executor* executor = nullptr) const {
        workspace.reserve(batch.rows);
        const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
        return forward_tower_loss(loss, context, targets, false, workspace);
    }
    template <TowerLoss L>
    LINNET_HOT scalar view_gradients(const L& loss, const batch_type& batch, const Targets<scalar>& targets,
                                     const Step& step, Gradients<scalar>& gradients, Workspace& workspace) const {
        workspace.reserve(batch.rows);
        BackwardContext<scalar, batch_type> context{{parameters_, batch, true, seed_, step.number, step.executor},
                                                    gradients};
        const scalar value = forward_tower_loss(loss, context, targets, true, workspace);
        if constexpr (has_towers<L>) {
            tower_nodes::template backward<side_of<typename L::query>>(body_, context, batch.rows, workspace.body_);
        }
        return value;
    }

    /// The output of the tower that reads feature F, for a network that is a Dot of two towers, optionally with a bias
    /// of either and a closing activation: `batch x n`, with the bits that `predict` multiplies by those of the other
    /// tower. Only the columns of this tower are read from the batch. Valid until the workspace is used again.
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower(const batch_type& batch, Workspace& workspace,
                                             Executor* executor = nullptr) const {
        if constexpr (check_tower<F>()) {
            workspace.reserve(batch.rows);
            const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
            return tower_nodes::template forward<side_of<F>>(body_, context, batch.rows, workspace.body_);
        } else {
            return {};
        }
    }
    /// The bias that the network adds for this tower: `batch x 1`, or empty if it adds none.
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower_bias(const batch_type& batch, Workspace& workspace,
                                                  Executor* executor = nullptr) const {
        if constexpr (check_tower<F>()) {
            workspace.reserve(batch.rows);
            const ForwardContext<scalar, batch_type> context{parameters_, batch, false, seed_, 0, executor};
            return tower_nodes::template forward_bias<side_of<F>>(body_, context, batch.rows, workspace.body_);
        } else {
            return {};
        }
    }

    LINNET_COLD void describe(Description& description) const {
        check_present();
        body_.describe(description);
        if constexpr (has_last) {
            last_.describe(description);
        }
    }

private:
    using rows_list = std::vector<std::pair<std::string, std::size_t>>;

    LINNET_COLD Model(std::uint64_t seed, const vocabularies_type& vocabularies, const rows_list& rows)
        : seed_{seed}, vocabularies_{vocabularies}, rows_{rows}, body_{build<body_node, detail::Place<>>()},
          last_{build<last_node, typename parts::place>()} {}

    /// The vocabularies that a model of this network accepts. Any others are a mistake.
    static const vocabularies_type& own(const vocabularies_type& vocabularies) { return vocabularies; }
    template <class Other>
    static vocabularies_type own(const Other&) {
        static_assert(!fits || never<Other>,
                      "linnet: these vocabularies have other features than the network, in another order, or "
                      "not its shared tables: make them as Vocabularies<Network>.");
        return {};
    }

    /// A model that was moved from has no parameters.
    void check_present() const {
        if (parameters_.size() != blocks_) [[unlikely]] {
            fail_moved();
        }
    }
    [[noreturn]] LINNET_COLD static void fail_moved() { detail::fail<SettingError>({"the model was moved from"}); }

    template <class Node, class Where>
    Node build() {
        return Node(Where::enter(Builder<scalar>{parameters_, seed_, rows_, streams_}));
    }

    using towers = detail::two_towers<detail::without_names<body>>;
    using tower_nodes = detail::TowerNodes<detail::without_names<body>, scalar>;
    template <class L>
    static constexpr bool has_towers = !has_last && detail::loss_fits_towers<L, towers>;
    template <class F>
    static constexpr std::size_t side_of = detail::tower_side<F, towers>;
    template <class F>
    static consteval bool check_tower() {
        constexpr bool found = side_of<F> < 2 && (!has_last || requires { typename parts::last::function; });
        static_assert(!fits || found,
                      "linnet: a tower is one of two branches of a network that is a Dot of them, which "
                      "share no feature, and reads the feature that is asked for.");
        return found;
    }

    /// Whether the loss reads what the last layer reads, so that the last layer need not run in training.
    template <class L>
    static constexpr bool is_fused = !has_last || std::is_same_v<typename L::fuses, typename parts::last>;

    /// Runs the body and, if `WithLast`, the last layer. Returns the output of whichever ran last.
    template <bool WithLast>
    ConstMatrixView<scalar> forward(const ForwardContext<scalar, batch_type>& context, Workspace& workspace) const {
        check_present();
        const std::size_t rows = context.batch.rows;
        const MatrixView<scalar> logits = workspace.logits_.top(rows);
        if (rows == 0) { // columns without rows may lack what layers read
            constexpr std::size_t columns = WithLast ? output_columns : body_output::columns;
            return {nullptr, 0, columns, columns};
        }
        body_.forward(context, {}, logits, workspace.body_);
        if constexpr (WithLast && has_last) {
            last_.forward(context, logits, workspace.out_.top(rows), workspace.last_);
            return workspace.out_.top(rows);
        } else {
            return logits;
        }
    }

    template <class L>
    scalar forward_loss(const L& loss, const ForwardContext<scalar, batch_type>& context,
                        const Targets<scalar>& targets, Workspace& workspace) const {
        static_assert(!fits || std::is_void_v<typename L::fuses> ||
                          std::is_same_v<typename L::fuses, typename parts::last>,
                      "linnet: this loss is computed from logits; the network must end in the layer that the loss "
                      "names as `fuses`, such as Sigmoid for BinaryCrossEntropy.");
        const std::size_t rows = context.batch.rows;
        detail::check_targets(rows, detail::label_columns<L>(output_columns), targets);
        const ConstMatrixView<scalar> predictions = forward<!is_fused<L>>(context, workspace);
        Matrix<scalar>& gradient = is_fused<L> ? workspace.d_logits_ : workspace.d_out_;
        return loss.template value_and_gradient<scalar, width>(predictions, targets, gradient.top(rows),
                                                               workspace.scratch_.data());
    }

    template <class L>
    scalar forward_tower_loss(const L& loss, const ForwardContext<scalar, batch_type>& context,
                              const Targets<scalar>& targets, bool with_gradients, Workspace& workspace) const {
        static_assert(!fits || has_towers<L>,
                      "linnet: a loss of two towers needs a network that is a Dot of two branches, one that reads the "
                      "user and one that reads the item, which share no feature; a bias of either may be added, an "
                      "activation not.");
        if constexpr (has_towers<L>) {
            const std::size_t rows = context.batch.rows;
            constexpr std::size_t query = side_of<typename L::query>;
            detail::check_targets(rows, 1, targets);
            forward<false>(context, workspace);
            const auto outputs = tower_nodes::template outputs<query>(rows, with_gradients, workspace.body_);
            return loss.template value_and_gradient<scalar, width>(context.batch, outputs, targets,
                                                                   workspace.tower_scratch_, context.executor);
        } else {
            return {};
        }
    }

    template <class... Features>
    LINNET_COLD void check_vocabularies(TypeList<Features...>) const {
        const auto check = [&]<class F>() {
            if constexpr (IdFeature<F>) {
                if (vocabulary<F>().size() > rows<F>()) {
                    detail::fail<SettingError>({"feature '", F::name, "' has ", rows<F>(),
                                                " rows, but its vocabulary needs ", vocabulary<F>().size()});
                }
            }
        };
        (check.template operator()<Features>(), ...);
    }

    std::uint64_t seed_;
    vocabularies_type vocabularies_;
    Preprocessing preprocessing_;
    rows_list rows_;
    std::uint64_t streams_ = 0;
    Parameters<scalar> parameters_;
    body_node body_;
    last_node last_;
    std::size_t blocks_ = parameters_.size();
};

} // namespace linnet::inline LINNET_ISA
