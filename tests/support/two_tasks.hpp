// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/core/random.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/samples/dataset.hpp>

// A network of two heads over shared experts, and samples for it.
namespace linnet_test {

struct TwoTasks {
    using User = linnet::Categorical<"user", 40>;
    using Item = linnet::Categorical<"item", 30>;
    using Gate = linnet::Sequential<linnet::Dense<3>, linnet::Softmax>;
    using Expert = linnet::Sequential<linnet::Dense<11>, linnet::ReLU>;
    using network = linnet::Sequential<
        linnet::Concat<linnet::Embedding<User, 9>, linnet::Embedding<Item, 5>>,
        linnet::Mixture<linnet::Gates<Gate, Gate>, Expert, linnet::Dense<11>, Expert>,
        linnet::Outputs<linnet::Named<"click", linnet::Sequential<linnet::Dense<7>, linnet::Tanh, linnet::Dense<1>,
                                                                  linnet::Sigmoid>>,
                        linnet::Sequential<linnet::Dense<1>>>>;
    using data = linnet::Dataset<linnet::TypeList<User, Item>, 2>;
    using losses = linnet::Losses<linnet::BinaryCrossEntropy, linnet::MeanSquaredError>;

    /// Clicks and stars that depend on user and item.
    [[nodiscard]] static data samples(std::size_t count) {
        data made;
        const linnet::Random random{17, 5};
        for (std::size_t n = 0; n < count; ++n) {
            const auto user = static_cast<linnet::row_id>(random.below(40, 2 * n));
            const auto item = static_cast<linnet::row_id>(random.below(30, 2 * n + 1));
            made.column<User>().add(user);
            made.column<Item>().add(item);
            made.labels.push_back((user + item) % 2 == 0 ? 1.0F : 0.0F);
            made.labels.push_back(static_cast<float>(item % 5) - 0.5F * static_cast<float>(user % 3));
        }
        return made;
    }
};

} // namespace linnet_test
