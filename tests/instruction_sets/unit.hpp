// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include <linnet/core/instruction_set.hpp>

/// What each unit says of the model that it trained.
struct Trained {
    std::uint64_t hash; ///< of all predictions
    double first;       ///< of the predictions
};
using Train = Trained();
LINNET_MULTIVERSION(Train, train);

/// An exception that the units and the rest of the program know.
class Refusal : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
using Refuse = void(const std::string& reason);
LINNET_MULTIVERSION(Refuse, refuse);
