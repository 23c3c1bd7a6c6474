// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <list>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/memory_size.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/file_blocks.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/probe.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/vocabulary_tensors.hpp>
#include <linnet/network/quantisation.hpp>
#include <linnet/network/quantised.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class ModelType>
inline constexpr bool is_quantised_model = false;
template <class ModelType>
inline constexpr bool is_quantised_model<QuantisedModel<ModelType>> = true;

[[nodiscard]] LINNET_COLD inline std::string name_of_scales(std::string_view block) { return text({"scale/", block}); }
[[nodiscard]] LINNET_COLD inline std::string name_of_error(std::string_view table) {
    return text({"largest_error/", table});
}

/// Adds what the file of a quantised model has of a block: nothing for a table that lookups do not read.
template <class T>
LINNET_COLD void add_block(const ParameterBlock<T>& block, SafetensorsWriter& writer) {
    const QuantisedTable<T>& table = block.quantised;
    if (table.empty()) {
        if (block.values.columns() != 0) {
            writer.add(block.name, block.values.view());
        }
    } else if (table.format() == TableFormat::int8) {
        writer.add(block.name,
                   ConstMatrixView<std::int8_t>{table.int8_row(0), table.rows(), table.columns(), table.columns()});
        static_assert(sizeof(RowScale<T>) == 2 * sizeof(T));
        writer.add(name_of_scales(block.name),
                   ConstMatrixView<T>{&table.scale(0).scale, table.rows(), 2, 2}); // of each row, scale and offset
    } else {
        writer.add_bfloat16(block.name, {table.bfloat16_row(0), table.rows(), table.columns(), table.columns()});
    }
}

/// Gives a model the blocks of the file of a quantised one. Tables in fewer bits are left to `table`.
template <class T>
class QuantisedFileBlocks final : public BlockSource<T> {
public:
    QuantisedFileBlocks(const SafetensorsFile& file, bool in_place)
        : file_{file}, in_place_{in_place}, plain_{file, in_place} {}

    [[nodiscard]] LINNET_COLD Matrix<T> values(std::string_view name, BlockKind kind, std::size_t rows,
                                               std::size_t columns) override {
        const FileTensor* const tensor = file_.find(name);
        const std::string derived = text({name, ".propagated"});
        const bool is_derived = kind == BlockKind::rows && file_.find(derived) != nullptr;
        if (is_derived) {
            plain_.leave_out(derived);
        }
        if (kind == BlockKind::rows && (is_quantised(tensor) || (is_derived && tensor == nullptr))) {
            plain_.leave_out(name);
            return FileBlocks<T>::nothing(rows, columns);
        }
        return plain_.values(name, kind, rows, columns);
    }
    /// Throws DataError as `FileBlocks::check` does.
    LINNET_COLD void check() const { plain_.check(); }

    /// Takes a block over from the model, with the numbers of the file. Throws DataError, naming it, if they do not
    /// fit.
    LINNET_COLD ParameterBlock<T> take(ParameterBlock<T>& block, bool is_source) {
        ParameterBlock<T> taken{block.name, block.kind, {}, block.shared, block.looked_up, {}};
        const FileTensor* const tensor = file_.find(block.name);
        const std::size_t rows = block.values.rows();
        const std::size_t columns = block.values.columns();
        if (is_source && tensor == nullptr) { // lookups read what is derived from it
            return taken;
        }
        if (!is_quantised(tensor)) {
            taken.values = block.kind == BlockKind::derived ? plain_.values(block.name, block.kind, rows, columns)
                                                            : std::move(block.values);
            return taken;
        }
        check_tensor(block.name, *tensor, rows, columns);
        if (tensor->type == "I8") {
            const std::string name = name_of_scales(block.name);
            const FileTensor* const scales = file_.find(name);
            if (scales == nullptr || scales->type != tensor_type<T>()) {
                fail<DataError>(
                    {file_.path(), ": does not fit the network: it lacks ", tensor_type<T>(), " '", name, "'"});
            }
            check_tensor(name, *scales, rows, 2);
            taken.quantised = {rows, columns, buffer_of<std::int8_t>(*tensor), buffer_of<RowScale<T>>(*scales)};
        } else {
            taken.quantised = {rows, columns, buffer_of<std::uint16_t>(*tensor)};
        }
        return taken;
    }

private:
    [[nodiscard]] static bool is_quantised(const FileTensor* tensor) {
        return tensor != nullptr && (tensor->type == "I8" || tensor->type == "BF16");
    }
    LINNET_COLD void check_tensor(std::string_view name, const FileTensor& tensor, std::size_t rows,
                                  std::size_t columns) const {
        if (tensor.shape.size() != 2 || tensor.shape[0] != rows || tensor.shape[1] != columns) {
            fail<DataError>({file_.path(), ": does not fit the network: '", name, "' is not ", rows, " x ", columns});
        }
    }
    template <class Number>
    [[nodiscard]] LINNET_COLD AlignedBuffer<Number> buffer_of(const FileTensor& tensor) const {
        const std::size_t count = tensor.bytes.size() / sizeof(Number);
        if (in_place_ && reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % alignof(Number) == 0) {
            return {reinterpret_cast<Number*>(tensor.bytes.data()), count, file_.owner()};
        }
        AlignedBuffer<Number> copy(count);
        if (count != 0) {
            std::memcpy(copy.data(), tensor.bytes.data(), tensor.bytes.size());
        }
        return copy;
    }

