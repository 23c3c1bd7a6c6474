// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// What the targets of libFuzzer share. A target defines `seeds`, the inputs to begin with, and LLVMFuzzerTestOneInput.
// Included by one file of a program only.

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sanitizer/allocator_interface.h>
#include <sys/mman.h>
#include <unistd.h>

namespace linnet_fuzz {

[[nodiscard]] std::vector<std::string> seeds();

inline void require(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "This does not hold: %s\n", what);
        std::abort();
    }
}

/// An input: bytes that choose, then a text.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : bytes_{reinterpret_cast<const char*>(data), size} {}

    /// A choice among so many, by the next byte.
    [[nodiscard]] std::size_t below(std::size_t count) {
        if (bytes_.empty()) {
            return 0;
        }
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte % count;
    }
    [[nodiscard]] std::string_view text() const { return bytes_; }

private:
    std::string_view bytes_;
};

/// A file in memory.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view content) : file_{::memfd_create("linnet_fuzz", 0)} {
        require(file_ >= 0, "a file in memory can be made");
        require(::write(file_, content.data(), content.size()) == static_cast<ssize_t>(content.size()),
                "a file in memory can be written");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(file_); }

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

private:
    int file_;
};

inline std::size_t live_bytes = 0;
inline std::size_t most_bytes = 0;

/// Aborts if what is allocated in its lifetime is ever more than it allows.
class MemoryBound {
public:
    explicit MemoryBound(std::size_t bytes) : before_{live_bytes}, bytes_{bytes} { most_bytes = live_bytes; }
    MemoryBound(const MemoryBound&) = delete;
    MemoryBound& operator=(const MemoryBound&) = delete;
    ~MemoryBound() { require(most_bytes <= before_ + bytes_, "memory grows with the input, and no faster"); }

private:
    std::size_t before_;
    std::size_t bytes_;
};

/// One of the ends that all lines may be given.
[[nodiscard]] inline std::string_view any_line_end(Input& input) {
    constexpr std::string_view line_ends[] = {"\n", "\r", "\r\n"};
    return line_ends[input.below(std::size(line_ends))];
}

/// What reading a text may take: buffers of readers, and columns for the shortest fields there are.
[[nodiscard]] inline std::size_t bytes_to_read(std::string_view text) { return (1U << 19) + 1024 * text.size(); }

/// A text without the byte order mark that it may begin with.
[[nodiscard]] inline std::string_view without_mark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

/// Whether a file of that content is read at all: one in UTF-16, or that a compressor made, is not.
[[nodiscard]] inline bool is_plain(std::string_view content) {
    for (const std::string_view start : {"\xFF\xFE", "\xFE\xFF", "\x1F\x8B\x08", "PK\3\4", "\x28\xB5\x2F\xFD"}) {
        if (content.starts_with(start)) {
            return false;
        }
    }
    return true;
}

/// Whether a text is a decimal number as files have it: `-`, digits with a point among them, an exponent.
[[nodiscard]] inline bool looks_like_number(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            ++at;
        }
        return at - begin;
    };
    std::size_t count = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        count += digits();
    }
    if (count != 0 && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '-' || text[at] == '+') ? 1 : 0;
        count = digits();
    }
    return count != 0 && at == text.size();
}

/// The float or integer that a text is, by the C library; none if it is none that fits.
[[nodiscard]] inline std::optional<float> naive_float(std::string_view text) {
    const float value = looks_like_number(text) ? std::strtof(std::string{text}.c_str(), nullptr) : HUGE_VALF;
    return std::isinf(value) ? std::nullopt : std::optional{value};
}
[[nodiscard]] inline std::optional<std::int64_t> naive_integer(std::string_view text) {
    if (!looks_like_number(text) || text.find_first_of(".eE") != text.npos) {
        return std::nullopt;
    }
    errno = 0;
    const std::int64_t value = std::strtoll(std::string{text}.c_str(), nullptr, 10);
    return errno != 0 ? std::nullopt : std::optional{value};
}

