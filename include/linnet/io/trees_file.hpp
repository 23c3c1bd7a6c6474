// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/trees/boosted_trees.hpp>
#include <linnet/trees/tree_ensemble.hpp>
#include <linnet/version.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

inline constexpr std::uint64_t trees_file_format = 1;

/// The numbers of a tensor of one dimension.
template <class Number>
[[nodiscard]] LINNET_COLD std::vector<Number> tree_numbers(const SafetensorsFile& file, std::string_view name) {
    const FileTensor* const tensor = file.find(name);
    if (tensor == nullptr || tensor->type != tensor_type<Number>() || tensor->shape.size() != 1) {
        fail<DataError>({file.path(), ": has no list of ", tensor_type<Number>(), " '", name, "'"});
    }
    std::vector<Number> numbers(tensor->shape[0]);
    if (!numbers.empty()) {
        std::memcpy(numbers.data(), tensor->bytes.data(), tensor->bytes.size());
    }
    return numbers;
}

/// Throws DataError, naming the file, unless the trees are whole and read features that there are.
template <class T>
LINNET_COLD void check_trees(const TreeEnsemble<T>& trees, const SafetensorsFile& file) {
    constexpr std::uint8_t deepest = 16;
    std::size_t splits = 0;
    std::size_t leaves = 0;
    bool fits = trees.features <= std::size_t{1} << 32;
    for (const std::uint8_t depth : trees.depths) {
        fits = fits && depth <= deepest;
        splits += depth;
        leaves += std::size_t{1} << std::min(depth, deepest);
    }
    fits = fits && trees.split_features.size() == splits && trees.thresholds.size() == splits &&
           trees.missing_right.size() == splits && trees.gains.size() == splits && trees.leaves.size() == leaves;
    for (const std::uint32_t feature : trees.split_features) {
        fits = fits && feature < trees.features;
    }
    for (const std::uint8_t right : trees.missing_right) {
        fits = fits && right <= 1;
    }
    for (const T threshold : trees.thresholds) {
        fits = fits && !std::isnan(threshold);
    }
    for (const T leaf : trees.leaves) {
        fits = fits && std::isfinite(leaf);
    }
    for (const double gain : trees.gains) {
        fits = fits && gain >= 0.0 && std::isfinite(gain);
    }
    if (!fits || !std::isfinite(trees.first_score)) {
        fail<DataError>({file.path(), ": its trees are damaged: features, splits and leaves do not fit each other"});
    }
}

} // namespace detail

/// Writes fitted trees to a file that `load` reads, and Python's safetensors, too: `depths` of each tree, the
/// `split_features`, `thresholds`, `missing_right` and `gains` of its splits, and its `leaves`, of which a row's bits
/// are the index, see TreeEnsemble. Settings are not part of it. The file is replaced at once and whole.
/// Throws SettingError before the fit, DataError, naming the file and the reason, if it cannot be written.
template <class T, std::size_t W>
LINNET_COLD void save(const BoostedTrees<T, W>& trees, const std::string& path) {
    if (!trees.fitted()) {
        detail::fail<SettingError>({"BoostedTrees: save before fit"});
    }
    const TreeEnsemble<T>& all = trees.ensemble();
    SafetensorsWriter writer;
    writer.set_metadata("format", "linnet trees");
    writer.set_metadata("trees_format_version", detail::text({detail::trees_file_format}));
    writer.set_metadata("linnet_version",
                        detail::text({LINNET_VERSION_MAJOR, ".", LINNET_VERSION_MINOR, ".", LINNET_VERSION_PATCH}));
    writer.set_metadata("scalar", std::same_as<T, float> ? "float" : "double");
    writer.set_metadata("features", detail::text({all.features}));
    writer.set_metadata("predicts_probabilities", all.predicts_probabilities ? "1" : "0");
    writer.add("first_score", std::span<const T>{&all.first_score, 1});
    writer.add("depths", std::span{all.depths});
    writer.add("split_features", std::span{all.split_features});
    writer.add("thresholds", std::span{all.thresholds});
    writer.add("missing_right", std::span{all.missing_right});
    writer.add("gains", std::span{all.gains});
    writer.add("leaves", std::span{all.leaves});
    writer.write(path);
}

/// Gives the trees that `save` wrote to an object of any width, whose settings stay. Their bits are those of the trees
/// that were saved. Throws DataError, naming the file, if it cannot be read, is damaged, was written by a later version
/// or holds something else or another scalar; the object is then as it was.
template <class T, std::size_t W>
LINNET_COLD void load(BoostedTrees<T, W>& trees, const std::string& path) {
    const SafetensorsFile file{path};
    if (const std::string* const format = file.metadata("format"); format == nullptr || *format != "linnet trees") {
        detail::fail<DataError>({path, ": holds no trees that linnet has saved"});
    }
    if (const auto version = detail::number_of(file, "trees_format_version"); version > detail::trees_file_format) {
        detail::fail<DataError>({path, ": was written by a later linnet, in format ", version,
                                 "; this one reads up to ", detail::trees_file_format});
    }
    const std::string_view wanted = std::same_as<T, float> ? "float" : "double";
    if (const std::string* const scalar = file.metadata("scalar"); scalar == nullptr || *scalar != wanted) {
        detail::fail<DataError>(
            {path, ": holds trees of ", scalar == nullptr ? "nothing" : *scalar, ", not of ", wanted});
    }
    TreeEnsemble<T> read;
    read.features = detail::number_of(file, "features");
    read.predicts_probabilities = detail::number_of(file, "predicts_probabilities") != 0;
    const std::vector<T> first = detail::tree_numbers<T>(file, "first_score");
    if (first.size() != 1 || read.features == 0) {
        detail::fail<DataError>({path, ": its trees are damaged: there is no first score, or no feature"});
    }
    read.first_score = first[0];
    read.depths = detail::tree_numbers<std::uint8_t>(file, "depths");
    read.split_features = detail::tree_numbers<std::uint32_t>(file, "split_features");
    read.thresholds = detail::tree_numbers<T>(file, "thresholds");
    read.missing_right = detail::tree_numbers<std::uint8_t>(file, "missing_right");
    read.gains = detail::tree_numbers<double>(file, "gains");
    read.leaves = detail::tree_numbers<T>(file, "leaves");
    detail::check_trees(read, file);
    trees.set_ensemble(std::move(read));
}

} // namespace linnet::inline LINNET_ISA

#endif
