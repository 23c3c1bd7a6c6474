// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace zoo {

/// A row of the table: what a model reached, the mean over its seeds, beside what it should.
struct Result {
    std::string file = {};      ///< its source, without the ending
    std::string name = {};      ///< what others call it
    std::string settings = {};  ///< that were chosen on the validation data
    double reference = 0.0;     ///< 0: none is known on this split
    double gate = 0.0;          ///< what it must reach on real data; 0: nothing
    bool knows_nothing = false; ///< it is the constant that all others must beat
    std::size_t parameters = 0;
    double epochs = 0.0;            ///< after which it was best
    double seconds_per_epoch = 0.0; ///< of training alone
    std::vector<double> of_seeds = {};
    double second = 0.0;   ///< another metric
    double coverage = 0.0; ///< share of the items that are on some list of ten
    double variety = 0.0;  ///< intra-list diversity of the genres

    [[nodiscard]] double mean() const {
        double sum = 0.0;
        for (const double value : of_seeds) {
            sum += value;
        }
        return sum / static_cast<double>(of_seeds.size());
    }
    /// The standard deviation between seeds, 0 for one.
    [[nodiscard]] double deviation() const {
        double squares = 0.0;
        for (const double value : of_seeds) {
            squares += (value - mean()) * (value - mean());
        }
        return of_seeds.size() < 2 ? 0.0 : std::sqrt(squares / static_cast<double>(of_seeds.size() - 1));
    }
};

/// Results that compare with each other: those of one task on one split.
struct Task {
    std::string name;
    std::string metric;
    std::string second_metric;
    double constant; ///< the metric of a model that knows nothing
    std::vector<Result> results;
    bool is_error = false;  ///< the lower, the better
    bool two_tasks = false; ///< the second metric is that of another task, and must beat the constant, too

    [[nodiscard]] bool misses(const Result& result) const {
        return result.gate != 0.0 && (is_error ? result.mean() > result.gate : result.mean() < result.gate);
    }
};

} // namespace zoo
