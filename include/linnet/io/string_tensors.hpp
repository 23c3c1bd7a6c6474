// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>

namespace linnet::inline LINNET_ISA {

/// Strings as two tensors: their bytes, and where each ends, which a file has as `<name>/bytes`, U8, and `<name>/ends`,
/// I64.
class StringTensors {
public:
    LINNET_COLD void push_back(std::string_view string) {
        bytes_.insert(bytes_.end(), string.begin(), string.end());
        ends_.push_back(static_cast<std::int64_t>(bytes_.size()));
    }

    /// The tensors are read when the file is written.
    LINNET_COLD void add_to(SafetensorsWriter& writer, std::string_view name) const {
        writer.add(detail::text({name, "/bytes"}), std::span{bytes_});
        writer.add(detail::text({name, "/ends"}), std::span{ends_});
    }

    /// Whether a file has strings of that name.
    [[nodiscard]] LINNET_COLD static bool are_in(const SafetensorsFile& file, std::string_view name) {
        return file.find(detail::text({name, "/bytes"})) != nullptr ||
               file.find(detail::text({name, "/ends"})) != nullptr;
    }
    /// The strings, as views of the file. Throws DataError, naming the file, if it lacks them, or they contradict
    /// themselves.
    [[nodiscard]] LINNET_COLD static std::vector<std::string_view> read(const SafetensorsFile& file,
                                                                        std::string_view name) {
        const FileTensor* const bytes = file.find(detail::text({name, "/bytes"}));
        const FileTensor* const ends = file.find(detail::text({name, "/ends"}));
        const auto check = [&](bool holds) {
            if (!holds) {
                detail::fail<DataError>({file.path(), ": '", name, "' is damaged"});
            }
        };
        check(bytes != nullptr && ends != nullptr && bytes->type == "U8" && ends->type == "I64");
        const std::string_view all{reinterpret_cast<const char*>(bytes->bytes.data()), bytes->bytes.size()};
        const std::size_t count = ends->bytes.size() / sizeof(std::int64_t);
        std::vector<std::string_view> strings(count);
        std::size_t begin = 0;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint64_t end = 0;
            std::memcpy(&end, ends->bytes.data() + i * sizeof(end), sizeof(end));
            check(end >= begin && end <= all.size());
            strings[i] = all.substr(begin, end - begin);
            begin = end;
        }
        check(begin == all.size());
        return strings;
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::vector<std::int64_t> ends_;
};

} // namespace linnet::inline LINNET_ISA

#endif
