// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// GzipFile and ZstdFile unpack what was compressed, refuse what is cut, and read any other file alike in pieces of any
// size.
#include <linnet/io/compressed_file.hpp>

#include "../support/archives.hpp"
#include "fuzz.hpp"

using namespace linnet;
using namespace linnet_fuzz;

namespace {

constexpr std::size_t enough = 1 << 20; // a few bytes may unpack to very many

/// What can be read of a file, and the error that ended it, if one did.
struct Result {
    std::string content;
    std::string error;

    [[nodiscard]] bool operator==(const Result&) const = default;
};

Result read_in_pieces(ByteSource& source, std::size_t piece) {
    Result result;
    const auto bytes = std::make_unique<char[]>(piece);
    try {
        for (std::size_t got = piece; got == piece && result.content.size() < enough;) {
            got = source.read(bytes.get(), piece);
            result.content.append(bytes.get(), got);
        }
    } catch (const DataError& error) {
        result.error = error.what();
    }
    return result;
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    const std::string text = "user\titem\n1\t2\n3\t4\n1\t4\n";
    return {std::string("\0\3\5", 3) + text, std::string("\1\0\7", 3) + text,
            std::string("\2\3\5", 3) + linnet_test::gzip(text) + linnet_test::gzip("x") + '\0',
            std::string("\3\3\5", 3) + linnet_test::zstd(text) + linnet_test::zstd("x")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    const std::size_t kind = input.below(4);
    const bool by_gzip = kind % 2 == 0;
    const OpenFile open = by_gzip ? open_gzip : open_zstd;
    const std::size_t piece = 1 + input.below(256);
    const std::size_t place = input.below(256);
    if (kind < 2) {
        const std::string packed = by_gzip ? linnet_test::gzip(input.text()) : linnet_test::zstd(input.text());
        const MemoryFile whole{packed};
        const auto source = open(whole.path());
        require(read_in_pieces(*source, piece) == Result{std::string{input.text()}, ""}, "what was packed is unpacked");
        const MemoryFile cut{std::string_view{packed}.substr(0, place % packed.size())};
        require(!read_in_pieces(*open(cut.path()), piece).error.empty(), "what is cut is refused");
        return 0;
    }
    const MemoryFile file{input.text()};
    const auto source = open(file.path());
    const Result all = read_in_pieces(*source, enough);
    if (all.content.size() >= enough) {
        return 0;
    }
    const Result pieces = read_in_pieces(*open(file.path()), piece);
    // libzstd 1.5.4 refuses more if all of a frame fits into what it is given.
    require(pieces.error.empty() ? all.error.empty() || !by_gzip : !all.error.empty(), "pieces of any size end alike");
    require(all.content.size() <= pieces.content.size() && pieces.content.starts_with(all.content),
            "pieces of any size have the same bytes");
    require(!all.error.empty() || all == pieces, "and as many");
    if (!all.error.empty()) {
        require(read_in_pieces(*source, 1).error == all.error, "an error is told again");
    }
    const std::size_t offset = place % (pieces.content.size() + 1);
    source->go_to(offset);
    require(read_in_pieces(*source, piece) == Result{pieces.content.substr(offset), all.error} || !all.error.empty(),
            "any place can be gone to");
    return 0;
}
