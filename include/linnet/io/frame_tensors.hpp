// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/string_tensors.hpp>

namespace linnet::inline LINNET_ISA {

/// A frame in a file. Column i of the frame `name` is `<name>/<i>`: numbers, F32; integers, I64; or strings, as the
/// StringTensors of the distinct ones with `<name>/<i>/codes`, U32. The names of the columns are the StringTensors
/// `<name>/columns`, as metadata keeps no bytes that are not UTF-8. Metadata `<name>/<i>/rows` says how many rows a
/// table has whose rows the strings are.
class FrameTensors {
public:
    /// The frame must live until the file is written.
    LINNET_COLD explicit FrameTensors(const Frame& frame) : frame_{&frame} {
        for (const std::string& name : frame.names()) {
            names_.push_back(name);
            strings_.emplace_back();
            if (!frame.is_numeric(name) && !frame.is_integer(name)) {
                const StringColumn& column = frame.strings(name);
                for (std::uint32_t code = 0; code < column.distinct(); ++code) {
                    strings_.back().push_back(column.string(code));
                }
            }
        }
    }

    LINNET_COLD void add_to(SafetensorsWriter& writer, std::string_view name) const {
        if (!strings_.empty()) {
            names_.add_to(writer, detail::text({name, "/columns"}));
        }
        auto strings = strings_.begin();
        std::size_t i = 0;
        for (const std::string& column : frame_->names()) {
            const std::string tensor = detail::text({name, "/", i++});
            if (frame_->is_numeric(column)) {
                writer.add(tensor, std::span{frame_->numbers(column)});
            } else if (frame_->is_integer(column)) {
                writer.add(tensor, std::span{frame_->integers(column)});
            } else {
                strings->add_to(writer, tensor);
                writer.add(tensor + "/codes", frame_->strings(column).codes());
                if (frame_->table_rows(column) != 0) {
                    writer.set_metadata(tensor + "/rows", detail::text({frame_->table_rows(column)}));
                }
            }
            ++strings;
        }
    }

    /// The frame of that name; without columns if the file has none. Throws DataError, naming the file, if its tensors
    /// contradict themselves.
    [[nodiscard]] LINNET_COLD static Frame read(const SafetensorsFile& file, std::string_view name) {
        Frame frame;
        const std::string columns = detail::text({name, "/columns"});
        if (!StringTensors::are_in(file, columns)) {
            return frame;
        }
        std::size_t i = 0;
        for (const std::string_view column : StringTensors::read(file, columns)) {
            try {
                read_column(file, detail::text({name, "/", i++}), std::string{column}, frame);
            } catch (const DataError& error) { // of columns whose lengths differ
                const std::string_view what = error.what();
                detail::fail<DataError>({what.starts_with(file.path()) ? "" : file.path() + ": ", what});
            }
        }
        return frame;
    }

private:
    [[noreturn]] LINNET_COLD static void fail_damaged(const SafetensorsFile& file, const std::string& tensor) {
        detail::fail<DataError>({file.path(), ": '", tensor, "' is damaged"});
    }

    template <class Number>
    [[nodiscard]] LINNET_COLD static std::vector<Number> numbers_of(const FileTensor& tensor) {
        std::vector<Number> numbers(tensor.bytes.size() / sizeof(Number));
        if (!numbers.empty()) {
            std::memcpy(numbers.data(), tensor.bytes.data(), numbers.size() * sizeof(Number));
        }
        return numbers;
    }

    LINNET_COLD static void read_column(const SafetensorsFile& file, const std::string& tensor,
                                        const std::string& column, Frame& frame) {
        if (frame.has(column)) {
            fail_damaged(file, tensor);
        }
        if (const FileTensor* const numbers = file.find(tensor)) {
            if (numbers->type == detail::tensor_type<float>()) {
                frame.set(column, numbers_of<float>(*numbers));
            } else if (numbers->type == detail::tensor_type<std::int64_t>()) {
                frame.set(column, numbers_of<std::int64_t>(*numbers));
            } else {
                fail_damaged(file, tensor);
            }
            return;
        }
        const FileTensor* const codes = file.find(tensor + "/codes");
        if (codes == nullptr || codes->type != detail::tensor_type<std::uint32_t>()) {
            fail_damaged(file, tensor);
        }
        const std::vector<std::string_view> distinct = StringTensors::read(file, tensor);
        StringColumn strings;
        for (const std::uint32_t code : numbers_of<std::uint32_t>(*codes)) {
            if (code >= distinct.size()) {
                fail_damaged(file, tensor);
            }
            strings.push_back(distinct[code]);
        }
        std::size_t table_rows = 0;
        if (const std::string* const rows = file.metadata(tensor + "/rows")) {
            constexpr std::size_t most = std::size_t{std::numeric_limits<row_id>::max()} + 1;
            const char* const end = rows->data() + rows->size();
            const auto read = std::from_chars(rows->data(), end, table_rows);
            if (read.ec != std::errc{} || read.ptr != end || table_rows == 0 || table_rows > most) {
                fail_damaged(file, tensor);
            }
        }
        frame.set(column, std::move(strings), table_rows);
    }

    const Frame* frame_;
    StringTensors names_;
    std::list<StringTensors> strings_; // for each column; empty where it has no strings
};

} // namespace linnet::inline LINNET_ISA

#endif