    const SafetensorsFile& file_;
    bool in_place_;
    FileBlocks<T> plain_;
};

/// What the metadata of a file say of an error; NaN if nothing.
[[nodiscard]] LINNET_COLD inline double error_of(const SafetensorsFile& file, std::string_view table) {
    const std::string* const saved = file.metadata(name_of_error(table));
    return saved == nullptr ? std::numeric_limits<double>::quiet_NaN() : std::strtod(saved->c_str(), nullptr);
}

template <class ModelType>
[[nodiscard]] LINNET_COLD QuantisedModel<ModelType>
load_quantised(const SafetensorsFile& file, const LoadOptions& options, const QuantisedModel<ModelType>*) {
    using T = typename ModelType::scalar;
    if (file.metadata("bytes_before") == nullptr) {
        fail<DataError>({file.path(), ": holds no quantised model that linnet has saved"});
    }
    QuantisedFileBlocks<T> source{file, options.mmap};
    ModelType frame = model_of_file<ModelType>(file, source);
    source.check();
    Parameters<T>& parameters = frame.parameters();
    Parameters<T> blocks;
    QuantisationSizes sizes{.bytes_before = number_of(file, "bytes_before")};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::string table = parameters[parameters.source_of(i)].name;
        const std::size_t before =
            padded_elements<T>(parameters[i].values.rows(), parameters[i].values.columns()) * sizeof(T);
        blocks.add(source.take(parameters[i], parameters.is_source(i)));
        const ParameterBlock<T>& taken = blocks[i];
        if (!taken.quantised.empty()) {
            sizes.format = taken.quantised.format();
            sizes.tables.push_back({table, before, taken.bytes(), error_of(file, table)});
        }
    }
    source.check();
    sizes.bytes_after = blocks.bytes();
    QuantisedModel<ModelType> model{frame, std::move(blocks), std::move(sizes)};
    check_layers(model, file);
    check_probe(model, file);
    return model;
}

} // namespace detail

/// Writes a quantised model to a file that `load` reads, as `save` of a model does: tables in int8 as tensors of type
/// I8, with scale and offset of each row as `scale/<name>`, of shape `rows x 2`; those in bfloat16 as BF16. Python's
/// safetensors reads both. With GraphPropagation, what lookups read is there in place of the tables and the graph.
template <class ModelType>
LINNET_COLD void save(const QuantisedModel<ModelType>& model, const std::string& path) {
    SafetensorsWriter writer;
    std::list<VocabularyTensors> vocabularies;
    detail::add_identity(model, writer, vocabularies);
    writer.set_metadata("bytes_before", detail::text({model.sizes().bytes_before}));
    for (const QuantisedTableSize& table : model.sizes().tables) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.17g", table.largest_error);
        writer.set_metadata(detail::name_of_error(table.name), digits);
    }
    for (const auto& block : model.parameters()) {
        detail::add_block(block, writer);
    }
    typename ModelType::Workspace workspace; // with the predictions until they are written
    if constexpr (detail::Probe<ModelType>::possible) {
        if (detail::Probe<QuantisedModel<ModelType>>::fits(model)) {
            const detail::Probe<QuantisedModel<ModelType>> probe{model};
            writer.add("check/predictions", model.predict(probe.batch(), workspace));
        }
    }
    writer.write(path);
}

/// The quantised model that `save` wrote to the file, for any width: `load<QuantisedModel<Model<Network>>>(path)`. Its
/// bits are those of the model that was saved. With `{.mmap = true}` tables stay in the file. Throws DataError as the
/// `load` of a model does.
template <class Quantised>
    requires detail::is_quantised_model<Quantised>
[[nodiscard]] LINNET_COLD Quantised load(const std::string& path, const LoadOptions& options = {}) {
    return detail::load_quantised(SafetensorsFile{path}, options, static_cast<const Quantised*>(nullptr));
}

} // namespace linnet::inline LINNET_ISA

#endif
