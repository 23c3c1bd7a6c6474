// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/network/bound_network.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/quantisation.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A model whose tables take fewer bits, for prediction: it goes where the model went for that, into `predict`,
/// `evaluate`, `recommend`, ModelScorer or `explain`. It cannot be trained. Made by `quantised(model)`, it needs that
/// model no more.
///
/// A lookup turns the rows that a batch names into `scalar` and reads them as before; everything else of the network is
/// as it was. So its predictions have the bits of a model whose tables hold the dequantised numbers, at every width and
/// with any number of threads. Unknown ids read row 0.
/// A const model may be used by several threads, each with a workspace of its own.
template <class ModelType>
class QuantisedModel {
    using bound_network =
        detail::BoundNetwork<typename ModelType::network, typename ModelType::scalar, ModelType::width>;

public:
    using network = typename ModelType::network;
    using scalar = typename ModelType::scalar;
    static constexpr std::size_t width = ModelType::width;
    using features = typename ModelType::features;
    using towers = void; // its batches come row by row: groups of rows speed up training
    using batch_type = typename ModelType::batch_type;
    using vocabularies_type = typename ModelType::vocabularies_type;
    using output = typename ModelType::output;
    static constexpr std::size_t output_columns = ModelType::output_columns;
    using Workspace = typename ModelType::Workspace;

    /// See `quantised`.
    LINNET_COLD QuantisedModel(const ModelType& model, const Quantisation& options)
        : seed_{model.seed_}, vocabularies_{model.vocabularies_}, preprocessing_{model.preprocessing_},
          rows_{model.rows_}, network_{model.network_} {
        take_parameters(model.current_parameters(), options);
    }

    /// A model whose parameters are `blocks`, in the order of those of `frame`, which says all else: for readers of
    /// files. requires: `blocks` has what lookups read, and `sizes` says what it is
    LINNET_COLD QuantisedModel(const ModelType& frame, Parameters<scalar> blocks, QuantisationSizes sizes)
        : seed_{frame.seed_}, vocabularies_{frame.vocabularies_}, rows_{frame.rows_}, network_{frame.network_},
          parameters_{std::move(blocks)}, blocks_{parameters_.size()}, sizes_{std::move(sizes)} {}

    /// The bytes before and after, and the errors of the tables.
    [[nodiscard]] const QuantisationSizes& sizes() const { return sizes_; }

    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    /// The blocks of the model: tables are in `quantised`, and have no `values`, where they take fewer bits.
    [[nodiscard]] const Parameters<scalar>& parameters() const {
        if (parameters_.size() != blocks_) [[unlikely]] {
            detail::fail<SettingError>({"the quantised model was moved from"});
        }
        return parameters_;
    }
    [[nodiscard]] const vocabularies_type& vocabularies() const { return vocabularies_; }
    template <IdFeature F>
    [[nodiscard]] const Vocabulary& vocabulary() const {
        return vocabularies_.template of<F>();
    }
    [[nodiscard]] const Preprocessing& preprocessing() const { return preprocessing_; }
    template <IdFeature F>
    [[nodiscard]] std::size_t rows() const {
        return Builder<scalar>::template rows_of<F>(rows_);
    }

    // As those of the model, which says what they return and throw.

    LINNET_HOT ConstMatrixView<scalar> predict(const batch_type& batch, Workspace& workspace,
                                               Executor* executor = nullptr) const {
        return network_.template forward<true>(predicting(batch, workspace, executor), workspace);
    }
    LINNET_HOT ConstMatrixView<scalar> logits(const batch_type& batch, Workspace& workspace,
                                              Executor* executor = nullptr) const {
        return network_.template forward<!bound_network::ends_in_activation>(predicting(batch, workspace, executor),
                                                                             workspace);
    }
    template <Loss L>
    LINNET_HOT scalar loss(const L& loss, const batch_type& batch, const Targets<scalar>& targets, Workspace& workspace,
                           Executor* executor = nullptr) const {
        return network_.forward_loss(loss, predicting(batch, workspace, executor), targets,
                                     detail::rows_to_draw<L>(*this), false, workspace);
    }
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower(const batch_type& batch, Workspace& workspace,
                                             Executor* executor = nullptr) const {
        if constexpr (bound_network::template check_tower<F>()) {
            return network_.template forward_tower<F>(predicting(batch, workspace, executor), workspace);
        } else {
            return {};
        }
    }
    template <Feature F>
    LINNET_HOT ConstMatrixView<scalar> tower_bias(const batch_type& batch, Workspace& workspace,
                                                  Executor* executor = nullptr) const {
        if constexpr (bound_network::template check_tower<F>()) {
            return network_.template forward_tower_bias<F>(predicting(batch, workspace, executor), workspace);
        } else {
            return {};
        }
    }
    template <std::size_t Head, class U>
    [[nodiscard]] static MatrixView<U> head(const MatrixView<U>& all) {
        return ModelType::template head<Head>(all);
    }
    [[nodiscard]] static std::string head_name(std::size_t head) { return ModelType::head_name(head); }

