// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/train/batches.hpp>

namespace linnet::inline LINNET_ISA {

/// The output of the model for every sample, row by row: `size x output_columns`. The batches are divided among the
/// threads of `executor`, if one is given; the bits are the same for any number of them. Throws SettingError for a
/// batch size of 0 or columns that do not match, NumberError for a number that is NaN or infinite, and what the layers
/// throw; errors name rows of the data set.
template <class ModelType, class Data>
[[nodiscard]] LINNET_COLD std::vector<typename ModelType::scalar>
predict(const ModelType& model, const Data& data, std::size_t batch_size = 1024, Executor* executor = nullptr) {
    static_assert(
        !requires { data.negatives_per_positive(); },
        "linnet: predict gives a row for each sample of a data set, and with_negatives draws others besides: "
        "predict the positives themselves.");
    detail::check_data(model, data, "predict");
    batch_size = detail::checked_batch_size(batch_size, data.size(), "predict");
    std::vector<typename ModelType::scalar> predictions(data.size() * ModelType::output_columns);
    const auto predict_batch = [&](auto& buffer, auto& workspace, std::size_t first, std::size_t count) {
        const auto out = model.predict(buffer.batch(), workspace);
        for (std::size_t i = 0; i < count; ++i) {
            std::copy_n(out.row(i), ModelType::output_columns,
                        predictions.data() + (first + i) * ModelType::output_columns);
        }
    };
    detail::for_each_batch<ModelType>(executor, data, batch_size, predict_batch);
    return predictions;
}

} // namespace linnet::inline LINNET_ISA
