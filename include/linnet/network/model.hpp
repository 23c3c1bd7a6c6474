// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/row_sum.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/network/bound_network.hpp>
#include <linnet/network/check.hpp>
#include <linnet/network/known_graph.hpp>
#include <linnet/network/propagated_parameters.hpp>
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
    /// Numbers of rows by the name of the feature.
    using rows_list = typename Builder<scalar>::rows_list;

private:
    using bound_network = detail::BoundNetwork<network, scalar, width>;
    using parameters_of =
        detail::ParametersOf<scalar, width, typename network::tables, typename bound_network::Workspace>;

public:
    /// Its two towers, if it has two; see network/towers.hpp.
    using towers = typename bound_network::towers;
    /// What the network puts out: a Shape, or Heads if it ends in Outputs.
    using output = typename bound_network::output;
    static constexpr std::size_t output_columns = output::columns;
    /// The layers of its GraphPropagation; 0 if it has none.
    static constexpr std::size_t graph_layers = detail::graph_layers<typename network::tables>;

    /// The activations of a batch, and what layers keep between forward and backward.
    using Workspace = typename parameters_of::workspace;

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

    /// A model whose parameters are those of `source`, such as a file. `rows` gives the number of rows of the features
    /// with a `dynamic` vocabulary. Throws what `source` throws.
    LINNET_COLD Model(std::uint64_t seed, const vocabularies_type& vocabularies, const rows_list& rows,
                      BlockSource<scalar>& source)
        : Model(seed, vocabularies, rows, &source) {
        check_vocabularies(features{});
    }

    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    /// Throws SettingError if the model was moved from. So do `predict` and everything that trains. With
    /// GraphPropagation, what lookups read is derived again after a call of it: ask for the parameters each time that
    /// they are to change, as a change by a reference from before the last prediction goes unseen.
    [[nodiscard]] Parameters<scalar>& parameters() {
        check_present();
        if constexpr (graph_layers != 0) {
            parameters_.mark_stale();
        }
        return parameters_;
    }
    [[nodiscard]] const Parameters<scalar>& parameters() const {
        check_present();
        return parameters_;
    }
    /// The parameters as lookups read them: with GraphPropagation, what is derived from a table is computed first if it
    /// is not that of the last parameters. Then also throws SettingError if the model has no graph.
    [[nodiscard]] const Parameters<scalar>& current_parameters(Executor* executor = nullptr) const {
        check_present();
        if constexpr (graph_layers != 0) {
            return parameters_.current(executor);
        } else {
            return parameters_;
        }
    }

    /// Gives a network with GraphPropagation the graph along which it propagates, without which it neither predicts nor
    /// trains. Rows of users and items are those of features User and Item, whose lookups have GraphPropagation.
    /// Throws SettingError if one has another number of rows.
    template <IdFeature User, IdFeature Item>
    LINNET_COLD void set_graph(InteractionGraph graph) {
        using graph_tables = detail::GraphTables<typename network::tables>;
        constexpr bool found = graph_tables::template table_of<User>() != graph_tables::template table_of<Item>() &&
                               !graph_tables::template table_of<User>().empty() &&
                               !graph_tables::template table_of<Item>().empty();
        static_assert(!fits || found, "linnet: set_graph takes the two features whose lookups have GraphPropagation.");
        if constexpr (found) {
            check_present();
            parameters_.template set_graph<User, Item>(std::move(graph));
        }
    }
    /// As above, an edge for each pair of `user_items<User, Item>(train, vocabularies)`. Row 0 gets none where it
    /// stands for unknown ids, as those of all have nothing in common.
    template <IdFeature User, IdFeature Item>
    LINNET_COLD void set_graph(const UserItems& interactions) {
        set_graph<User, Item>(detail::graph_of(interactions, row_0_is_unknown<User>(), row_0_is_unknown<Item>()));
    }
    /// As above, for a social graph: user `from[i]` also follows, trusts or is a friend of user `to[i]`, see
    /// `InteractionGraph::join_users`.
    template <IdFeature User, IdFeature Item>
    LINNET_COLD void set_graph(const UserItems& interactions, std::span<const row_id> from,
                               std::span<const row_id> to) {
        InteractionGraph graph = detail::graph_of(interactions, row_0_is_unknown<User>(), row_0_is_unknown<Item>());
        detail::join_known_users(graph, from, to, row_0_is_unknown<User>());
        set_graph<User, Item>(std::move(graph));
    }
    /// The graph, or null if the model has none.
    [[nodiscard]] const InteractionGraph* graph() const {
        if constexpr (graph_layers != 0) {
            return parameters_.graph();
        } else {
            return nullptr;
        }
    }
    /// The names of the features User and Item of its graph: empty if it has none.
    [[nodiscard]] LINNET_COLD std::pair<std::string_view, std::string_view> graph_features() const {
        if constexpr (graph_layers != 0) {
            if (graph() != nullptr) {
                return {parameters_.graph_feature(0), parameters_.graph_feature(1)};
            }
        }
        return {};
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
        return network_.template forward<true>(predicting(batch, workspace, executor), workspace);
    }

    /// What the closing activation reads: the logits before a Sigmoid or a Softmax, of each head where there are
    /// several. For other networks it is the same as `predict`. Valid until the workspace is used again.
    LINNET_HOT ConstMatrixView<scalar> logits(const batch_type& batch, Workspace& workspace,
                                              Executor* executor = nullptr) const {
        return network_.template forward<!bound_network::ends_in_activation>(predicting(batch, workspace, executor),
                                                                             workspace);
    }

    /// The loss of a batch, without gradients. Throws SettingError if labels or weights do not fit the batch, and what
    /// the layers throw.
    template <Loss L>
    LINNET_HOT scalar loss(const L& loss, const batch_type& batch, const Targets<scalar>& targets, Workspace& workspace,
                           Executor* executor = nullptr) const {
        return network_.forward_loss(loss, predicting(batch, workspace, executor), targets,
                                     detail::rows_to_draw<L>(*this), false, workspace);
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
            if (parameters_[i].kind != BlockKind::derived) { // whose table has got its gradient
                kernels::own_rows<scalar, width>(gradients[i], parameters_[i].values.columns());
            }
        }
        return value;
    }

    /// As above without a copy: the gradients of tables are views of the workspace, valid until it is used again.
    template <Loss L>
    LINNET_HOT scalar view_gradients(const L& loss, const batch_type& batch, const Targets<scalar>& targets,
                                     const Step& step, Gradients<scalar>& gradients, Workspace& workspace) const {
        auto context = training(batch, step, gradients, workspace);
        const scalar value =
            network_.forward_loss(loss, context, targets, detail::rows_to_draw<L>(*this), true, workspace);
        network_.backward_loss(loss, context, workspace);
        if constexpr (graph_layers != 0) {
            parameters_.pull_back(gradients, workspace.scratch, step.executor);
        }
        gradients.arrange();
        return value;
    }

    /// The columns of one head of a network that ends in Outputs, of predictions or logits.
    template <std::size_t Head, class U>
    [[nodiscard]] static MatrixView<U> head(const MatrixView<U>& all) {
        static_assert(!fits || is_heads<output>, "linnet: only a network that ends in Outputs has heads.");
        if constexpr (is_heads<output>) {
            static_assert(Head < output::size, "linnet: the network has fewer heads.");
            return output::slice(all, Head);
        } else {
            return all;
        }
    }
    /// What a head is called: as it is Named, or "head 0", "head 1" ... Throws SettingError for a head that the network
    /// does not have.
    [[nodiscard]] LINNET_COLD static std::string head_name(std::size_t head) { return bound_network::head_name(head); }

    /// The output of the tower that reads feature F, for a network that is a Dot of two towers, optionally with a bias
    /// of either and a closing activation: `batch x n`, with the bits that `predict` multiplies by those of the other
    /// tower. Only the columns of this tower are read from the batch. Valid until the workspace is used again.
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower(const batch_type& batch, Workspace& workspace,
                                             Executor* executor = nullptr) const {
        if constexpr (bound_network::template check_tower<F>()) {
            return network_.template forward_tower<F>(predicting(batch, workspace, executor), workspace);
        } else {
            return {};
        }
    }
    /// The bias that the network adds for this tower: `batch x 1`, or empty if it adds none.
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower_bias(const batch_type& batch, Workspace& workspace,
                                                  Executor* executor = nullptr) const {
        if constexpr (bound_network::template check_tower<F>()) {
            return network_.template forward_tower_bias<F>(predicting(batch, workspace, executor), workspace);
        } else {
            return {};
        }
    }

    /// For a Trainer; see `Trainer::average_unknown_rows`. requires: the network has GraphPropagation
    LINNET_COLD void average_unknown_rows(const Gradients<scalar>& gradients) {
        parameters_.average_unknown_rows(gradients);
    }

    LINNET_COLD void describe(Description& description) const {
        check_present();
        network_.describe(description);
    }

