// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A safetensors file of any content is read or refused, and so is a model in it: within the memory of the file, and
// what is read can be written and read again.
#include <linnet/io/model_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/samples/vocabularies.hpp>

#include "../support/temporary_file.hpp"
#include "fuzz.hpp"

using namespace linnet;
using linnet_fuzz::MemoryBound;
using linnet_fuzz::MemoryFile;
using linnet_fuzz::require;

namespace {

using Item = Categorical<"item">;
using Price = Numeric<"price">;
using Network = Sequential<Concat<Embedding<Item, 2>, Input<Price>>, Dense<1>>;

std::string saved() {
    Vocabularies<Network> vocabularies;
    vocabularies.of<Item>().add("a");
    vocabularies.of<Item>().add("bc");
    const linnet_test::TemporaryFile file{""};
    save(Model<Network, float, 4>{1, vocabularies}, file.name());
    std::string content(std::filesystem::file_size(file.path()), '\0');
    std::ifstream{file.path(), std::ios::binary}.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

/// The same with another number of rows, of as many digits as blanks are left in the header.
std::string with_many_rows() {
    std::string content = saved();
    const std::size_t at = content.find("\"rows/item\":\"3\"");
    require(at != content.npos, "a saved model says its rows");
    content.insert(at + 13, "99999999");
    const std::size_t blanks = content.find("}        ");
    require(blanks != content.npos, "a header ends in blanks");
    return content.erase(blanks + 1, 8);
}

std::string with_header(std::string_view header, std::string_view data) {
    std::string content(8, '\0');
    content[0] = static_cast<char>(header.size());
    return content.append(header).append(data);
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    return {saved(), with_many_rows(), with_header(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "xy"),
            with_header(R"({"__metadata__":{"a":"b"},"b":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", "1234"),
            std::string(8, '\xFF') + "{}"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content{reinterpret_cast<const char*>(data), size};
    const MemoryFile file{content};
    const MemoryBound bound{(1U << 20) + 256 * size}; // besides the names in a message
    std::size_t bytes = 0;
    try {
        const SafetensorsFile read{file.path()};
        for (const FileTensor& tensor : read.tensors()) {
            require(read.find(tensor.name) == &tensor, "a tensor is found by its name");
            bytes += tensor.bytes.size();
            if (!tensor.bytes.empty()) {
                require(tensor.bytes.back() == static_cast<std::byte>(content[content.size() - 1]) ||
                            &tensor != &read.tensors().back(),
                        "the last tensor ends where the file does");
            }
        }
        require(bytes < size, "tensors lie in the file, one behind the other");
    } catch (const DataError& error) {
        require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
    }
    for (const bool mmap : {false, true}) {
        try {
            const auto model = load<Model<Network, float, 4>>(file.path(), {.mmap = mmap});
            Model<Network, float, 4>::Workspace workspace;
            const detail::Probe<Model<Network, float, 4>> probe{model};
            static_cast<void>(model.predict(probe.batch(), workspace));
        } catch (const Error&) {
        }
    }
    return 0;
}
