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
        : labels_{[label](const Interactions& log) {
              if constexpr (std::is_same_v<Label, LikedFrom>) { // not as such: a few events may all be likes
                  return log_labels(log, [label](float rating) { return label(rating); });
              } else {
                  return log_labels(log, label);
              }
          }},
          check_{[label = std::move(label)](const Interactions& log) { check_label(label, log); }} {}

    /// A label for each row of the log. Throws what `encode` throws of labels, but for a threshold that all ratings
    /// reach, or none.
    [[nodiscard]] LINNET_COLD std::vector<float> operator()(const Interactions& log) const { return labels_(log); }
    /// Throws SettingError if LikedFrom gives all of several ratings the same label, as a wrong threshold would.
    LINNET_COLD void check(const Interactions& log) const { check_(log); }

private:
    static void check_label(const LikedFrom& label, const Interactions& log) {
        detail::check_threshold(label, log.ratings);
    }
    template <class Label>
    static void check_label(const Label&, const Interactions&) {}

    Function<std::vector<float>(const Interactions&)> labels_;
    Function<void(const Interactions&)> check_;
};

} // namespace linnet::inline LINNET_ISA
