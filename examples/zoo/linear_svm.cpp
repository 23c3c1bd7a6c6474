// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/linear_svm.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result linear_svm(const Clicks& clicks) {
    using Network = ln::models::LinearSvm<User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "linear_svm",
                           .name = "linear SVM",
                           .settings = "squared hinge, Adam 1e-3, batch 256",
                           .reference = .7684,
                           .gate = .768},
                          ln::SquaredHinge{}, ln::Adam::pytorch(1e-3), {});
}

} // namespace zoo
