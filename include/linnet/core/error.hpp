// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

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

/// An id that is not a row of its table; names the feature, the row of the batch and the value.
class IdError : public Error {
    using Error::Error;
};

/// A setting out of its range, such as a batch size of 0.
class SettingError : public Error {
    using Error::Error;
};

/// The loss became NaN or infinite; names epoch and batch. The model is as it was before that step.
class DivergenceError : public Error {
    using Error::Error;
};

} // namespace linnet::inline LINNET_ISA
