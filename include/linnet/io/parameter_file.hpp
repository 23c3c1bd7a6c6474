// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <list>
#include <span>
#include <string>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/io/file_blocks.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>

namespace linnet::inline LINNET_ISA {

/// Writes the parameters and statistics of a model, and nothing else, under the names of their blocks, for PyTorch or
/// Keras. Blocks of one row, such as biases, have one dimension. For PyTorch, `out_in` turns the kernels:
/// `linear.weight.data = torch.from_numpy(tensors["1.kernel"])`. To keep a model, `save` it.
/// Throws DataError, naming the file and the reason, if it cannot be written.
template <class ModelType>
LINNET_COLD void save_parameters(const ModelType& model, const std::string& path,
                                 KernelLayout layout = KernelLayout::in_out) {
    constexpr bool has_values = requires { model.current_parameters(); };
    static_assert(has_values, "linnet: a quantised model has no numbers that others could take for its tables: give "
                              "save_parameters the model that it is made from.");
    using T = typename ModelType::scalar;
    SafetensorsWriter writer;
    std::list<Matrix<T>> turned;
    for (const ParameterBlock<T>& block : model.parameters()) {
        const ConstMatrixView<T> values = block.values.view();
        if (block.kind == BlockKind::derived) {
            continue;
        }
        if (layout == KernelLayout::out_in && detail::is_kernel(block.name)) {
            Matrix<T>& matrix = turned.emplace_back(values.columns, values.rows);
            for (std::size_t r = 0; r < values.rows; ++r) {
                for (std::size_t c = 0; c < values.columns; ++c) {
                    matrix.view()(c, r) = values(r, c);
                }
            }
            writer.add(block.name, std::as_const(matrix).view());
        } else if (block.kind != BlockKind::rows && values.rows == 1 && !detail::is_kernel(block.name)) {
            writer.add(block.name, std::span<const T>{values.row(0), values.columns});
        } else {
            writer.add(block.name, values);
        }
    }
    writer.write(path);
}

/// Gives a model the parameters and statistics that a file has under the names of its blocks, which `summary` tells:
/// those of `save_parameters`, or of a network that PyTorch or Keras has trained. Tensors with a '/' in their names are
/// passed over. Throws DataError, naming the file, if it cannot be read or does not fit: tensors that are missing,
/// extra or of another type or shape are all named. The model is then as before.
template <class ModelType>
LINNET_COLD void load_parameters(ModelType& model, const std::string& path,
                                 KernelLayout layout = KernelLayout::in_out) {
    using T = typename ModelType::scalar;
    const SafetensorsFile file{path};
    FileBlocks<T> blocks{file, false, layout};
    std::list<Matrix<T>> values;
    const auto& parameters = std::as_const(model).parameters();
    for (const ParameterBlock<T>& block : parameters) {
        if (block.kind == BlockKind::derived) {
            continue;
        }
        values.push_back(blocks.values(block.name, block.kind, block.values.rows(), block.values.columns()));
    }
    blocks.check();
    for (ParameterBlock<T>& block : model.parameters()) {
        if (block.kind == BlockKind::derived) {
            continue;
        }
        block.values = std::move(values.front());
        values.pop_front();
    }
}

} // namespace linnet::inline LINNET_ISA

#endif
