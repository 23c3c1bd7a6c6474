// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>
#include <vector>

#include <linnet/core/matrix_view.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/network/model.hpp>

#include "support/case.hpp"
#include "support/copy_parameters.hpp"
#include "support/small_network.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class T, std::size_t W>
class OurSmallNetwork {
    using Network =
        Sequential<Input<Numeric<"numbers", small_inputs>>, Dense<32>, ReLU, Dense<16>, ReLU, Dense<1>, Sigmoid>;

public:
    explicit OurSmallNetwork(const std::vector<double>& values) { copy_parameters(values, model_.parameters()); }

    T predict(const T* in) {
        return model_.predict({1, {ConstMatrixView<T>{in, 1, small_inputs, small_inputs}}}, workspace_)(0, 0);
    }

private:
    Model<Network, T, W> model_;
    typename Model<Network, T, W>::Workspace workspace_;
};

const Cases cases{[] {
    for_each_width([]<class T, std::size_t W>() {
        add(std::make_unique<SmallCase<OurSmallNetwork<T, W>, T>>(), {small_workload()}, column_of<T, W>());
    });
}};

} // namespace linnet::bench
