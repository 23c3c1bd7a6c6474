// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/mapped_file.hpp>

namespace linnet::inline LINNET_ISA {

/// A tensor of a safetensors file.
struct FileTensor {
    std::string name;
    std::string type;               ///< as the format spells it: "F32", "F64", "I64", "U8" ...
    std::vector<std::size_t> shape; ///< empty for a single number
    std::span<std::byte> bytes;     ///< row by row, little-endian; not aligned in every file
};

namespace detail {

/// The bytes of an element, or 0 for a type that is not known.
[[nodiscard]] LINNET_COLD inline std::size_t tensor_element_size(std::string_view type) {
    constexpr std::pair<std::string_view, std::size_t> sizes[] = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E5M2", 1}, {"F8_E4M3", 1}, {"U16", 2}, {"I16", 2}, {"F16", 2},
        {"BF16", 2}, {"U32", 4}, {"I32", 4}, {"F32", 4},     {"U64", 8},     {"I64", 8}, {"F64", 8}};
    for (const auto& [name, size] : sizes) {
        if (name == type) {
            return size;
        }
    }
    return 0;
}

/// Takes the header of a safetensors file apart while it is parsed, so that one of another form is refused where it
/// differs, and takes no more memory than the tensors that it names.
class SafetensorsHeader final : public nlohmann::json_sax<nlohmann::json> {
public:
    struct Entry {
        std::string name;
        std::string type;
        std::vector<std::size_t> shape;
        std::vector<std::size_t> offsets;
    };

    std::vector<Entry> entries;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::string problem;

    bool null() override { return refuse("a null"); }
    bool boolean(bool) override { return refuse("a boolean"); }
    bool number_integer(number_integer_t) override { return refuse("a negative number"); }
    bool number_float(number_float_t, const string_t&) override { return refuse("a number that is not whole"); }
    bool binary(binary_t&) override { return refuse("binary data"); }
    bool number_unsigned(number_unsigned_t value) override {
        if (!in_array_) {
            return refuse("a number");
        }
        (at_ == Field::shape ? entries.back().shape : entries.back().offsets).push_back(value);
        return true;
    }
    bool string(string_t& value) override {
        if (depth_ == 2 && in_metadata_) {
            metadata.back().second = std::move(value);
            return true;
        }
        if (depth_ == 2 && at_ == Field::type && !in_array_) {
            entries.back().type = std::move(value);
            return true;
        }
        return refuse("a string");
    }
    bool start_object(std::size_t) override {
        if (in_array_ || depth_ >= 2) {
            return refuse("an object");
        }
        ++depth_;
        return true;
    }
    bool key(string_t& value) override {
        if (depth_ == 1) {
            in_metadata_ = value == "__metadata__";
            has_ = {};
            if (in_metadata_ && std::exchange(has_metadata_, true)) {
                return refuse("__metadata__ twice");
            }
            if (!in_metadata_) {
                entries.push_back({std::move(value), {}, {}, {}});
            }
            return true;
        }
        if (in_metadata_) {
            metadata.emplace_back(std::move(value), std::string{});
            return true;
        }
        at_ = value == "dtype" ? Field::type : value == "shape" ? Field::shape : Field::offsets;
        if (at_ == Field::offsets && value != "data_offsets") {
            return refuse("an entry that is none of dtype, shape and data_offsets");
        }
        if (std::exchange(has_[static_cast<std::size_t>(at_)], true)) {
            return refuse("an entry twice");
        }
        return true;
    }
    bool end_object() override {
        --depth_;
        if (depth_ == 1 && !in_metadata_ && !(has_[0] && has_[1] && has_[2])) {
            return refuse("a tensor without one of dtype, shape and data_offsets");
        }
        return true;
    }
    bool start_array(std::size_t) override {
        if (depth_ != 2 || in_metadata_ || in_array_ || at_ == Field::type) {
            return refuse("an array");
        }
        in_array_ = true;
        return true;
    }
    bool end_array() override {
        in_array_ = false;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
        problem = "is not JSON";
        return false;
    }

private:
    enum class Field : std::size_t { type, shape, offsets };

    bool refuse(const char* what) {
        const bool in_tensor = depth_ != 0 && !in_metadata_ && !entries.empty();
        problem = in_tensor ? text({"has, at tensor '", entries.back().name, "', ", what}) : text({"has ", what});
        return false;
    }

    std::size_t depth_ = 0;
    Field at_ = Field::type;
    std::array<bool, 3> has_{};
    bool in_array_ = false;
    bool in_metadata_ = false;
    bool has_metadata_ = false;
};

} // namespace detail

