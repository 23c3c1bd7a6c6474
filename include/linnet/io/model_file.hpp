// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/io/file_blocks.hpp>
#include <linnet/io/graph_tensors.hpp>
#include <linnet/io/probe.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/vocabulary_tensors.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/version.hpp>

namespace linnet::inline LINNET_ISA {

/// How a model is loaded.
struct LoadOptions {
    /// Tables stay in the file, which is mapped: loading reads only what is looked up, and processes share the memory.
    /// For prediction; a Trainer copies them first.
    bool mmap = false;
};

namespace detail {

inline constexpr std::uint64_t model_file_format = 1;

/// The layers of a network, a line for each: what two networks with equal blocks may still differ in.
template <class ModelType>
[[nodiscard]] LINNET_COLD std::string layers_of(const ModelType& model) {
    Description description;
    model.describe(description);
    std::string lines;
    for (const LayerDescription& line : description.lines()) {
        append(lines, {std::string_view{"        "}.substr(0, line.depth < 8 ? line.depth : 8), line.label, " ",
                       line.columns, line.steps ? " for each step\n" : "\n"});
    }
    return lines;
}

/// The first line in which two texts differ, of each of them.
[[nodiscard]] LINNET_COLD inline std::pair<std::string_view, std::string_view> different_lines(std::string_view a,
                                                                                               std::string_view b) {
    const auto take_line = [](std::string_view& rest) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : rest.size());
        return line;
    };
    std::pair<std::string_view, std::string_view> lines;
    do {
        lines = {take_line(a), take_line(b)};
    } while (lines.first == lines.second && !(a.empty() && b.empty()));
    return lines;
}

/// A whole number that a file has as text.
[[nodiscard]] LINNET_COLD inline std::uint64_t number_of(const SafetensorsFile& file, std::string_view key) {
    const std::string* const text = file.metadata(key);
    std::uint64_t number = 0;
    const char* const end = text == nullptr ? nullptr : text->data() + text->size();
    if (text == nullptr || std::from_chars(text->data(), end, number).ptr != end || text->empty()) {
        fail<DataError>({file.path(), ": is not a model that linnet has saved: it has no number '", key, "'"});
    }
    return number;
}

/// Calls `use.operator()<F>(first)` for each feature with ids; `first` says that none before it has its vocabulary.
template <class ModelType, class Use>
LINNET_COLD void for_each_vocabulary(const typename ModelType::vocabularies_type& vocabularies, const Use& use) {
    std::vector<const Vocabulary*> seen;
    const auto visit = [&]<class F>() {
        if constexpr (IdFeature<F>) {
            const Vocabulary* const vocabulary = &vocabularies.template of<F>();
            bool first = true;
            for (const Vocabulary* const other : seen) {
                first = first && other != vocabulary;
            }
            seen.push_back(vocabulary);
            use.template operator()<F>(first);
        }
    };
    [&]<Feature... F>(TypeList<F...>) { (visit.template operator()<F>(), ...); }(typename ModelType::features{});
}

/// Throws DataError unless the model predicts for made-up samples what the one that was saved predicted.
template <class ModelType>
LINNET_COLD void check_probe(const ModelType& model, const SafetensorsFile& file) {
    using T = typename ModelType::scalar;
    const FileTensor* const saved = file.find("check/predictions");
    if constexpr (Probe<ModelType>::possible) {
        if (saved == nullptr || !Probe<ModelType>::fits(model)) {
            return;
        }
        const Probe<ModelType> probe{model};
        typename ModelType::Workspace workspace;
        const auto predictions = model.predict(probe.batch(), workspace);
        const std::size_t count = predictions.rows * predictions.columns;
        for (std::size_t i = 0; i < count; ++i) {
            T before{};
            if (saved->bytes.size() != count * sizeof(T)) {
                fail<DataError>({file.path(), ": tensor 'check/predictions' is damaged"});
            }
            std::memcpy(&before, saved->bytes.data() + i * sizeof(T), sizeof(T));
            const T now = predictions(i / predictions.columns, i % predictions.columns);
            // Processors without FMA round differently.
            if (!(std::abs(now - before) <= static_cast<T>(1e-4) * (T{1} + std::abs(before))) && !std::isnan(before)) {
                fail<DataError>({file.path(), ": predicts ", static_cast<double>(now),
                                 " where the model that was saved predicted ", static_cast<double>(before),
                                 ": the file is damaged, or this program computes its "
                                 "layers in another way"});
            }
        }
    }
}

/// Adds what a file says of a model besides its numbers. The vocabularies are put into a list that must live until the
/// file is written.
template <class ModelType>
LINNET_COLD void add_identity(const ModelType& model, SafetensorsWriter& writer,
                              std::list<VocabularyTensors>& vocabularies) {
    using T = typename ModelType::scalar;
    writer.set_metadata("format", "linnet");
    writer.set_metadata("format_version", text({model_file_format}));
    writer.set_metadata("linnet_version",
                        text({LINNET_VERSION_MAJOR, ".", LINNET_VERSION_MINOR, ".", LINNET_VERSION_PATCH}));
    writer.set_metadata("scalar", std::same_as<T, float> ? "float" : "double");
    writer.set_metadata("seed", text({model.seed()}));
    writer.set_metadata("layers", layers_of(model));
    for_each_vocabulary<ModelType>(model.vocabularies(), [&]<class F>(bool first) {
        writer.set_metadata(text({"rows/", F::name}), text({model.template rows<F>()}));
        if (first && model.template vocabulary<F>().size() > 1) {
            vocabularies.emplace_back(model.template vocabulary<F>()).add_to(writer, F::name);
        }
    });
}

