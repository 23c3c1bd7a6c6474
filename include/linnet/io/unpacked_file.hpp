// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/plain_file.hpp>

namespace linnet::inline LINNET_ISA {

/// What a compressed file holds. Derive from it for a kind of compression.
///
/// Going back unpacks again from the start, and going forward unpacks what lies between: O(offset).
class UnpackedFile : public ByteSource {
public:
    [[nodiscard]] LINNET_HOT std::size_t read(char* to, std::size_t size) final {
        if (!problem_.empty()) {
            throw DataError(problem_);
        }
        const std::size_t got = unpack(to, size);
        position_ += got;
        return got;
    }

    LINNET_COLD void go_to(std::uint64_t offset) final {
        const std::uint64_t before = position_;
        if (offset < position_ || !problem_.empty()) {
            file_.go_to(0);
            packed_ = {};
            at_end_ = false;
            problem_.clear();
            position_ = 0;
            restart();
        }
        std::vector<char> passed(offset == position_ ? 0 : buffer_.size());
        while (position_ != offset) {
            const std::uint64_t left = offset - position_;
            const std::size_t wanted = left < passed.size() ? static_cast<std::size_t>(left) : passed.size();
            if (read(passed.data(), wanted) != wanted) {
                go_to(before);
                detail::fail<DataError>({path_, ": has no byte ", offset, " to go to, unpacked"});
            }
        }
    }

protected:
    LINNET_COLD explicit UnpackedFile(std::string path)
        : path_{std::move(path)}, file_{path_}, buffer_(std::size_t{1} << 16) {}

    /// Unpacks the next `size` bytes; fewer only where the compressed data end as they should. Otherwise calls
    /// `refuse`.
    [[nodiscard]] virtual std::size_t unpack(char* to, std::size_t size) = 0;
    /// Makes ready to unpack from the start.
    virtual void restart() = 0;

    /// Compressed bytes that were not used yet; none only at the end of the file.
    [[nodiscard]] std::span<char> packed() {
        if (packed_.empty() && !at_end_) {
            const std::size_t got = file_.read(buffer_.data(), buffer_.size());
            at_end_ = got != buffer_.size();
            packed_ = {buffer_.data(), got};
        }
        return packed_;
    }
    /// Says that the first `count` of them were used.
    void use(std::size_t count) { packed_ = packed_.subspan(count); }

    /// Throws DataError, `file: what is wrong`; so does each `read` from now on.
    [[noreturn]] LINNET_COLD void refuse(std::initializer_list<detail::TextPiece> problem) {
        problem_ = path_ + ": " + detail::text(problem);
        throw DataError(problem_);
    }

private:
    std::string path_;
    PlainFile file_;
    std::vector<char> buffer_;
    std::span<char> packed_;
    bool at_end_ = false;
    std::uint64_t position_ = 0; // in what is unpacked
    std::string problem_;
};

} // namespace linnet::inline LINNET_ISA
