// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/blank_separated.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/field_number.hpp>
#include <linnet/io/read_report.hpp>
#include <linnet/io/sparse_samples.hpp>

namespace linnet::inline LINNET_ISA {

/// Reads lines of LIBSVM, `label index:value ...`, or of LIBFFM, `label field:index:value ...`, separated by blanks or
/// tabs. What follows a `#` is a comment. Indices and fields are kept as they are: whole numbers below 2^32, counted
/// from 0 or 1, as the file has it. A line with nothing but a comment counts as empty. A line is bad if a label or
/// value is not a finite number, or an entry does not have the same form as the entries before it.
/// Throws BadLine, naming file, line and entry, for the first bad line unless told to skip it; DataError if the file
/// cannot be read. `open` opens it, see DelimitedFormat.
/// Source: C. Chang, C. Lin, "LIBSVM: a library for support vector machines", ACM TIST 2(3), 2011; Y. Juan et al.,
/// "Field-aware factorization machines for CTR prediction", RecSys 2016.
[[nodiscard]] SparseSamples read_libsvm(const std::string& path, OnBadLine on_bad_line = OnBadLine::refuse,
                                        ReadReport* report = nullptr, OpenFile open = nullptr);

namespace detail {

/// Turns lines of LIBSVM and LIBFFM into samples.
class SparseParser {
public:
    explicit SparseParser(const DelimitedReader& reader) : reader_{reader} {}

    /// Appends the line as a sample, or returns false if it holds none. If it throws BadLine, it appends nothing.
    [[nodiscard]] bool append_to(SparseSamples& samples) const;

private:
    /// LIBSVM files write labels as `+1`.
    [[nodiscard]] static std::string_view without_plus(std::string_view number) {
        return number.size() > 1 && number[0] == '+' && number[1] != '-' ? number.substr(1) : number;
    }

    void add_entry(SparseSamples& samples, std::string_view entry) const;

    const DelimitedReader& reader_;
};

} // namespace detail

SparseSamples read_libsvm(const std::string& path, OnBadLine on_bad_line, ReadReport* report, OpenFile open);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_DEFINITION bool SparseParser::append_to(SparseSamples& samples) const {
    bool labelled = false;
    float label = 0.0F;
    const std::size_t kept = samples.indices.size();
    try {
        for_each_word(reader_, [&](std::string_view word) {
            std::size_t comment = 0;
            while (comment < word.size() && word[comment] != '#') {
                ++comment;
            }
            const bool ends_here = comment < word.size();
            word = word.substr(0, comment);
            if (!word.empty()) {
                if (labelled) {
                    add_entry(samples, word);
                } else {
                    if (!is_number(without_plus(word), label)) {
                        label = field_number<float>(reader_, word, "label"); // throws, and shows the plus sign
                    }
                    labelled = true;
                }
            }
            return !ends_here;
        });
    } catch (const BadLine&) {
        samples.indices.resize(kept);
        samples.values.resize(kept);
        samples.fields.resize(samples.has_fields() ? kept : 0);
        throw;
    }
    if (labelled) {
        samples.labels.push_back(label);
        samples.offsets.push_back(samples.indices.size());
    }
    return labelled;
}

LINNET_DEFINITION void SparseParser::add_entry(SparseSamples& samples, std::string_view entry) const {
    const std::size_t first = entry.find(':');
    const std::size_t last = entry.rfind(':');
    std::uint32_t field = 0;
    row_id index = 0;
    float value = 0.0F;
    const bool has_field = first != last;
    const std::size_t start = has_field ? first + 1 : 0;
    if (first == std::string_view::npos || (has_field && !is_number(entry.substr(0, first), field)) ||
        !is_number(entry.substr(start, last - start), index) ||
        !is_number(without_plus(entry.substr(last + 1)), value)) {
        fail<BadLine>({reader_.place(), "the entry ", shown(entry),
                       " is neither index:value nor field:index:value, of whole numbers and a finite one"});
    }
    if (!samples.indices.empty() && samples.has_fields() != has_field) {
        fail<BadLine>({reader_.place(), "the entry ", shown(entry), has_field ? " has a field" : " has no field",
                       ", unlike those before"});
    }
    if (has_field) {
        samples.fields.push_back(field);
    }
    samples.indices.push_back(index);
    samples.values.push_back(value);
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION SparseSamples read_libsvm(const std::string& path, OnBadLine on_bad_line,
                                                        ReadReport* report, OpenFile open) {
    DelimitedReader reader{path, detail::blank_separated(open)};
    const detail::SparseParser parser{reader};
    SparseSamples samples;
    ReadReport result = detail::read_rows(reader, on_bad_line, [&] { return parser.append_to(samples); });
    if (report != nullptr) {
        *report = std::move(result);
    }
    return samples;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
