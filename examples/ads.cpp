// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Will the advertisement be clicked? Counts and hashed categories are cleaned by what the training data says and fed
// into a logistic regression, whose probabilities are checked for rank and for calibration.
//   ads [FILE]    a TSV of Criteo with a leading id, such as ../shared/data/criteo-6k/criteo.tsv; default: made-up data
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"

namespace ln = linnet;

using Counts = ln::Numeric<"counts", 13>;
using Words = ln::MultiCategorical<"words", (1 << 16)>;
using Network = ln::Sequential<ln::Concat<ln::Input<Counts>, ln::EmbeddingBag<Words, 1, ln::Sum, ln::Zeros>>,
                               ln::Dense<1, ln::Zeros>, ln::Sigmoid>;
using Impressions = ln::Dataset<Network::features>;

namespace {

/// Impressions whose clicks depend on one count and one category.
ln::Frame made_up(std::size_t rows) {
    ln::Frame frame;
    std::vector<float> labels;
    for (std::uint64_t column = 1; column <= 13; ++column) {
        std::vector<float> counts;
        for (std::size_t row = 0; row < rows; ++row) {
            const double uniform = ln::Random{1, column}.uniform(row);
            counts.push_back(uniform < 0.2 ? NAN : static_cast<float>(std::floor(std::exp(6 * uniform) - 5)));
        }
        frame.set("I" + std::to_string(column), counts);
    }
    for (std::uint64_t column = 1; column <= 26; ++column) {
        ln::StringColumn categories;
        for (std::size_t row = 0; row < rows; ++row) {
            categories.push_back(std::to_string(ln::Random{2, column}.below(20, row)));
        }
        frame.set("C" + std::to_string(column), categories);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const float count = frame.numbers("I3")[row];
        const double logit = (std::isnan(count) ? -1.0 : 0.4 * std::log1p(std::abs(count))) +
                             (frame.strings("C7")[row].size() == 1 ? 1.0 : -1.0) - 1.5;
        labels.push_back(ln::Random{3, 0}.uniform(row) < 1 / (1 + std::exp(-logit)) ? 1.0F : 0.0F);
    }
    frame.set("label", labels);
    return frame;
}

std::vector<std::size_t> rows_between(std::size_t first, std::size_t last) {
    std::vector<std::size_t> rows;
    for (std::size_t row = first; row < last; ++row) {
        rows.push_back(row);
    }
    return rows;
}

/// Fits on the training data. Flags of what is missing become words beside the categories.
ln::Preprocessing counts_to_scale() {
    ln::Preprocessing preprocessing;
    for (int i = 1; i <= 13; ++i) {
        const std::string column = "I" + std::to_string(i);
        preprocessing.add(ln::Log1p{.column = column});
        preprocessing.add(ln::StandardScaler{.column = column});
        preprocessing.add(ln::FillMissing{.column = column, .with = ln::FillWith::constant});
    }
    return preprocessing;
}

Impressions impressions(ln::Frame frame, const ln::Preprocessing& preprocessing) {
    Impressions data;
    std::vector<std::vector<ln::row_id>> words(frame.size());
    const auto add_word = [&](std::size_t row, const std::string& word) {
        words[row].push_back(ln::hashed_row(word, Words::rows));
    };
    for (int i = 1; i <= 26; ++i) {
        const ln::StringColumn& categories = frame.strings("C" + std::to_string(i));
        for (std::size_t row = 0; row < frame.size(); ++row) {
            add_word(row, "C" + std::to_string(i) + "=" + std::string(categories[row]));
        }
    }
    for (int i = 1; i <= 13; ++i) {
        for (std::size_t row = 0; row < frame.size(); ++row) {
            if (std::isnan(frame.numbers("I" + std::to_string(i))[row])) {
                add_word(row, "I" + std::to_string(i) + " is missing");
            }
        }
    }
    preprocessing.apply(frame);
    std::vector<float> counts(13);
    for (std::size_t row = 0; row < frame.size(); ++row) {
        for (std::size_t i = 0; i < 13; ++i) {
            counts[i] = frame.numbers("I" + std::to_string(i + 1))[row];
        }
        data.add(frame.numbers("label")[row], counts, words[row]);
    }
    return data;
}

int run(const ln::Frame& all, std::size_t train_rows, double least_auc, double most_log_loss) {
    const std::size_t fit_rows = train_rows * 4 / 5; // the rest decides when to stop
    const ln::Frame train_frame = ln::select_rows(all, rows_between(0, fit_rows));
    ln::Preprocessing preprocessing = counts_to_scale();
    preprocessing.fit(train_frame);
    const Impressions train = impressions(train_frame, preprocessing);
    const Impressions validation = impressions(ln::select_rows(all, rows_between(fit_rows, train_rows)), preprocessing);
    const Impressions test = impressions(ln::select_rows(all, rows_between(train_rows, all.size())), preprocessing);

    ln::Model<Network> model{1};
    model.preprocessing() = preprocessing; // and goes where the model goes
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::LazyAdam{.learning_rate = 3e-3}, train,
                                 {.epochs = 40,
                                  .batch_size = 64,
                                  .validation = &validation,
                                  .early_stopping = ln::EarlyStopping{.patience = 3}});
    const auto result =
        ln::evaluate(model, ln::BinaryCrossEntropy{}, test,
                     {ln::Auc{}, ln::LogLoss{}, ln::NormalizedEntropy{}, ln::CalibrationRatio{}, ln::Accuracy{}});
    std::printf("trained on %zu impressions, best epoch %zu; of %zu later ones:\n", train.size(), history.best_epoch,
                test.size());
    for (const auto& [name, value] : result.metrics) {
        std::printf("  %-20s %.4f\n", name.c_str(), value);
    }
    Gates gates{"ads"};
    gates.at_least("the AUC", result.metrics["auc"], least_auc);
    gates.at_most("the log loss", result.metrics["log_loss"], most_log_loss);
    gates.equal("the calibration ratio", result.metrics["calibration_ratio"], 1.0, 0.1);
    return gates.exit_code();
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc > 1) {
            if (!is_there(argv[1])) {
                return skipped;
            }
            const ln::Frame frame = ln::read_frame(argv[1], ln::criteo(/*leading_id=*/true));
            std::size_t train_rows = 0; // ids rise with time
            while (train_rows < frame.size() && std::stol(std::string(frame.strings("id")[train_rows])) < 49'000'000) {
                ++train_rows;
            }
            return run(frame, train_rows, 0.71, 0.53);
        }
        return run(made_up(4000), 3000, 0.61, 0.66);
    } catch (const ln::Error& error) {
        std::cerr << "ads: " << error.what() << "\n";
        return 1;
    }
}