/// A file of named tensors, as Hugging Face's safetensors writes them. Its numbers are mapped, not read: opening it
/// reads the header only, and checks all of it.
/// Source: https://github.com/huggingface/safetensors, "Format".
class SafetensorsFile {
public:
    /// Throws DataError, naming the file, and the tensor where there is one, if it is not a whole and valid file.
    LINNET_COLD explicit SafetensorsFile(const std::string& path) : path_{path}, file_{path} {
        const std::span<std::byte> all = file_.bytes();
        std::uint64_t length = 0;
        if (all.size() < sizeof(length)) {
            fail("is shorter than any safetensors file");
        }
        std::memcpy(&length, all.data(), sizeof(length));
        if (length > longest_header || length > all.size() - sizeof(length)) {
            fail("is not a safetensors file, or was cut off: its header is said to be longer than the file");
        }
        const std::string_view header{reinterpret_cast<const char*>(all.data()) + sizeof(length), length};
        detail::SafetensorsHeader parsed;
        if (!header.starts_with('{')) {
            fail("is not a safetensors file: its header does not begin with '{'");
        }
        if (!nlohmann::json::sax_parse(header.begin(), header.end(), &parsed)) {
            fail(detail::text({"its header ", parsed.problem}));
        }
        metadata_ = std::move(parsed.metadata);
        take(parsed.entries, all.subspan(sizeof(length) + length));
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    /// In the order in which they lie in the file.
    [[nodiscard]] const std::vector<FileTensor>& tensors() const { return tensors_; }
    /// The tensor with that name, or null.
    [[nodiscard]] LINNET_COLD const FileTensor* find(std::string_view name) const {
        const auto found = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                            [this](std::size_t i, std::string_view n) { return tensors_[i].name < n; });
        return found != by_name_.end() && tensors_[*found].name == name ? &tensors_[*found] : nullptr;
    }
    /// The text that the file has for a key, or null.
    [[nodiscard]] LINNET_COLD const std::string* metadata(std::string_view key) const {
        for (const auto& [name, value] : metadata_) {
            if (name == key) {
                return &value;
            }
        }
        return nullptr;
    }
    /// What keeps the bytes of the tensors alive, also without this object.
    [[nodiscard]] const std::shared_ptr<const void>& owner() const { return file_.owner(); }

private:
    static constexpr std::uint64_t longest_header = 100'000'000; // the format's own limit

    [[noreturn]] LINNET_COLD void fail(std::string_view problem) const {
        detail::fail<DataError>({path_, ": ", problem});
    }
    [[noreturn]] LINNET_COLD void fail(std::string_view tensor, std::string_view problem) const {
        detail::fail<DataError>({path_, ": tensor '", tensor, "' ", problem});
    }

    /// Whether the numbers of an entry are as many bytes as it says.
    [[nodiscard]] static bool fits(const detail::SafetensorsHeader::Entry& entry, std::size_t element) {
        std::size_t bytes = element;
        for (const std::size_t extent : entry.shape) {
            if (extent != 0 && bytes > std::numeric_limits<std::size_t>::max() / extent) {
                return false;
            }
            bytes *= extent;
        }
        return entry.offsets[1] - entry.offsets[0] == bytes;
    }

    LINNET_COLD void take(std::vector<detail::SafetensorsHeader::Entry>& entries, std::span<std::byte> data) {
        for (const auto& entry : entries) {
            if (entry.offsets.size() != 2 || entry.offsets[0] > entry.offsets[1] || entry.offsets[1] > data.size()) {
                fail(entry.name, "lies outside of the file, or the file was cut off");
            }
            const std::size_t element = detail::tensor_element_size(entry.type);
            if (element == 0) {
                fail(entry.name, detail::text({"is of type '", entry.type, "', which is not known"}));
            }
            if (!fits(entry, element)) {
                fail(entry.name, "has another number of bytes than its type and shape say");
            }
        }
        std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.offsets < b.offsets; });
        std::size_t end = 0;
        for (auto& entry : entries) {
            if (entry.offsets[0] != end) {
                fail(entry.name, entry.offsets[0] < end ? "overlaps another one" : "follows bytes of no tensor");
            }
            end = entry.offsets[1];
            tensors_.push_back({std::move(entry.name), std::move(entry.type), std::move(entry.shape),
                                data.subspan(entry.offsets[0], end - entry.offsets[0])});
            by_name_.push_back(by_name_.size());
        }
        if (end != data.size()) {
            fail("has bytes behind its last tensor");
        }
        std::sort(by_name_.begin(), by_name_.end(),
                  [this](std::size_t a, std::size_t b) { return tensors_[a].name < tensors_[b].name; });
        for (std::size_t i = 1; i < by_name_.size(); ++i) {
            if (tensors_[by_name_[i]].name == tensors_[by_name_[i - 1]].name) {
                fail(tensors_[by_name_[i]].name, "is there twice");
            }
        }
    }

    std::string path_;
    MappedFile file_;
    std::vector<FileTensor> tensors_;
    std::vector<std::size_t> by_name_;
    std::vector<std::pair<std::string, std::string>> metadata_;
};

} // namespace linnet::inline LINNET_ISA

#endif
