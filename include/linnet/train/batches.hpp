// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/batch_buffer.hpp>

// How a data set meets a model.
namespace linnet::detail {

/// The batches of a data set for a model, in a given order.
template <class ModelType, class Data>
using BatchesOf = BatchBuffer<typename ModelType::scalar, typename ModelType::features, Data::label_columns>;

template <class ModelType, class Data>
LINNET_COLD void check_labelled(const Data& data, const char* where) {
    static_assert(Data::label_columns == ModelType::output_columns,
                  "linnet: the data set must have as many label columns as the network has outputs.");
    data.check();
    if (data.labels.empty() && data.size() > 0) {
        detail::fail<SettingError>({where, " needs labels, and the data set has none"});
    }
}

LINNET_COLD inline void check_batch_size(std::size_t batch_size, const char* where) {
    if (batch_size == 0) {
        detail::fail<SettingError>({where, ": the batch size must not be 0"});
    }
}

} // namespace linnet::detail
