// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/call_loss.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/batch.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/losses/multinomial.hpp>

namespace call_loss_test {

using namespace linnet;

using List = MultiCategorical<"list", 3>;
using Features = TypeList<List>;

TEST_CASE("a loss gets predictions and targets, and the list that it compares with, if it names one") {
    const std::vector<double> z{0.5, -1.0, 2.0};
    const std::vector<double> y{1.0, 0.0, 1.0};
    const std::vector<std::uint64_t> offsets{0, 2};
    const std::vector<row_id> ids{2, 0};
    const JaggedColumn<double> list{offsets, ids, {}};
    const Batch<double, List> batch{1, {list}};
    const ConstMatrixView<double> predictions{z.data(), 1, 3, 3};
    const auto run = [&](const auto& call) {
        std::vector<double> numbers(4);
        std::vector<double> scratch(3);
        numbers[3] = call(MatrixView<double>{numbers.data(), 1, 3, 3}, scratch.data());
        return numbers;
    };
    const auto through = [&](const auto& loss, const Targets<double>& targets) {
        return run([&](const MatrixView<double>& gradient, double* scratch) {
            return detail::call_loss<4, Features, true, double>(loss, batch, predictions, targets, gradient, scratch);
        });
    };
    const Targets<double> labels{ConstMatrixView<double>{y.data(), 1, 3, 3}};
    const Targets<double> nothing{ConstMatrixView<double>{nullptr, 1, 0, 0}};
    CHECK(through(MeanSquaredError{}, labels) == run([&](const MatrixView<double>& gradient, double* scratch) {
              return MeanSquaredError{}.value_and_gradient<double, 4>(predictions, labels, gradient, scratch);
          }));
    CHECK(through(Multinomial<List>{}, nothing) == run([&](const MatrixView<double>& gradient, double* scratch) {
              return Multinomial<List>{}.value_and_gradient<double, 4>(predictions, list, nothing, gradient, scratch);
          }));
}

} // namespace call_loss_test
