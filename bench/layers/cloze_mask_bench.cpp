// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <vector>

#include <linnet/core/ratio.hpp>
#include <linnet/layers/cloze_mask.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/sequential.hpp>

#include "support/naive_sequences.hpp"
#include "support/steps_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_steps_layer<Sequential<ClozeMask<percent<20>>, Last>>(
        pooling_workload("ClozeMask, Last"), [](const auto& data) {
            std::vector<double> out;
            for (std::size_t c = 0; c < SequenceSizes::columns; ++c) {
                out.push_back(data.parameter(0, 0, c)); // the last step is the mask
            }
            return out;
        });
}};

} // namespace linnet::bench
