// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/metric.hpp>

namespace linnet::inline LINNET_ISA {

/// A metric of one head of a network that ends in Outputs: `.metrics = {OfHead{0, Auc{}}, OfHead{1,
/// MeanAbsoluteError{}}}`. It sees the predictions and labels of that head alone. Results call it by head and metric:
/// "ctr auc" for a head that is Named "ctr", else "head 0 auc".
template <Metric M>
struct OfHead {
    std::size_t head;
    M metric;
};
template <class M>
OfHead(std::size_t, M) -> OfHead<M>;

} // namespace linnet::inline LINNET_ISA
