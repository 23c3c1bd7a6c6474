// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A vocabulary as two tensors: the bytes of its ids, from row 1 on, and where each ends, which a file has as
/// `vocabulary/<name>/bytes`, U8, and `vocabulary/<name>/ends`, I64.
class VocabularyTensors {
public:
    LINNET_COLD explicit VocabularyTensors(const Vocabulary& vocabulary) {
        for (std::size_t row = 1; row < vocabulary.size(); ++row) {
            const std::string_view raw = vocabulary.raw(row);
            bytes_.insert(bytes_.end(), raw.begin(), raw.end());
            ends_.push_back(static_cast<std::int64_t>(bytes_.size()));
        }
    }

    /// The tensors are read when the file is written.
    LINNET_COLD void add_to(SafetensorsWriter& writer, std::string_view name) const {
        writer.add(detail::text({"vocabulary/", name, "/bytes"}), std::span{bytes_});
        writer.add(detail::text({"vocabulary/", name, "/ends"}), std::span{ends_});
    }

    /// The vocabulary of that name, or an empty one if the file has none. Throws DataError, naming the file, if its
    /// tensors contradict themselves.
    [[nodiscard]] LINNET_COLD static Vocabulary read(const SafetensorsFile& file, std::string_view name) {
        const FileTensor* const bytes = file.find(detail::text({"vocabulary/", name, "/bytes"}));
        const FileTensor* const ends = file.find(detail::text({"vocabulary/", name, "/ends"}));
        Vocabulary result;
        if (bytes == nullptr && ends == nullptr) {
            return result;
        }
        const auto check = [&](bool holds) {
            if (!holds) {
                detail::fail<DataError>({file.path(), ": the vocabulary of '", name, "' is damaged"});
            }
        };
        check(bytes != nullptr && ends != nullptr && bytes->type == "U8" && ends->type == "I64");
        const std::string_view all{reinterpret_cast<const char*>(bytes->bytes.data()), bytes->bytes.size()};
        const std::size_t count = ends->bytes.size() / sizeof(std::int64_t);
        std::size_t begin = 0;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint64_t end = 0;
            std::memcpy(&end, ends->bytes.data() + i * sizeof(end), sizeof(end));
            check(end >= begin && end <= all.size());
            check(result.add(all.substr(begin, end - begin)) == i + 1); // no id twice, and none is "[UNK]"
            begin = end;
        }
        check(begin == all.size());
        return result;
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::vector<std::int64_t> ends_;
};

} // namespace linnet::inline LINNET_ISA

#endif
