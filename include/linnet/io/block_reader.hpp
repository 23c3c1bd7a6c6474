// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/frame_format.hpp>
#include <linnet/io/frame_reader.hpp>
#include <linnet/io/read_report.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// What determines the order of a shuffled BlockReader.
struct ShuffleSettings {
    std::uint64_t seed = 1;
    std::uint64_t epoch = 1; ///< each epoch has another order
};

/// Reads a table that is larger than memory in blocks of rows, in any order. Block `b` holds rows `b * rows_per_block`
/// to `(b + 1) * rows_per_block - 1` of those that `read_frame` gives; the last block holds what is left. It needs the
/// memory of one block, or of two for a shuffled one, and 16 bytes for each block of the file. Several threads may read
/// blocks. A compressed file is unpacked again from its start for each block, so that an epoch unpacks it `blocks() /
/// 2` times: unpack it first if that takes longer than the training.
///
/// To train, take the blocks of an epoch in `block_order` and read each with `read_shuffled`. Rows that are more than a
/// block apart only come together as whole blocks, so blocks should hold many batches.
/// Source: the cache, shuffle and interleave of tf.data.
class BlockReader {
public:
    /// Reads the whole file once to find where blocks begin and to check each line.
    /// Throws SettingError for blocks of no rows, and what `read_frame` throws.
    BlockReader(std::string path, FrameFormat format, std::size_t rows_per_block);

    /// The number of blocks.
    [[nodiscard]] std::size_t blocks() const { return offsets_.size() - 1; }
    /// The number of rows of the file.
    [[nodiscard]] std::size_t rows() const { return report_.rows; }
    /// The number of rows of a block. Throws SettingError if there is no such block.
    [[nodiscard]] std::size_t rows(std::size_t block) const;
    /// What became of the lines of the file.
    [[nodiscard]] const ReadReport& report() const { return report_; }

    /// The rows of a block, in the order of the file. Reads only that part of the file; of a compressed one, also what
    /// comes before.
    /// Throws SettingError if there is no such block; BadLine or DataError if the file has changed.
    [[nodiscard]] Frame read(std::size_t block) const;

    /// The rows of a block in a random order that depends on seed, epoch and block.
    [[nodiscard]] LINNET_COLD Frame read_shuffled(std::size_t block, const ShuffleSettings& settings) const {
        return select_rows(read(block), order(rows(block), settings, std::uint64_t{block} + 1));
    }

    /// All blocks in a random order that depends on seed and epoch.
    [[nodiscard]] LINNET_COLD std::vector<std::size_t> block_order(const ShuffleSettings& settings) const {
        return order(blocks(), settings, 0);
    }

private:
    [[nodiscard]] static std::vector<std::size_t> order(std::size_t size, const ShuffleSettings& settings,
                                                        std::uint64_t what);

    std::string path_;
    FrameFormat format_;
    std::size_t rows_per_block_;
    std::vector<std::uint64_t> offsets_; // where blocks begin, and where the last ends
    std::vector<std::size_t> lines_;     // the number of lines before each
    ReadReport report_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION BlockReader::BlockReader(std::string path, FrameFormat format, std::size_t rows_per_block)
    : path_{std::move(path)}, format_{std::move(format)}, rows_per_block_{rows_per_block} {
    if (rows_per_block == 0) {
        detail::fail<SettingError>({path_, ": is to be read in blocks of no rows"});
    }
    DelimitedReader reader{path_, format_.file};
    detail::FrameParser parser{reader, format_};
    const auto mark = [&] {
        offsets_.push_back(reader.offset());
        lines_.push_back(reader.lines());
    };
    mark();
    std::uint64_t end = 0; // of the last row
    while (detail::next_row(reader, format_.on_bad_line, report_, [&] {
        parser.parse();
        return true;
    })) {
        end = reader.offset();
        if (report_.rows % rows_per_block == 0) {
            mark();
        }
    }
    if (report_.rows % rows_per_block != 0) {
        offsets_.push_back(end);
    }
    detail::finish_report(report_, reader);
}

LINNET_COLD LINNET_DEFINITION std::size_t BlockReader::rows(std::size_t block) const {
    if (block >= blocks()) {
        detail::fail<SettingError>({path_, ": has ", blocks(), " blocks, no block ", block});
    }
    return std::min(rows_per_block_, report_.rows - block * rows_per_block_);
}

LINNET_COLD LINNET_DEFINITION Frame BlockReader::read(std::size_t block) const {
    const std::size_t count = rows(block);
    DelimitedReader reader{path_, format_.file};
    detail::FrameParser parser{reader, format_};
    reader.go_to(offsets_[block], lines_[block]);
    ReadReport report;
    while (report.rows < count && detail::next_row(
                                      reader, format_.on_bad_line, report,
                                      [&] {
                                          parser.parse();
                                          parser.append();
                                          return true;
                                      })) {
    }
    if (report.rows != count || reader.offset() != offsets_[block + 1]) {
        detail::fail<DataError>({path_, ": has changed since its blocks were found"});
    }
    return parser.take();
}

LINNET_DEFINITION std::vector<std::size_t> BlockReader::order(std::size_t size, const ShuffleSettings& settings,
                                                              std::uint64_t what) {
    constexpr std::uint64_t epoch_seeds = std::uint64_t{'b'} << 56; // differs from other streams
    std::vector<std::size_t> order(size);
    shuffled_order(Random{Random{settings.seed, epoch_seeds}.bits(settings.epoch), what}, order);
    return order;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
