// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: for_each_list calls visit\(user, list\) with a row_id and a std::span<const Scored<T>>
#include <linnet/linnet.hpp>

void lists_in_double(const linnet::FactorScorer<float>& scorer) {
    linnet::for_each_list(scorer, {}, [](linnet::row_id, std::span<const linnet::Scored<double>>) {});
}
