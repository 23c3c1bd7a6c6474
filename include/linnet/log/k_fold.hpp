// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/log_split.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// How `k_fold` deals rows into folds.
struct KFoldSettings {
    std::size_t folds = 5;
    std::uint64_t seed = 1;
};

/// Rows dealt into folds for cross-validation. Each fold is the test of one run and is trained on in all others.
class CrossValidation {
public:
    /// The number of folds, and of rows.
    [[nodiscard]] std::size_t size() const { return folds_; }
    [[nodiscard]] std::size_t rows() const { return fold_of_.size(); }

    /// The rows that run `fold` trains on, or tests on, in rising order. Throws SettingError if there is no such fold.
    [[nodiscard]] LINNET_COLD std::vector<std::size_t> train_rows(std::size_t fold) const {
        return rows_where(fold, false);
    }
    [[nodiscard]] LINNET_COLD std::vector<std::size_t> test_rows(std::size_t fold) const {
        return rows_where(fold, true);
    }

    /// The data of run `fold`, in the order of the log: train and test, but no validation. The result does not depend
    /// on the executor.
    /// Throws SettingError if there is no such fold, and DataError if the log does not have `rows()` interactions or
    /// its columns differ in length.
    [[nodiscard]] LogSplit split(const Interactions& log, std::size_t fold, Executor* executor = nullptr) const;

    friend CrossValidation k_fold(std::size_t rows, const KFoldSettings& settings);
    friend CrossValidation predefined_folds(std::span<const int> fold_of_row);

private:
    [[nodiscard]] std::vector<std::size_t> rows_where(std::size_t fold, bool in_fold) const;

    std::size_t folds_ = 0;
    std::vector<std::size_t> fold_of_;
};

/// Deals `rows` rows at random into folds whose sizes differ by at most one. The result depends only on rows and
/// settings.
/// Throws SettingError if there are fewer than two folds, or fewer rows than folds.
/// Source: `KFold` of scikit-learn.
[[nodiscard]] CrossValidation k_fold(std::size_t rows, const KFoldSettings& settings = {});

/// Folds that were dealt elsewhere: row `i` is in fold `fold_of_row[i]`, counted from 0.
/// Throws DataError if a number is negative, there are fewer than two folds, or a fold up to the highest is empty.
/// Source: `PredefinedSplit` of scikit-learn.
[[nodiscard]] CrossValidation predefined_folds(std::span<const int> fold_of_row);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION LogSplit CrossValidation::split(const Interactions& log, std::size_t fold,
                                                              Executor* executor) const {
    detail::check_columns("folds", log);
    if (log.size() != rows()) {
        detail::fail<DataError>({"folds of ", rows(), " rows for a log of ", log.size()});
    }
    return {select_rows(log, train_rows(fold), executor), {}, select_rows(log, test_rows(fold), executor)};
}

LINNET_DEFINITION std::vector<std::size_t> CrossValidation::rows_where(std::size_t fold, bool in_fold) const {
    if (fold >= folds_) {
        detail::fail<SettingError>({"fold ", fold, " of ", folds_});
    }
    return detail::rows_where(rows(), [&](std::size_t row) { return (fold_of_[row] == fold) == in_fold; });
}

LINNET_COLD LINNET_DEFINITION CrossValidation k_fold(std::size_t rows, const KFoldSettings& settings) {
    const std::size_t folds = settings.folds;
    if (folds < 2 || rows < folds) {
        detail::fail<SettingError>({"k_fold: ", folds, " folds of ", rows, " rows"});
    }
    CrossValidation result;
    result.folds_ = folds;
    result.fold_of_.resize(rows);
    std::vector<std::size_t> order(rows);
    shuffled_order(Random{settings.seed, 0}, order);
    for (std::size_t i = 0; i < rows; ++i) {
        result.fold_of_[order[i]] = i % folds;
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION CrossValidation predefined_folds(std::span<const int> fold_of_row) {
    CrossValidation result;
    result.fold_of_.resize(fold_of_row.size());
    for (std::size_t row = 0; row < fold_of_row.size(); ++row) {
        if (fold_of_row[row] < 0) {
            detail::fail<DataError>({"predefined_folds, row ", row, ": fold ", fold_of_row[row]});
        }
        result.fold_of_[row] = static_cast<std::size_t>(fold_of_row[row]);
        result.folds_ = std::max(result.folds_, result.fold_of_[row] + 1);
    }
    if (result.folds_ < 2) {
        detail::fail<DataError>({"predefined_folds: ", result.folds_, " folds"});
    }
    if (result.folds_ > fold_of_row.size()) {
        detail::fail<DataError>({"predefined_folds: ", result.folds_, " folds of ", fold_of_row.size(), " rows"});
    }
    std::vector<std::size_t> sizes(result.folds_);
    for (const std::size_t fold : result.fold_of_) {
        ++sizes[fold];
    }
    for (std::size_t fold = 0; fold < sizes.size(); ++fold) {
        if (sizes[fold] == 0) {
            detail::fail<DataError>({"predefined_folds: fold ", fold, " of ", result.folds_, " has no row"});
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
