// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

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

/// The rows of a data set that a list names.
struct ListedRows {
    const std::size_t* rows;
    [[nodiscard]] std::size_t operator()(std::size_t i) const { return rows[i]; }
};

/// Gathers a data set batch by batch, in its own order, and calls `visit(first, count)` for each.
template <class Buffer, class Data, class Visit>
void for_each_batch(Buffer& buffer, const Data& data, std::size_t batch_size, const Visit& visit) {
    std::vector<std::size_t> rows(std::min(batch_size, data.size()));
    for (std::size_t first = 0; first < data.size(); first += batch_size) {
        const std::size_t count = std::min(batch_size, data.size() - first);
        std::iota(rows.begin(), rows.end(), first);
        buffer.fill(data, count, ListedRows{rows.data()});
        visit(first, count);
    }
}

} // namespace linnet::detail
