// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/string_tensors.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A vocabulary in a file: its ids from row 1 on, as the StringTensors `vocabulary/<name>`.
class VocabularyTensors {
public:
    LINNET_COLD explicit VocabularyTensors(const Vocabulary& vocabulary) {
        for (std::size_t row = 1; row < vocabulary.size(); ++row) {
            ids_.push_back(vocabulary.raw(row));
        }
    }

    /// The tensors are read when the file is written.
    LINNET_COLD void add_to(SafetensorsWriter& writer, std::string_view name) const {
        ids_.add_to(writer, detail::text({"vocabulary/", name}));
    }

    /// The vocabulary of that name, or an empty one if the file has none. Throws DataError, naming the file, if its
    /// tensors contradict themselves.
    [[nodiscard]] LINNET_COLD static Vocabulary read(const SafetensorsFile& file, std::string_view name) {
        const std::string tensors = detail::text({"vocabulary/", name});
        Vocabulary result;
        if (!StringTensors::are_in(file, tensors)) {
            return result;
        }
        row_id next = 1;
        for (const std::string_view id : StringTensors::read(file, tensors)) {
            if (result.add(id) != next++) { // an id that is there twice, or is "[UNK]"
                detail::fail<DataError>({file.path(), ": '", tensors, "' is damaged"});
            }
        }
        return result;
    }

private:
    StringTensors ids_;
};

} // namespace linnet::inline LINNET_ISA

#endif
