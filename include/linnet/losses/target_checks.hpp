// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

// What losses require of labels and weights.
namespace linnet::inline LINNET_ISA {

namespace detail {

/// Throws LabelError for the first number with a fault, if there is one.
template <class T, class Fault>
LINNET_COLD void fail_at_fault(std::string_view loss, std::string_view what, ConstMatrixView<T> numbers,
                               std::string_view range, const Fault& fault) {
    for (std::size_t r = 0; r < numbers.rows; ++r) {
        for (const T x : numbers.row_span(r)) {
            if (fault(pack<T, 1>(x)).value() != T{0}) {
                fail_at<LabelError>({loss, ", row "}, r, {": the ", what, " ", x, " is not ", range});
            }
        }
    }
}

/// Throws LabelError, naming loss, row and value, unless `fault(x)` is 0 for all numbers; for others it is 1, and it is
/// 0 for 0.
template <class T, class Fault>
LINNET_INLINE void check_each(std::string_view loss, std::string_view what, ConstMatrixView<T> numbers,
                              std::string_view range, const Fault& fault) {
    using P = pack<T, native_width<T>>; // the result is the same at every width
    P faults(T{0});
    const bool column = numbers.columns == 1 && numbers.stride == 1;
    const std::size_t runs = column ? 1 : numbers.rows;
    for (std::size_t r = 0; r < runs; ++r) {
        const T* const run = numbers.row(r);
        for_each_pack<native_width<T>>(column ? numbers.rows : numbers.columns,
                                       [&](std::size_t i, auto lanes)
                                           LINNET_INLINE_LAMBDA { faults = faults + fault(P::load(run + i, lanes)); });
    }
    if (P::any(P(T{0}) < faults)) {
        fail_at_fault(loss, what, numbers, range, fault);
    }
}

} // namespace detail

/// Throws LabelError, naming loss, row and value, unless all numbers are between `least` and `most`. Both are finite,
/// and 0 lies between them.
template <class T>
LINNET_HOT void check_inside(std::string_view loss, std::string_view what, ConstMatrixView<T> numbers, T least, T most,
                             std::string_view range) {
    const auto outside = [least, most](const auto& x) LINNET_INLINE_LAMBDA {
        using P = std::remove_cvref_t<decltype(x)>;
        return select(P(least) <= x, select(x <= P(most), P(T{0}), P(T{1})), P(T{1}));
    };
    detail::check_each(loss, what, numbers, range, outside);
}

/// Throws LabelError unless all labels are 0 or 1, or, if `signs` are meant, -1 or 1, where 0 stands for -1.
template <class T>
LINNET_HOT void check_binary_labels(std::string_view loss, ConstMatrixView<T> labels, bool signs) {
    const auto other = [signs](const auto& y) LINNET_INLINE_LAMBDA {
        using P = std::remove_cvref_t<decltype(y)>;
        const P size = signs ? abs(y) : y;
        return select(size == P(T{0}), P(T{0}), select(size == P(T{1}), P(T{0}), P(T{1})));
    };
    detail::check_each(loss, "label", labels, signs ? "-1, 0 or 1" : "0 or 1", other);
}

/// Throws LabelError unless all labels are finite: of a loss for which they may be any number.
template <class T>
void check_finite_labels(std::string_view loss, ConstMatrixView<T> labels) {
    constexpr T most = std::numeric_limits<T>::max();
    check_inside<T>(loss, "label", labels, -most, most, "a finite number");
}

/// Throws LabelError unless the weights are finite and 0 or more, and the logarithms of a sampler's probabilities
/// finite.
template <class T>
void check_weights(std::string_view loss, const Targets<T>& targets) {
    constexpr T most = std::numeric_limits<T>::max();
    const auto as_column = [](std::span<const T> x) { return ConstMatrixView<T>{x.data(), x.size(), 1, 1}; };
    if (!targets.weights.empty()) {
        check_inside<T>(loss, "weight", as_column(targets.weights), T{0}, most, "0 or more, and finite");
    }
    if (!targets.log_q.empty()) {
        check_inside<T>(loss, "log q", as_column(targets.log_q), -most, most, "a finite number");
    }
}

/// Throws LabelError unless all labels, of which each row has one, are above 0.5, as those of positives are; and what
/// `check_weights` throws.
template <class T>
void check_positives(std::string_view loss, const Targets<T>& targets) {
    for (std::size_t row = 0; row < targets.labels.rows; ++row) {
        if (!(targets.labels(row, 0) > T{0.5})) {
            detail::fail_at<LabelError>({loss, ", row "}, row,
                                        {": the label ", targets.labels(row, 0), " is not that of a positive"});
        }
    }
    check_weights(loss, targets);
}

/// The same for a loss that draws so many negatives for each item. Throws SettingError for 0.
template <class T>
void check_positives_of_draws(std::string_view loss, std::size_t negatives, const Targets<T>& targets) {
    if (negatives == 0) {
        detail::fail<SettingError>({loss, ": without negatives every item would be right; set negatives to 1 or more"});
    }
    check_positives(loss, targets);
}

} // namespace linnet::inline LINNET_ISA