private:
    template <class, class>
    friend class TrainingPass;
    template <class>
    friend class QuantisedModel;
    LINNET_COLD Model(std::uint64_t seed, const vocabularies_type& vocabularies, const rows_list& rows,
                      BlockSource<scalar>* source = nullptr)
        : seed_{seed}, vocabularies_{vocabularies}, rows_{rows},
          network_{Builder<scalar>{parameters_, seed_, rows_, streams_, source}} {}

    /// The vocabularies that a model of this network accepts. Any others are a mistake.
    static const vocabularies_type& own(const vocabularies_type& vocabularies) { return vocabularies; }
    template <class Other>
    static vocabularies_type own(const Other&) {
        static_assert(!fits || never<Other>,
                      "linnet: these vocabularies have other features than the network, in another order, or "
                      "not its shared tables: make them as Vocabularies<Network>.");
        return {};
    }

    template <IdFeature F>
    [[nodiscard]] bool row_0_is_unknown() const {
        return F::unknown == UnknownId::use_row_0 || vocabulary<F>().size() > 1;
    }

    /// A model that was moved from has no parameters.
    void check_present() const {
        if (parameters_.size() != blocks_) [[unlikely]] {
            fail_moved();
        }
    }
    [[noreturn]] LINNET_COLD static void fail_moved() { detail::fail<SettingError>({"the model was moved from"}); }

    ForwardContext<scalar, batch_type> predicting(const batch_type& batch, Workspace& workspace,
                                                  Executor* executor) const {
        const Parameters<scalar>& parameters = current_parameters(executor);
        workspace.reserve(batch.rows);
        return {parameters, batch, false, seed_, 0, executor};
    }
    BackwardContext<scalar, batch_type> training(const batch_type& batch, const Step& step,
                                                 Gradients<scalar>& gradients, Workspace& workspace) const {
        const Parameters<scalar>& parameters = current_parameters(step.executor);
        workspace.reserve(batch.rows);
        return {{parameters, batch, true, seed_, step.number, step.executor}, gradients};
    }

    template <class... Features>
    LINNET_COLD void check_vocabularies(TypeList<Features...>) const {
        const auto check = [&]<class F>() {
            if constexpr (IdFeature<F>) {
                // One without ids stands for none, also where there are no rows.
                if (vocabulary<F>().fingerprint() && vocabulary<F>().size() > rows<F>()) {
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
    typename parameters_of::type parameters_;
    bound_network network_;
    std::size_t blocks_ = parameters_.size();
};

} // namespace linnet::inline LINNET_ISA