    LINNET_COLD void describe(Description& description) const { network_.describe(description); }

private:
    ForwardContext<scalar, batch_type> predicting(const batch_type& batch, Workspace& workspace,
                                                  Executor* executor) const {
        const Parameters<scalar>& all = parameters();
        workspace.reserve(batch.rows);
        return {all, batch, false, seed_, 0, executor};
    }

    LINNET_COLD void take_parameters(const Parameters<scalar>& from, const Quantisation& options) {
        for (const std::string& name : options.keep) {
            if (const std::size_t kept = from.find(name); kept == from.none || !from[kept].looked_up) {
                detail::fail<SettingError>({"quantised: to keep table '", name,
                                            "': the model has no table of that "
                                            "name that lookups read"});
            }
        }
        sizes_.format = options.format;
        sizes_.bytes_before = from.bytes();
        for (std::size_t i = 0; i < from.size(); ++i) {
            const ParameterBlock<scalar>& block = from[i];
            const ParameterBlock<scalar>& table = from[from.source_of(i)]; // whose name and layers count
            ParameterBlock<scalar> taken{block.name, block.kind, {}, block.shared, block.looked_up, {}};
            if (table.looked_up && from.is_source(i)) {
                // Lookups read what is derived from it, in its place.
            } else if (table.looked_up && is_smaller(block.values, options.format) &&
                       std::find(options.keep.begin(), options.keep.end(), table.name) == options.keep.end()) {
                taken.quantised = detail::quantised_table<scalar>(table.name, block.values.view(), options.format);
                sizes_.tables.push_back({table.name, block.bytes(), taken.bytes(),
                                         detail::largest_error<scalar>(block.values.view(), taken.quantised)});
            } else {
                taken.values = block.values;
            }
            parameters_.add(std::move(taken));
        }
        sizes_.bytes_after = parameters_.bytes();
        blocks_ = parameters_.size();
    }

    /// An int8 row of one or two columns is larger than what it stands for.
    [[nodiscard]] static bool is_smaller(const Matrix<scalar>& values, TableFormat format) {
        return values.rows() != 0 &&
               QuantisedTable<scalar>::bytes_of_row(format, values.columns()) < values.columns() * sizeof(scalar);
    }

    std::uint64_t seed_;
    vocabularies_type vocabularies_;
    Preprocessing preprocessing_;
    typename ModelType::rows_list rows_;
    bound_network network_;
    Parameters<scalar> parameters_;
    std::size_t blocks_ = 0;
    QuantisationSizes sizes_;
};

/// The model with its tables in 8 bits for each number (the default) or 16, for prediction: `int8` with a scale and an
/// offset for each row, or `bfloat16`. What lookups read is quantised, with GraphPropagation what was derived from the
/// tables, which are then left out. Kernels, biases and statistics stay as they are, and so do tables that would not
/// become smaller, such as biases of one column in int8, and tables that a layer of one's own reads without
/// `looked_up_rows`.
/// Throws NumberError for a number in a table that is not finite, naming table, row and column; SettingError for a name
/// to keep that is that of no table, for a model that was moved from, or for GraphPropagation without its graph.
/// Cost: two divisions for each number of a table. Sources: int8 by rows as the row-wise quantisation of FBGEMM (Khudia
/// et al. 2021, arXiv:2101.05615) and Guan et al., "Post-training 4-bit quantization on embedding tables", 2019,
/// arXiv:1911.02079.
template <class Network, class T, std::size_t W>
[[nodiscard]] QuantisedModel<Model<Network, T, W>> quantised(const Model<Network, T, W>& model,
                                                             const Quantisation& options = {}) {
    return {model, options};
}

} // namespace linnet::inline LINNET_ISA
