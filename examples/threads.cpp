// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The same training on the caller's thread and on a pool of two. The numbers are equal to the last bit, and only the
// time differs.
#include <cstdio>
#include <vector>

#include <linnet/linnet.hpp>

namespace ln = linnet;

namespace {

using Price = ln::Numeric<"price", 64>;
using Network =
    ln::Sequential<ln::Input<Price>, ln::Dense<256>, ln::ReLU, ln::Dense<128>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;

ln::Dataset<ln::TypeList<Price>> made_up(std::size_t samples) {
    ln::Dataset<ln::TypeList<Price>> data;
    const ln::Random random{7, 0};
    for (std::size_t i = 0; i < samples; ++i) {
        std::vector<float> numbers;
        for (std::size_t c = 0; c < Price::columns; ++c) {
            numbers.push_back(static_cast<float>(random.uniform(i * Price::columns + c) - 0.5));
        }
        data.add(numbers[0] * numbers[1] > 0.0F ? 1.0F : 0.0F, numbers);
    }
    return data;
}

} // namespace

int main() {
    const auto train = made_up(20'000);

    ln::Model<Network> alone{/*seed=*/1};
    const auto slow = ln::fit(alone, ln::BinaryCrossEntropy{}, ln::Adam{}, train, {.epochs = 2, .batch_size = 512});

    ln::ThreadPool pool{2};
    ln::Model<Network> shared{/*seed=*/1};
    const auto fast = ln::fit(shared, ln::BinaryCrossEntropy{}, ln::Adam{}, train,
                              {.epochs = 2, .batch_size = 512, .executor = &pool});

    const bool same = ln::predict(alone, train) == ln::predict(shared, train, 1024, &pool);
    std::printf("one thread: loss %.9f, %.2f s an epoch\n", slow.epochs.back().loss, slow.epochs.back().seconds);
    std::printf("two threads: loss %.9f, %.2f s an epoch\n", fast.epochs.back().loss, fast.epochs.back().seconds);
    std::printf("predictions: %s\n", same ? "equal to the last bit" : "DIFFERENT");
    return same && slow.epochs.back().loss == fast.epochs.back().loss ? 0 : 1;
}
