// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "criteo.hpp"

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "../made_up.hpp"

namespace zoo {

namespace {

ln::Matrix<float> matrix_of(const std::vector<std::vector<float>>& columns) {
    ln::Matrix<float> matrix(columns.front().size(), columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (std::size_t row = 0; row < matrix.rows(); ++row) {
            matrix.view()(row, i) = columns[i][row];
        }
    }
    return matrix;
}

Period period_of(const ln::Frame& train, const ln::Frame& later) {
    Period period;
    ln::EncoderList encoders{ln::numeric<Counts>(ln::numbered("I", 1, 13), {.log1p = true, .add_indicator = true}),
                             ln::categories<Impressions>({.min_count = 5})};
    encoders.fit(train, period.vocabularies);
    const auto encoded = [&](const ln::Frame& frame) {
        Impressions samples;
        [&]<class... F>(ln::TypeList<F...>) {
            ((samples.column<F>() = encoders.encode<F>(frame, period.vocabularies)), ...);
        }(WithCategories<CriteoFeatures>{});
        samples.labels = frame.numbers("label");
        return samples;
    };
    period.train = encoded(train);
    period.later = encoded(later);

    std::vector<std::vector<float>> train_numbers;
    std::vector<std::vector<float>> later_numbers;
    for (const std::string& name : ln::numbered("I", 1, 13)) {
        train_numbers.push_back(train.numbers(name));
        later_numbers.push_back(later.numbers(name));
    }
    for (const std::string& name : ln::numbered("C", 1, 26)) {
        ln::TargetEncoder encoder;
        train_numbers.push_back(encoder.fit_transform(train.strings(name), period.train.labels));
        later_numbers.push_back(encoder.transform(later.strings(name)));
        train_numbers.push_back(encoder.counts(train.strings(name)));
        later_numbers.push_back(encoder.counts(later.strings(name)));
    }
    period.train_numbers = matrix_of(train_numbers);
    period.later_numbers = matrix_of(later_numbers);
    return period;
}

} // namespace

Criteo read_criteo(const std::string& folder) {
    const bool real = !folder.empty();
    const ln::Frame all =
        real ? ln::read_frame(folder + "/criteo.tsv", ln::criteo(/*leading_id=*/true)) : made_up::impressions();
    const auto is_test = [&](std::size_t row) { return std::stol(std::string(all.strings("id")[row])) >= 49'000'000; };
    const std::size_t fitted = real ? 3500 : 2400; // ids rise with time
    const auto rows = [&](auto of) { return ln::select_rows(all, of); };
    const ln::Frame train = rows([&](std::size_t row) { return !is_test(row); });
    return {.real = real,
            .choice = period_of(rows([&](std::size_t row) { return row < fitted; }),
                                rows([&](std::size_t row) { return row >= fitted && !is_test(row); })),
            .test = period_of(train, rows(is_test))};
}

void add_seed(Result& result, const Criteo& criteo, const std::vector<float>& probabilities, std::size_t epochs,
              double validation_loss) {
    const std::span<const float> scores{probabilities};
    const std::span<const float> labels{criteo.test.later.labels};
    const auto share = static_cast<double>(criteo.seeds());
    result.of_seeds.push_back(ln::Auc{}(scores, labels));
    result.second += ln::LogLoss{}(scores, labels) / share;
    result.epochs += static_cast<double>(epochs) / share;
    std::fprintf(stderr, "%s on Criteo, seed %zu: AUC %.4f after %zu epochs; %.4f on the validation data\n",
                 result.name.c_str(), result.of_seeds.size(), result.of_seeds.back(), epochs, validation_loss);
}

} // namespace zoo