/// The time that a text is, by the C library; none if it is none.
[[nodiscard]] inline std::optional<std::int64_t> naive_timestamp(const std::string& text) {
    if (const auto integer = naive_integer(text)) {
        return integer;
    }
    const std::size_t point = text.find('.');
    if (looks_like_number(text) && text.find_first_of("eE") == text.npos && point != text.npos) {
        const std::string behind = text.substr(point + 1);
        const auto integer = naive_integer(text.substr(0, point));
        const bool down = text[0] == '-' && behind.find_first_not_of('0') != behind.npos;
        return !integer || behind.empty() || (down && *integer == INT64_MIN) ? std::nullopt
                                                                             : std::optional{*integer - (down ? 1 : 0)};
    }
    std::string rest = text;
    std::string shape; // of the piece that was cut last, with a 9 for each digit
    const auto cut = [&](std::size_t size) {
        const std::string piece = rest.substr(0, size);
        rest.erase(0, piece.size());
        shape = piece;
        std::replace_if(shape.begin(), shape.end(), [](char c) { return c >= '0' && c <= '9'; }, '9');
        return piece;
    };
    std::tm time{};
    const std::string date = cut(10);
    if (shape != "9999-99-99") {
        return std::nullopt;
    }
    time.tm_year = std::stoi(date.substr(0, 4)) - 1900;
    time.tm_mon = std::stoi(date.substr(5, 2)) - 1;
    time.tm_mday = std::stoi(date.substr(8, 2));
    std::int64_t offset = 0;
    if (!rest.empty()) {
        const std::string clock = cut(6);
        if (clock.empty() || std::string{"Tt "}.find(clock[0]) == std::string::npos || shape.substr(1) != "99:99") {
            return std::nullopt;
        }
        time.tm_hour = std::stoi(clock.substr(1, 2));
        time.tm_min = std::stoi(clock.substr(4, 2));
        if (rest.starts_with(':')) {
            const std::string second = cut(3);
            if (shape != ":99") {
                return std::nullopt;
            }
            time.tm_sec = std::stoi(second.substr(1));
            if (rest.starts_with('.') || rest.starts_with(',')) {
                const std::size_t digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
                if (digits == 1) {
                    return std::nullopt;
                }
                rest.erase(0, digits);
            }
        }
        if (rest.starts_with('+') || rest.starts_with('-')) {
            const std::string zone = cut(6);
            const bool colon = shape.substr(1) == "99:99";
            if (!colon && shape.substr(1) != "9999" && shape.substr(1) != "99") {
                return std::nullopt;
            }
            const int hours = std::stoi(zone.substr(1, 2));
            const int minutes = zone.size() > 3 ? std::stoi(zone.substr(colon ? 4 : 3)) : 0;
            if (hours > 23 || minutes > 59) {
                return std::nullopt;
            }
            offset = (zone[0] == '-' ? -60 : 60) * (60 * hours + minutes);
        } else if (rest == "Z" || rest == "z") {
            rest.clear();
        }
    }
    std::tm same = time;
    const std::time_t seconds = ::timegm(&same); // makes 30 February one in March
    const bool kept = same.tm_year == time.tm_year && same.tm_mon == time.tm_mon && same.tm_mday == time.tm_mday &&
                      same.tm_hour == time.tm_hour && same.tm_min == time.tm_min && same.tm_sec == time.tm_sec;
    return rest.empty() && kept && time.tm_year > -1900 ? std::optional{std::int64_t{seconds} - offset} : std::nullopt;
}

} // namespace linnet_fuzz

/// Freed memory is used again soon: fresh pages for each buffer would take most of the time.
extern "C" const char* __asan_default_options() { return "quarantine_size_mb=4"; }

/// Counts allocations, and fills the folder of inputs that is named on the command line with seeds if it is not there.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    using namespace linnet_fuzz;
    __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void*, std::size_t size) {
            live_bytes += size;
            most_bytes = std::max(most_bytes, live_bytes);
        },
        [](const volatile void* memory) {
            const std::size_t size = memory == nullptr ? 0 : __sanitizer_get_allocated_size(memory);
            live_bytes -= std::min(size, live_bytes); // some were there before
        });
    for (int i = 1; i < *argc; ++i) {
        const std::filesystem::path folder = (*argv)[i];
        if (!folder.string().starts_with('-') && !std::filesystem::exists(folder)) {
            std::filesystem::create_directories(folder);
            std::size_t number = 0;
            for (const std::string& seed : seeds()) {
                std::ofstream{folder / ("seed" + std::to_string(number++)), std::ios::binary} << seed;
            }
        }
    }
    return 0;
}
