// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/random.hpp>
#include <linnet/losses/multinomial.hpp>

#include "support/case.hpp"
#include "support/check.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

constexpr std::size_t batch = 64;
constexpr std::size_t items = 3000;
constexpr std::size_t length = 100; // of each list

template <class T, std::size_t W>
class MultinomialCase : public Case {
public:
    MultinomialCase() : logits_(batch, items), gradient_(batch, items), scratch_(batch) {
        fill_random(logits_.view(), Random{17, 0});
        for (std::size_t i = 0; i <= batch; ++i) {
            offsets_.push_back(i * length);
        }
        for (std::size_t i = 0; i < batch * length; ++i) {
            ids_.push_back(static_cast<row_id>(Random{17, 1}.below(items, i)));
        }
    }

    void prepare(Check& check) override {
        evaluate();
        double loss = 0;
        for (std::size_t r = 0; r < batch; ++r) {
            double total = 0;
            double slopes = 0;
            for (std::size_t c = 0; c < items; ++c) {
                total += std::exp(static_cast<double>(logits_.view()(r, c)));
                slopes += gradient_.view()(r, c);
            }
            for (std::size_t i = r * length; i < (r + 1) * length; ++i) {
                loss += std::log(total) - static_cast<double>(logits_.view()(r, ids_[i]));
            }
            check.number("the sum of the gradient", slopes, 0, 1e-4);
        }
        check.number("the loss", mean_ / length, loss / batch / length, 1e-5);
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { evaluate(); });
    }

private:
    using Had = MultiCategorical<"had", items>;

    void evaluate() {
        const Targets<T> none{ConstMatrixView<T>{nullptr, batch, 0, 0}};
        mean_ = Multinomial<Had>{}.template value_and_gradient<T, W>(
            logits_.view(), JaggedColumn<T>{offsets_, ids_, {}}, none, gradient_.view(), scratch_.data());
    }

    Matrix<T> logits_;
    Matrix<T> gradient_;
    std::vector<std::uint64_t> offsets_;
    std::vector<row_id> ids_;
    std::vector<T> scratch_;
    T mean_ = 0;
};

} // namespace

const Cases cases{[] {
    // The logits are read twice; the gradient is written, divided by its sum, and scaled.
    const Workload workload{.name = "Multinomial of 100 of 3000 ids, value and gradient",
                            .batch = batch,
                            .flops = 5 * items,
                            .elements = 7 * items,
                            .footprint = 2.0 * batch * items};
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<MultinomialCase<T, W>>(), {workload}, column_of<T, W>());
    });
}};

} // namespace linnet::bench
