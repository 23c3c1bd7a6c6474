// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/side_table.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

/// How the rows of a frame become samples.
struct FrameSampleOptions {
    std::string label = "label"; ///< a column of numbers; if empty, the samples have no labels
    SideTableOptions columns{};
};

namespace detail {

/// A column of numbers as labels. Throws DataError if one is missing or infinite.
[[nodiscard]] LINNET_COLD inline std::vector<float> frame_labels(const Frame& frame, const std::string& name) {
    std::vector<float> labels = frame.numbers(name);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (std::isnan(labels[row])) {
            fail<DataError>({"column '", name, "', row ", row, ": a sample has no label"});
        }
        if (std::isinf(labels[row])) {
            fail<DataError>({"column '", name, "', row ", row, ": the label is infinite"});
        }
    }
    return labels;
}

} // namespace detail

/// Turns each row of a frame into a sample; `frame_column` reads each feature.
/// Throws DataError if the frame lacks a column, a label is missing, a label or number is infinite, or a number that
/// should be an id is not one.
template <class Features, class All, class Places>
[[nodiscard]] LINNET_COLD Dataset<Features> frame_samples(const Frame& frame,
                                                          const detail::VocabularySet<All, Places>& vocabularies,
                                                          const FrameSampleOptions& options = {}) {
    Dataset<Features> data;
    if (!options.label.empty()) {
        data.labels = detail::frame_labels(frame, options.label);
    }
    [&]<class... Fs>(TypeList<Fs...>) {
        ((data.template column<Fs>() = frame_column<Fs>(frame, vocabularies, options.columns)), ...);
    }(Features{});
    return data;
}

} // namespace linnet::inline LINNET_ISA
