// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/data/batch_buffer.hpp>

// How a data set meets a model.
namespace linnet::detail {

/// The batches of a data set for a model, in a given order.
template <class ModelType, class Data>
using BatchesOf = BatchBuffer<typename ModelType::scalar, typename ModelType::features, Data::label_columns>;

template <class Data, class List>
inline constexpr bool has_features = false;
template <class Data, class... Features>
inline constexpr bool has_features<Data, TypeList<Features...>> = (list_contains<typename Data::features, Features> &&
                                                                   ...);

template <class ModelType, class Data>
void check_data(const Data& data) {
    static_assert(has_features<Data, typename ModelType::features>,
                  "linnet: the data set lacks a feature that the network reads.");
    data.check();
}

template <class ModelType, class Data>
LINNET_COLD void check_labelled(const Data& data, const char* where) {
    static_assert(Data::label_columns == ModelType::output_columns,
                  "linnet: the data set must have as many label columns as the network has outputs.");
    check_data<ModelType>(data);
    if (data.labels.empty() && data.size() > 0) {
        detail::fail<SettingError>({where, " needs labels, and the data set has none"});
    }
}

} // namespace linnet::detail
