// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#if __has_include(<Eigen/Cholesky>)

#include <linnet/recommend/ease.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

Result ease(const Catalogue& catalogue) {
    Result result{
        .file = "ease", .name = "EASE", .reference = catalogue.of(.2755, .2569), .gate = catalogue.of(.26, .255)};
    double lambda = 300.0;
    double best = 0.0;
    for (const double tried : catalogue.of<std::array<double, 4>>({100, 300, 1000, 3000}, {10, 50, 200, 600})) {
        const ln::Ease<float> scorer{catalogue.most_of_train.log, tried};
        const double recall = judge(scorer, catalogue.validation, catalogue.most_of_train.log).accuracy["recall@20"];
        std::fprintf(stderr, "EASE, lambda %.0f: Recall@20 %.4f on the validation data\n", tried, recall);
        if (recall > best) {
            best = recall;
            lambda = tried;
        }
    }
    const auto start = std::chrono::steady_clock::now();
    const ln::Ease<float> scorer{catalogue.train.log, lambda};
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    result.settings = "lambda " + std::to_string(static_cast<int>(lambda)) + ", of four";
    result.parameters = scorer.items() * scorer.items();
    result.epochs = 1;
    result.seconds_per_epoch = seconds.count();
    add_seed(result, catalogue, scorer, 1);
    return result;
}

} // namespace zoo

#endif