/// Makes the model that a file describes, with the blocks of `blocks`, which checks them afterwards. Throws DataError,
/// naming the file, if it was written by a later version, or holds another scalar, or numbers of rows that contradict
/// each other.
template <class ModelType>
[[nodiscard]] LINNET_COLD ModelType model_of_file(const SafetensorsFile& file,
                                                  BlockSource<typename ModelType::scalar>& blocks) {
    using T = typename ModelType::scalar;
    const std::uint64_t version = number_of(file, "format_version");
    if (version > model_file_format) {
        fail<DataError>({file.path(), ": was written by a later linnet, in format ", version, "; this one reads up to ",
                         model_file_format});
    }
    const std::string* const scalar = file.metadata("scalar");
    const std::string_view wanted = std::same_as<T, float> ? "float" : "double";
    if (scalar != nullptr && *scalar != wanted) {
        fail<DataError>({file.path(), ": holds a model of ", *scalar, ", not of ", wanted});
    }
    typename ModelType::vocabularies_type vocabularies;
    typename ModelType::rows_list rows;
    for_each_vocabulary<ModelType>(vocabularies, [&]<class F>(bool first) {
        if (first) {
            vocabularies.template of<F>() = VocabularyTensors::read(file, F::name);
        }
        if constexpr (F::rows == dynamic) {
            const std::uint64_t count = number_of(file, text({"rows/", F::name}));
            if (count > std::numeric_limits<row_id>::max()) {
                fail<DataError>({file.path(), ": feature '", F::name, "' has ", count, " rows, more than ids"});
            }
            rows.emplace_back(F::name, count);
        }
    });
    const std::uint64_t seed = number_of(file, "seed");
    try {
        return ModelType{seed, vocabularies, rows, blocks};
    } catch (const SettingError& error) { // of numbers of rows that contradict each other
        fail<DataError>({file.path(), ": does not fit the network: ", error.what()});
    }
}

/// Throws DataError, naming the file, if its model has other layers.
template <class ModelType>
LINNET_COLD void check_layers(const ModelType& model, const SafetensorsFile& file) {
    const std::string* const layers = file.metadata("layers");
    const std::string own = layers_of(model);
    if (layers != nullptr && *layers != own) {
        const auto [saved, here] = different_lines(*layers, own);
        fail<DataError>({file.path(), ": holds another network: it has '", saved, "' where this one has '", here, "'"});
    }
}

/// What the file of a model has of it. It must live until the file is written.
template <class ModelType>
class ModelTensors {
public:
    LINNET_COLD ModelTensors(const ModelType& model, SafetensorsWriter& writer) {
        add_identity(model, writer, vocabularies_);
        for (const auto& block : model.parameters()) {
            if (block.kind != BlockKind::derived) {
                writer.add(block.name, block.values.view());
            }
        }
        if constexpr (ModelType::graph_layers != 0) {
            if (model.graph() == nullptr) {
                return; // it does not predict without one
            }
            add_graph(*model.graph(), model.graph_features(), writer);
        }
        if constexpr (Probe<ModelType>::possible) {
            if (Probe<ModelType>::fits(model)) {
                const Probe<ModelType> probe{model};
                writer.add("check/predictions", model.predict(probe.batch(), workspace_));
            }
        }
    }
    ModelTensors(const ModelTensors&) = delete;
    ModelTensors& operator=(const ModelTensors&) = delete;

private:
    std::list<VocabularyTensors> vocabularies_;
    typename ModelType::Workspace workspace_; // with the predictions
};

} // namespace detail

/// Writes a model to a file that `load` reads: parameters and statistics under the names of their blocks (see Builder),
/// vocabularies, graph, seed, and what the network looks like. It is a safetensors file, which Python reads, too:
/// `safetensors.numpy.load_file(path)["1.kernel"]`. Kernels are `in x out`, as in Keras. Preprocessing is not part of
/// it. The file is replaced at once and whole, whatever happens meanwhile.
/// Throws DataError, naming the file and the reason, if it cannot be written.
template <class ModelType>
LINNET_COLD void save(const ModelType& model, const std::string& path) {
    SafetensorsWriter writer;
    const detail::ModelTensors<ModelType> tensors{model, writer};
    writer.write(path);
}

/// The model that `save` wrote to the file, for any width. Its bits are those of the model that was saved.
/// Throws DataError, naming the file, if it cannot be read, is damaged, was written by a later version, or holds
/// another network or scalar; blocks that are missing, extra or of another shape are all named.
template <class ModelType>
[[nodiscard]] LINNET_COLD ModelType load(const std::string& path, const LoadOptions& options = {}) {
    const SafetensorsFile file{path};
    FileBlocks<typename ModelType::scalar> blocks{file, options.mmap};
    ModelType model = detail::model_of_file<ModelType>(file, blocks);
    blocks.check();
    detail::check_layers(model, file);
    if constexpr (ModelType::graph_layers != 0) {
        detail::load_graph(model, file);
    }
    detail::check_probe(model, file);
    return model;
}

} // namespace linnet::inline LINNET_ISA

#endif
