// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#if __has_include(<Eigen/Cholesky>)

#include <linnet/recommend/ials.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

Result ials(const Catalogue& catalogue) {
    Result result{.file = "ials",
                  .name = "iALS",
                  .settings = catalogue.of("128 columns, weight of unobserved pairs .1, lambda .01, 16 sweeps",
                                           "128 columns, weight of unobserved pairs .02, lambda .03, 16 sweeps"),
                  .gate = catalogue.of(.26, .255)};
    ln::IalsSettings settings{.factors = 128,
                              .unobserved_weight = catalogue.of(.1, .02),
                              .regularization = catalogue.of(.01, .03),
                              .iterations = 16};
    const std::size_t seeds = catalogue.real ? 3 : 1;
    for (settings.seed = 1; settings.seed <= seeds; ++settings.seed) {
        const auto start = std::chrono::steady_clock::now();
        const ln::Ials<float> scorer{catalogue.train.log, settings};
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        result.seconds_per_epoch += seconds.count() / static_cast<double>(settings.iterations * seeds);
        result.parameters = (scorer.users() + scorer.items()) * settings.factors;
        add_seed(result, catalogue, scorer, seeds);
    }
    result.epochs = static_cast<double>(settings.iterations);
    return result;
}

} // namespace zoo

#endif
