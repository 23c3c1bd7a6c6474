// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fingerprint.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// The values of a feature of ordered ids, oldest first. The lists of samples may lie over each other: those of one
/// user, each a little longer than the one before, are ranges of the same ids, so that the histories of a log need no
/// more memory than the log. `add` keeps all ids; a batch gathers the last `F::max_length` of a sample.
template <class F>
class SequenceStore {
public:
    using value = std::vector<row_id>;

    /// A sample has `ids[begin .. end)`.
    struct Range {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;

        [[nodiscard]] bool operator==(const Range&) const = default;
    };

    std::vector<row_id> ids;
    std::vector<Range> ranges; ///< one per sample
    Fingerprint encoded_by;    ///< the vocabulary whose rows the ids are, if any

    [[nodiscard]] std::size_t size() const { return ranges.size(); }
    /// All ids of a sample.
    [[nodiscard]] std::span<const row_id> of(std::size_t row) const {
        return std::span{ids}.subspan(ranges[row].begin, ranges[row].end - ranges[row].begin);
    }
    static void check_value(std::span<const row_id>) {}
    void add(std::span<const row_id> list) {
        ranges.push_back({ids.size(), ids.size() + list.size()});
        ids.insert(ids.end(), list.begin(), list.end());
    }
    /// The ids of a sample that a batch gets.
    [[nodiscard]] std::span<const row_id> last_of(std::size_t row) const {
        const std::span<const row_id> all = of(row);
        return all.last(std::min<std::size_t>(all.size(), F::max_length));
    }
    /// Copies only what a batch would get: joined to every sample, whole histories would fill the memory.
    /// requires: `from` is another store
    void add_row(const SequenceStore& from, std::size_t row) { add(from.last_of(row)); }
    /// Throws SettingError, naming the sample, if its range does not lie in the ids.
    void check() const {
        for (std::size_t row = 0; row < ranges.size(); ++row) {
            if (ranges[row].begin > ranges[row].end || ranges[row].end > ids.size()) {
                detail::fail<SettingError>({"feature '", F::name, "', row ", row, ": the ids from ", ranges[row].begin,
                                            " to ", ranges[row].end, " are no range of ", ids.size()});
            }
        }
    }

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) {
            offsets_.reserve(batch + 1);
            if (F::max_length <= most_reserved / (batch + 1)) {
                ids_.reserve(batch * F::max_length);
            }
        }
        template <class RowAt>
        JaggedColumn<T> gather(const SequenceStore& store, std::size_t count, const RowAt& row_at) {
            offsets_.assign(1, 0);
            ids_.clear();
            for (std::size_t i = 0; i < count; ++i) {
                const std::span<const row_id> last = store.last_of(row_at(i));
                ids_.insert(ids_.end(), last.begin(), last.end());
                offsets_.push_back(ids_.size());
            }
            return {offsets_, ids_, {}};
        }

    private:
        // Beyond it, lists of the greatest length are so unlikely to fill a batch that it grows as it needs.
        static constexpr std::size_t most_reserved = std::size_t{1} << 20;

        std::vector<std::uint64_t> offsets_;
        std::vector<row_id> ids_;
    };
};

} // namespace linnet::inline LINNET_ISA
