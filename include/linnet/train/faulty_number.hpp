// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>

// Finds which number of a batch explains a result that is NaN or infinite.
namespace linnet::inline LINNET_ISA::detail {

/// A number of a batch, and where it is: "feature 'price'", row 3.
struct FaultyNumber {
    std::string what = {};
    std::size_t row = RowError::no_row;
    double value = 0.0;

    /// Keeps the first number that is NaN or infinite, or otherwise the largest one.
    LINNET_COLD void see(std::string_view kind, std::string_view name, std::size_t in_row, double x) {
        if (std::isfinite(value) && (!std::isfinite(x) || std::abs(x) > std::abs(value))) {
            what = name.empty() ? text({kind}) : text({kind, " '", name, "'"});
            row = in_row;
            value = x;
        }
    }
    /// `sentence`, followed by the number if it explains the fault.
    template <class E>
    [[nodiscard]] LINNET_COLD E error(const std::string& sentence, const char* link) const {
        constexpr double suspicious = 1e12;
        if (row == RowError::no_row || std::abs(value) < suspicious) {
            return E{sentence};
        }
        const std::string number = text({value});
        return E{text({sentence, link, what, ", row "}), row, text({": ", number})};
    }
};

template <class T>
LINNET_COLD void see_numbers(FaultyNumber& faulty, std::string_view kind, std::string_view name,
                             ConstMatrixView<T> numbers) {
    for (std::size_t r = 0; r < numbers.rows; ++r) {
        for (std::size_t c = 0; c < numbers.columns; ++c) {
            faulty.see(kind, name, r, static_cast<double>(numbers(r, c)));
        }
    }
}
/// Calls `see(row, number)` for the numbers of a column, if the feature has any.
template <class F, class Column, class See>
void visit_numbers(const Column& column, const See& see) {
    if constexpr (requires { F::visit_numbers(column, see); }) {
        F::visit_numbers(column, see);
    }
}

/// The number in the columns that is NaN or infinite, or otherwise the largest one.
template <class T, class... Features>
[[nodiscard]] LINNET_COLD FaultyNumber faulty_number(const Batch<T, Features...>& batch) {
    FaultyNumber faulty;
    std::size_t feature = 0;
    const auto look = [&]<class F>() {
        const std::size_t rows = batch.shares(feature++) ? batch.group : 1; // of the batch, for a row of the column
        visit_numbers<F>(batch.template column<F>(), [&](std::size_t row, T number) {
            faulty.see(IdFeature<F> ? "the weights of feature" : "feature", F::name, row * rows,
                       static_cast<double>(number));
        });
    };
    (look.template operator()<Features>(), ...);
    return faulty;
}

/// As above, for columns, labels and weights.
template <class T, class... Features>
[[nodiscard]] LINNET_COLD FaultyNumber faulty_number(const Batch<T, Features...>& batch, const Targets<T>& targets) {
    FaultyNumber faulty = faulty_number(batch);
    see_numbers(faulty, "the labels", {}, targets.labels);
    for (std::size_t r = 0; r < targets.weights.size(); ++r) {
        faulty.see("the weights", {}, r, static_cast<double>(targets.weights[r]));
    }
    return faulty;
}

/// Throws NumberError for a number of the columns that is NaN or infinite.
template <class T, class... Features>
LINNET_HOT void check_numbers(const Batch<T, Features...>& batch) {
    bool finite = true;
    const auto see = [&](std::size_t, T number) LINNET_INLINE_LAMBDA { finite &= number - number == T{0}; };
    (visit_numbers<Features>(batch.template column<Features>(), see), ...);
    if (!finite) {
        throw faulty_number(batch).template error<NumberError>("", "");
    }
}

} // namespace linnet::inline LINNET_ISA::detail
