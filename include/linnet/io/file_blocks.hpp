// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>

namespace linnet::inline LINNET_ISA {

/// How the kernels of a file lie: `in x out` as here and in Keras, or `out x in` as in PyTorch.
enum class KernelLayout { in_out, out_in };

namespace detail {

/// Whether a block is a kernel, the only kind that lies in two ways.
[[nodiscard]] inline bool is_kernel(std::string_view block) { return block.ends_with("kernel"); }

} // namespace detail

/// Gives a model the blocks that a file has under their names. Names with a '/' are not those of blocks.
template <class T>
class FileBlocks final : public BlockSource<T> {
public:
    /// `in_place` lets tables lie in the mapped file, without a copy.
    FileBlocks(const SafetensorsFile& file, bool in_place, KernelLayout layout = KernelLayout::in_out)
        : file_{file}, in_place_{in_place}, layout_{layout} {}

    /// The values of a block; if the file does not have them, which `check` reports, a matrix without memory.
    [[nodiscard]] LINNET_COLD Matrix<T> values(std::string_view name, BlockKind kind, std::size_t rows,
                                               std::size_t columns) override {
        asked_.emplace_back(name);
        const FileTensor* const tensor = file_.find(name);
        if (tensor == nullptr) {
            detail::append(missing_, {missing_.empty() ? "" : ", ", "'", name, "'"});
            return nothing(rows, columns);
        }
        const bool turned = layout_ == KernelLayout::out_in && detail::is_kernel(name);
        const std::size_t file_rows = turned ? columns : rows;
        const std::size_t file_columns = turned ? rows : columns;
        const bool one_row = file_rows == 1 && tensor->shape.size() == 1 && tensor->shape[0] == file_columns;
        if (tensor->type != detail::tensor_type<T>() ||
            !(one_row ||
              (tensor->shape.size() == 2 && tensor->shape[0] == file_rows && tensor->shape[1] == file_columns))) {
            detail::append(different_, {different_.empty() ? "" : ", ", "'", name, "' is ", tensor->type, " "});
            append_shape(tensor->shape);
            detail::append(different_, {", not ", detail::tensor_type<T>(), " ", file_rows, " x ", file_columns});
            return nothing(rows, columns);
        }
        const bool aligned = reinterpret_cast<std::uintptr_t>(tensor->bytes.data()) % alignof(T) == 0;
        if (in_place_ && aligned && kind == BlockKind::rows) {
            return {MatrixView<T>{reinterpret_cast<T*>(tensor->bytes.data()), rows, columns, columns}, file_.owner()};
        }
        Matrix<T> result(rows, columns);
        for (std::size_t r = 0; r < rows && columns != 0; ++r) {
            const std::byte* const row = tensor->bytes.data() + r * sizeof(T) * (turned ? 1 : columns);
            if (turned) {
                for (std::size_t c = 0; c < columns; ++c) {
                    std::memcpy(&result.view()(r, c), row + c * rows * sizeof(T), sizeof(T));
                }
            } else {
                std::memcpy(result.view().row(r), row, columns * sizeof(T));
            }
        }
        return result;
    }

    /// Says that somebody else reads a tensor.
    LINNET_COLD void leave_out(std::string_view name) { asked_.emplace_back(name); }
    /// A matrix that takes no memory, however many rows a damaged file speaks of.
    LINNET_COLD static Matrix<T> nothing(std::size_t rows, std::size_t columns) {
        return {MatrixView<T>{nullptr, rows, columns, columns}, std::make_shared<char>()};
    }

    /// Once the model is made: throws DataError, which names all of them, if the file lacks a block, has one of another
    /// type or shape, or has a tensor that is none.
    LINNET_COLD void check() const {
        std::string extra;
        for (const FileTensor& tensor : file_.tensors()) {
            if (tensor.name.find('/') == std::string::npos &&
                std::find(asked_.begin(), asked_.end(), tensor.name) == asked_.end()) {
                detail::append(extra, {extra.empty() ? "" : ", ", "'", tensor.name, "'"});
            }
        }
        std::string problem;
        const auto add = [&problem](std::string_view what, const std::string& names) {
            if (!names.empty()) {
                detail::append(problem, {problem.empty() ? "" : "; ", what, names});
            }
        };
        add("it lacks ", missing_);
        add("", different_);
        add("the network has no ", extra);
        if (!problem.empty()) {
            detail::fail<DataError>({file_.path(), ": does not fit the network: ", problem});
        }
    }

private:
    LINNET_COLD void append_shape(const std::vector<std::size_t>& shape) {
        detail::append(different_, {shape.empty() ? "number" : ""});
        for (std::size_t i = 0; i < shape.size(); ++i) {
            detail::append(different_, {i == 0 ? "" : " x ", shape[i]});
        }
    }

    const SafetensorsFile& file_;
    bool in_place_;
    KernelLayout layout_;
    std::vector<std::string> asked_;
    std::string missing_;
    std::string different_;
};

} // namespace linnet::inline LINNET_ISA

#endif
