// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/function.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/samples/encode.hpp>

namespace linnet::inline LINNET_ISA {

/// How a Recommender labels interactions: LikedFrom{4} or another threshold, RatingAsLabel{}, ImplicitPositive{}, or a
/// function of the rating, or of nothing, that returns a float. See `encode`.
class LogLabel {
public:
    template <class Label>
        requires(!std::is_same_v<std::decay_t<Label>, LogLabel>)
    LogLabel(Label label) // NOLINT(google-explicit-constructor): a label must convert by itself
        : labels_{[label = std::move(label)](const Interactions& log) { return log_labels(log, label); }} {}

    /// A label for each row of the log. Throws what `encode` throws of labels.
    [[nodiscard]] LINNET_COLD std::vector<float> operator()(const Interactions& log) const { return labels_(log); }

private:
    Function<std::vector<float>(const Interactions&)> labels_;
};

} // namespace linnet::inline LINNET_ISA
