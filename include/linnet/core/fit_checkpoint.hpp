// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// Some numbers that `fit` has a name for.
struct NamedNumbers {
    std::string name;
    std::vector<double> values;
};

/// Where `Trainer::fit` keeps, after each epoch, all that it needs to go on in another process. CheckpointFile is one;
/// derive from it to keep that elsewhere. Its functions throw what the place throws, and `fit` passes that on.
template <class T>
class FitCheckpoint {
public:
    virtual ~FitCheckpoint() = default;

    /// The trainer that is kept, for `fit` to see that it is its own.
    [[nodiscard]] virtual const void* trainer() const = 0;
    /// What errors call the place.
    [[nodiscard]] virtual std::string name() const = 0;

    /// Keeps the trainer and its model as they are, the numbers, and the best parameters, which may be no blocks.
    virtual void save(const std::vector<NamedNumbers>& numbers, const Parameters<T>& best) = 0;
    /// Reads the numbers and the best parameters that were saved last; false if nothing was. Trainer and model stay as
    /// they are.
    [[nodiscard]] virtual bool read(std::vector<NamedNumbers>& numbers, Parameters<T>& best) = 0;
    /// Gives trainer and model what was saved with them. If it throws, they are as before.
    virtual void restore() = 0;
    /// Forgets what was saved, as the training has come to its end.
    virtual void remove() = 0;
};

} // namespace linnet::inline LINNET_ISA
