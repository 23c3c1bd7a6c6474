// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/replaced_file.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// How safetensors spells a type.
template <class Number>
[[nodiscard]] consteval std::string_view tensor_type() {
    static_assert(std::endian::native == std::endian::little);
    if constexpr (std::same_as<Number, float>) {
        return "F32";
    } else if constexpr (std::same_as<Number, double>) {
        return "F64";
    } else {
        static_assert(std::integral<Number>);
        constexpr bool has_sign = std::is_signed_v<Number>;
        switch (sizeof(Number)) {
        case 1:
            return has_sign ? "I8" : "U8";
        case 2:
            return has_sign ? "I16" : "U16";
        case 4:
            return has_sign ? "I32" : "U32";
        default:
            return has_sign ? "I64" : "U64";
        }
    }
}

} // namespace detail

/// Writes a file of named tensors, as Hugging Face's safetensors and plain numpy read it. Tensors begin at multiples of
/// their element's size, so that they can be used where the file is mapped. Equal tensors and texts, added in the same
/// order, give equal bytes.
/// Source: https://github.com/huggingface/safetensors, "Format".
class SafetensorsWriter {
public:
    /// A text that the file has for a key.
    LINNET_COLD void set_metadata(std::string key, std::string value) {
        metadata_.emplace_back(std::move(key), std::move(value));
    }

    /// A tensor of `rows x columns`. The numbers are read by `write` and must stay until then.
    template <class Number>
    LINNET_COLD void add(std::string name, const MatrixView<Number>& numbers) {
        add({std::move(name),
             detail::tensor_type<std::remove_const_t<Number>>(),
             {numbers.rows, numbers.columns},
             reinterpret_cast<const std::byte*>(numbers.data),
             numbers.rows,
             numbers.columns * sizeof(Number),
             numbers.stride * sizeof(Number),
             sizeof(Number)});
    }
    /// The codes of bfloat16 numbers.
    LINNET_COLD void add_bfloat16(std::string name, const MatrixView<const std::uint16_t>& codes) {
        add(std::move(name), codes);
        tensors_.back().type = "BF16";
    }
    /// A tensor of one dimension.
    template <class Number>
    LINNET_COLD void add(std::string name, std::span<const Number> numbers) {
        add({std::move(name),
             detail::tensor_type<Number>(),
             {numbers.size()},
             reinterpret_cast<const std::byte*>(numbers.data()),
             1,
             numbers.size_bytes(),
             numbers.size_bytes(),
             sizeof(Number)});
    }

    /// Replaces the file, at once and whole. Throws DataError, naming the file and the reason, if it cannot be written.
    LINNET_COLD void write(const std::string& path) const {
        std::vector<const Tensor*> order; // the widest elements first, so that all are aligned
        for (const std::size_t element : {8U, 4U, 2U, 1U}) {
            for (const Tensor& tensor : tensors_) {
                if (tensor.element == element) {
                    order.push_back(&tensor);
                }
            }
        }
        const std::string header = header_of(order);
        const std::uint64_t length = header.size();
        ReplacedFile file{path};
        file.write(std::as_bytes(std::span{&length, 1}));
        file.write(std::as_bytes(std::span{header}));
        for (const Tensor* tensor : order) {
            if (tensor->row_bytes == tensor->stride) {
                file.write({tensor->data, tensor->rows * tensor->row_bytes});
            } else {
                for (std::size_t r = 0; r < tensor->rows; ++r) {
                    file.write({tensor->data + r * tensor->stride, tensor->row_bytes});
                }
            }
        }
        file.commit();
    }

private:
    struct Tensor {
        std::string name;
        std::string_view type;
        std::vector<std::size_t> shape;
        const std::byte* data;
        std::size_t rows;
        std::size_t row_bytes;
        std::size_t stride;
        std::size_t element;
    };

    LINNET_COLD void add(Tensor tensor) {
        for (const Tensor& other : tensors_) {
            if (other.name == tensor.name) {
                detail::fail<SettingError>({"a file cannot hold two tensors named '", tensor.name, "'"});
            }
        }
        tensors_.push_back(std::move(tensor));
    }

    /// Filled up with blanks, so that the numbers behind it begin on a cache line.
    [[nodiscard]] LINNET_COLD std::string header_of(const std::vector<const Tensor*>& order) const {
        // Replaces what is not UTF-8, which no file may hold.
        const auto quoted = [](const std::string& string) {
            return nlohmann::json(string).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        };
        std::string header = "{";
        if (!metadata_.empty()) {
            header += "\"__metadata__\":{";
            for (const auto& [key, value] : metadata_) {
                detail::append(header, {header.back() == '{' ? "" : ",", quoted(key), ":", quoted(value)});
            }
            header += "}";
        }
        std::size_t begin = 0;
        for (const Tensor* tensor : order) {
            detail::append(header, {header.size() == 1 ? "" : ",", quoted(tensor->name), ":{\"dtype\":\"", tensor->type,
                                    "\",\"shape\":["});
            for (std::size_t i = 0; i < tensor->shape.size(); ++i) {
                detail::append(header, {i == 0 ? "" : ",", tensor->shape[i]});
            }
            const std::size_t end = begin + tensor->rows * tensor->row_bytes;
            detail::append(header, {"],\"data_offsets\":[", begin, ",", end, "]}"});
            begin = end;
        }
        header += "}";
        header.resize((header.size() + sizeof(std::uint64_t) + cache_line - 1) / cache_line * cache_line -
                          sizeof(std::uint64_t),
                      ' ');
        return header;
    }

    std::vector<Tensor> tensors_;
    std::vector<std::pair<std::string, std::string>> metadata_;
};

} // namespace linnet::inline LINNET_ISA

#endif
