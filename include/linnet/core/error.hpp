// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Base of every exception that linnet throws.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A file, a line or a value in it that cannot be used. The text begins with `file:line:` where there is a line.
class DataError : public Error {
    using Error::Error;
};

/// Something wrong with one row. Its sentence is `before() + row() + after()`, so that who knows the row by another
/// number, such as that of a data set where a batch was cut from it, can say the same with that number.
class RowError : public Error {
public:
    /// The `row()` of an error of no row in particular.
    static constexpr std::size_t no_row = static_cast<std::size_t>(-1);

    explicit RowError(const std::string& sentence) : Error{sentence} {}
    LINNET_COLD RowError(const std::string& before, std::size_t row, const std::string& after)
        : Error{before + std::to_string(row) + after}, row_{row}, before_{before.size()}, after_{after.size()} {}

    [[nodiscard]] std::size_t row() const noexcept { return row_; }
    /// The sentence up to the number of the row: all of it where there is no row.
    [[nodiscard]] LINNET_COLD std::string before() const { return std::string{what()}.substr(0, before_); }
    /// The sentence behind the number of the row.
    [[nodiscard]] LINNET_COLD std::string after() const {
        const std::string sentence = what();
        return sentence.substr(sentence.size() - after_);
    }

    /// Says the same of the row by another number. Nothing changes where there is no row.
    LINNET_COLD void set_row(std::size_t row) {
        if (row_ != no_row) {
            *this = RowError{before(), row, after()};
        }
    }
    /// Says the same behind `text`.
    LINNET_COLD void prepend(const std::string& text) {
        *this = row_ == no_row ? RowError{text + what()} : RowError{text + before(), row_, after()};
    }

private:
    // Lengths, not texts: copying an exception must not throw.
    std::size_t row_ = no_row;
    std::size_t before_ = no_row;
    std::size_t after_ = 0;
};

/// An id that is not a row of its table; names the feature, the row of the batch and the value.
class IdError : public RowError {
    using RowError::RowError;
};

/// A label or a weight that the loss has no meaning for; names the loss, the row of the batch and the value.
class LabelError : public RowError {
    using RowError::RowError;
};

/// A number that is NaN or infinite where a network reads it; names the feature, the row of the batch and the value.
class NumberError : public RowError {
    using RowError::RowError;
};

/// A setting out of its range, such as a batch size of 0.
class SettingError : public Error {
    using Error::Error;
};

/// A loss or a gradient that is NaN or infinite; names epoch and batch, and the feature, row
/// and value where one of the batch explains it. Model and optimizer are as they were before that step.
class DivergenceError : public RowError {
    using RowError::RowError;
};

} // namespace linnet::inline LINNET_ISA
