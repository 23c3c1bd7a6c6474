// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/joint_probability.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Entire space multi-task model: towers of `Deep` over shared vectors for the probability of a click and for that of a
/// conversion after one. Its heads are the click and click and conversion, the product of both, so that all
/// impressions train it. Trained by Losses of two BinaryCrossEntropy.
/// Source: Ma, Zhao, Huang, Wang, Hu, Zhu, Gai, "Entire space multi-task model: an effective approach for estimating
/// post-click conversion rate", SIGIR 2018.
template <std::size_t Columns, class Deep, class... Features>
using ESMM = Sequential<FieldVectors<Columns, Features...>,
                        JointProbability<Sequential<Deep, Dense<1>>, Sequential<Deep, Dense<1>>>,
                        Outputs<Named<"click", Sigmoid>, Named<"conversion", Sigmoid>>>;

} // namespace linnet::inline LINNET_ISA::models
