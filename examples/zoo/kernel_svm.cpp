// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/kernel_svm.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result kernel_svm(const Clicks& clicks) {
    using Features = ln::RandomFourierFeatures<1024, ln::GaussianKernel<std::ratio<8>>>;
    using Network = ln::models::KernelSvm<Numbers, Features>;
    return train<Network>(
        clicks, clicks.numbers,
        {.file = "kernel_svm",
         .name = "kernel SVM",
         .settings = "1024 features of a Gaussian kernel of scale 8, squared hinge, AdamW 1e-3, batch 256",
         .reference = .7222,
         .gate = .760},
        ln::SquaredHinge{}, ln::AdamW{.learning_rate = 1e-3}, {});
}

} // namespace zoo
