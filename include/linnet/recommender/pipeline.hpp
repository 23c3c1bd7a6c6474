// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/fwd.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommender/grown_by_means.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/frame_samples.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/predict.hpp>

namespace linnet::inline LINNET_ISA {

/// What a Pipeline is made with.
struct PipelineSettings {
    std::string label = "label"; ///< the column of labels
    std::uint64_t seed = 0;      ///< of the model's parameters, and of all that training draws
};

/// A network with the encoders of its features: frames in, predictions out. Where a Recommender lists items for users
/// of a log, a Pipeline judges samples that are rows of a table, such as impressions of advertisements. Make it by
/// `pipeline`:
///
///     auto ads = pipeline<Network>({.label = "label"}, numeric<Counts>(numbered("I", 1, 13), {.log1p = true}),
///                                  categories<Network>({.min_count = 5}));
///     ads.fit(train, BinaryCrossEntropy{}, Adam{}, {.epochs = 5, .validation = &validation});
///     ads.predict(test);
///
/// `save` and `load` in `recommender/pipeline_file.hpp` keep all of it in one file. If a call throws, the pipeline is
/// as it was before. A const one may be used by several threads; a copy shares all that was learned.
/// Source: `Pipeline` and `ColumnTransformer` of scikit-learn.
template <class ModelType, Encoder... Encoders>
class Pipeline {
    using columns_type = EncoderList<Encoders...>;

public:
    using model_type = ModelType;
    using scalar = typename ModelType::scalar;
    using samples_type = Dataset<typename ModelType::features>;
    using options_type = FitOptions<scalar, Frame>;

    LINNET_COLD explicit Pipeline(PipelineSettings settings, Encoders... encoders)
        : settings_{std::move(settings)}, columns_{std::move(encoders)...} {
        const auto check = []<class F>() {
            static_assert(list_contains<typename columns_type::features, F>,
                          "linnet: the network of a Pipeline reads a feature that no encoder makes: name its column.");
        };
        [&]<class... F>(TypeList<F...>) { (check.template operator()<F>(), ...); }(typename ModelType::features{});
    }

    /// Trains from the beginning: the encoders learn from the frame, which then becomes samples for `fit`. Validation
    /// data is encoded alike and teaches the encoders nothing. Throws what encoders and `fit` throw.
    template <class L, class O>
    LINNET_COLD History fit(const Frame& train, const L& loss, const O& optimizer,
                            const std::type_identity_t<options_type>& options = {}) {
        columns_type columns = columns_;
        typename ModelType::vocabularies_type vocabularies;
        columns.fit(train, vocabularies);
        return fit_model(std::move(columns), std::make_shared<ModelType>(settings_.seed, vocabularies), train, loss,
                         optimizer, options);
    }
    /// Goes on with new rows: values that are new get rows in their tables, and the model is trained on these rows
    /// alone, for one epoch unless the options say more; the optimizer begins anew. Cost: a copy of the model.
    template <class L, class O>
    LINNET_COLD History partial_fit(const Frame& rows, const L& loss, const O& optimizer,
                                    const std::type_identity_t<options_type>& options = {}) {
        columns_type columns = columns_;
        auto vocabularies = model().vocabularies();
        columns.grow(rows, vocabularies);
        return fit_model(std::move(columns), detail::grown_by_means(model(), vocabularies), rows, loss, optimizer,
                         options);
    }

    /// The output of the network for each row: `rows x output_columns`. Throws what the encoders throw.
    [[nodiscard]] LINNET_COLD std::vector<scalar> predict(const Frame& rows, Executor* executor = nullptr) const {
        return linnet::predict(model(), samples(rows), 1024, executor);
    }
    /// Loss and metrics on labelled rows.
    template <class L>
    [[nodiscard]] LINNET_COLD Evaluation evaluate(const Frame& rows, const L& loss,
                                                  const std::vector<AnyMetric<scalar>>& metrics = {},
                                                  Executor* executor = nullptr) const {
        return linnet::evaluate(model(), loss, labelled(columns_, model(), rows), metrics, 1024, executor);
    }

    // The parts, to be used alone.

    [[nodiscard]] bool trained() const { return model_ != nullptr; }
    /// Throws SettingError before it was trained.
    [[nodiscard]] const ModelType& model() const {
        if (model_ == nullptr) {
            detail::fail<SettingError>({"this pipeline was neither trained nor loaded"});
        }
        return *model_;
    }
    /// The rows as samples, without labels.
    [[nodiscard]] LINNET_COLD samples_type samples(const Frame& rows) const { return encoded(columns_, model(), rows); }

private:
    template <class M, Encoder... E>
    friend class PipelineFile;

    [[nodiscard]] LINNET_COLD static samples_type encoded(const columns_type& columns, const ModelType& model,
                                                          const Frame& rows) {
        samples_type data;
        const auto add = [&]<class F>() {
            if constexpr (list_contains<typename columns_type::features, F>) { // else the sentence of the class stands
                data.template column<F>() = columns.template encode<F>(rows, model.vocabularies());
            }
        };
        [&]<class... F>(TypeList<F...>) { (add.template operator()<F>(), ...); }(typename ModelType::features{});
        return data;
    }
    [[nodiscard]] LINNET_COLD samples_type labelled(const columns_type& columns, const ModelType& model,
                                                    const Frame& rows) const {
        samples_type data = encoded(columns, model, rows);
        data.labels = detail::frame_labels(rows, settings_.label);
        return data;
    }

    template <class L, class O>
    LINNET_COLD History fit_model(columns_type columns, std::shared_ptr<ModelType> model, const Frame& rows,
                                  const L& loss, const O& optimizer, const options_type& options) {
        const samples_type data = labelled(columns, *model, rows);
        const Frame* const validation = options.validation;
        const samples_type validation_data =
            validation == nullptr ? samples_type{} : labelled(columns, *model, *validation);
        History history = linnet::fit(*model, loss, optimizer, data,
                                      options_for(options, validation == nullptr ? nullptr : &validation_data));
        columns_ = std::move(columns);
        model_ = std::move(model);
        return history;
    }

    PipelineSettings settings_;
    columns_type columns_;
    std::shared_ptr<const ModelType> model_; // shared by copies, as it does not change
};

/// Makes a Pipeline of a network. It is not trained yet.
template <class Network, class T = float, std::size_t W = native_width<T>, Encoder... Encoders>
[[nodiscard]] LINNET_COLD auto pipeline(PipelineSettings settings, Encoders... encoders) {
    return Pipeline<Model<Network, T, W>, Encoders...>(std::move(settings), std::move(encoders)...);
}

} // namespace linnet::inline LINNET_ISA
