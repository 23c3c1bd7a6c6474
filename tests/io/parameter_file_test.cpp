// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/parameter_file.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>

#include "../support/same_parameters.hpp"
#include "../support/temporary_file.hpp"

namespace parameter_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::check_same_parameters;
using linnet_test::TemporaryFile;

namespace {

using Seen = Sequence<"seen", 9, 5>;
using Network = Sequential<Embedding<Seen, 4>, GRU<3>, Last, Dense<2>, BatchNorm<>>;
using ModelOf = Model<Network, float, 4>;

float number_at(const FileTensor& tensor, std::size_t i) {
    float number = 0;
    std::memcpy(&number, tensor.bytes.data() + i * sizeof(float), sizeof(float));
    return number;
}

} // namespace

TEST_CASE("parameters come back from a file of either layout, and what is not turned does not fit") {
    const ModelOf model{1};
    for (const KernelLayout layout : {KernelLayout::in_out, KernelLayout::out_in}) {
        const TemporaryFile file{""};
        save_parameters(model, file.name(), layout);
        ModelOf other{2};
        load_parameters(other, file.name(), layout);
        check_same_parameters(model, other);

        const SafetensorsFile read{file.name()};
        CHECK(read.tensors().size() == model.parameters().size());
        const FileTensor& kernel = *read.find("3.kernel");
        const auto values = model.parameters()[model.parameters().find("3.kernel")].values.view();
        const bool turned = layout == KernelLayout::out_in;
        CHECK(kernel.shape == (turned ? std::vector<std::size_t>{2, 3} : std::vector<std::size_t>{3, 2}));
        CHECK(number_at(kernel, 1) == (turned ? values(1, 0) : values(0, 1)));
        CHECK(read.find("3.bias")->shape == std::vector<std::size_t>{2});
        CHECK(read.find("0.seen.embedding")->shape == std::vector<std::size_t>{9, 4});

        const ModelOf before = other;
        const KernelLayout wrong = turned ? KernelLayout::in_out : KernelLayout::out_in;
        CHECK_THROWS_WITH_AS(
            load_parameters(other, file.name(), wrong),
            (file.name() + ": does not fit the network: " +
             (turned ? "'1.kernel' is F32 9 x 4, not F32 4 x 9, '1.recurrent_kernel' is F32 9 x 3, not "
                       "F32 3 x 9, '3.kernel' is F32 2 x 3, not F32 3 x 2"
                     : "'1.kernel' is F32 4 x 9, not F32 9 x 4, '1.recurrent_kernel' is F32 3 x 9, not "
                       "F32 9 x 3, '3.kernel' is F32 3 x 2, not F32 2 x 3"))
                .c_str(),
            DataError);
        check_same_parameters(before, other);
    }
}

#else

TEST_CASE("parameter_file") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace parameter_file_test
