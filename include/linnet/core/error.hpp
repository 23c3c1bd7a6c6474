// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The base of every exception that linnet throws.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A file that cannot be used, or a line or value in it. The text begins with `file:line:` where there is a line.
class DataError : public Error {
    using Error::Error;
};

/// An error about one row. Its sentence is `before() + row() + after()`. A caller that knows the row under another
/// number, such as its place in the data set that the batch was cut from, can replace the number.
class RowError : public Error {
public:
    /// The `row()` of an error that is about no row in particular.
    static constexpr std::size_t no_row = static_cast<std::size_t>(-1);

    explicit RowError(const std::string& sentence) : Error{sentence} {}
    LINNET_COLD RowError(const std::string& before, std::size_t row, const std::string& after)
        : Error{before + std::to_string(row) + after}, row_{row}, before_{before.size()}, after_{after.size()} {}

    [[nodiscard]] std::size_t row() const noexcept { return row_; }
    /// The sentence up to the row number, or all of it if there is no row.
    [[nodiscard]] LINNET_COLD std::string before() const { return std::string{what()}.substr(0, before_); }
    /// The sentence after the row number.
    [[nodiscard]] LINNET_COLD std::string after() const {
        const std::string sentence = what();
        return sentence.substr(sentence.size() - after_);
    }

    /// Replaces the row number. Does nothing if there is no row.
    LINNET_COLD void set_row(std::size_t row) {
        if (row_ != no_row) {
            *this = RowError{before(), row, after()};
        }
    }
    /// Puts `text` in front of the sentence.
    LINNET_COLD void prepend(const std::string& text) {
        *this = row_ == no_row ? RowError{text + what()} : RowError{text + before(), row_, after()};
    }

private:
    // Stores lengths instead of texts, because copying an exception must not throw.
    std::size_t row_ = no_row;
    std::size_t before_ = no_row;
    std::size_t after_ = 0;
};

/// An id that is not a row of its table. Names the feature, the row of the batch and the value.
class IdError : public RowError {
    using RowError::RowError;
};

/// A label or a weight that the loss cannot use. Names the loss, the row of the batch and the value.
class LabelError : public RowError {
    using RowError::RowError;
};

/// A number read by a network that is NaN or infinite. Names the feature, the row of the batch and the value.
class NumberError : public RowError {
    using RowError::RowError;
};

/// A setting that is out of range, such as a batch size of 0.
class SettingError : public Error {
    using Error::Error;
};

/// A loss or a gradient that became NaN or infinite. Names the epoch and the batch, and also the feature, row and value
/// if a number in the batch explains it. Model and optimizer are as they were before that step.
class DivergenceError : public RowError {
    using RowError::RowError;
};

} // namespace linnet::inline LINNET_ISA
