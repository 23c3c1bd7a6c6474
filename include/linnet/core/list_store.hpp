// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

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

/// The values of a feature of any number of ids per sample, with or without weights.
template <class F>
class ListStore {
public:
    using value = std::vector<row_id>;

    std::vector<std::uint64_t> offsets{0};
    std::vector<row_id> ids;
    std::vector<float> weights; ///< one per id, or none
    Fingerprint encoded_by;     ///< the vocabulary whose rows the ids are, if any

    [[nodiscard]] std::size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; } // empty: moved from
    static void check_value(std::span<const row_id>) {}
    void add(std::span<const row_id> list) {
        ids.insert(ids.end(), list.begin(), list.end());
        offsets.push_back(ids.size());
    }
    /// requires: `from` is another store
    void add_row(const ListStore& from, std::size_t row) {
        const std::uint64_t begin = from.offsets[row];
        const std::uint64_t count = from.offsets[row + 1] - begin;
        add(std::span{from.ids}.subspan(begin, count));
        if (!from.weights.empty()) {
            const auto of_row = std::span{from.weights}.subspan(begin, count);
            weights.insert(weights.end(), of_row.begin(), of_row.end());
        }
    }
    /// Throws SettingError if offsets, ids and weights do not fit each other.
    void check() const {
        bool fits = !offsets.empty() && offsets.front() == 0 && offsets.back() == ids.size() &&
                    (weights.empty() || weights.size() == ids.size());
        for (std::size_t i = 1; fits && i < offsets.size(); ++i) {
            fits = offsets[i - 1] <= offsets[i];
        }
        if (!fits) {
            detail::fail<SettingError>(
                {"feature '", F::name,
                 "': offsets must start at 0, never fall and end at the number of ids, and weights be one "
                 "per id or none"});
        }
    }

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { offsets_.reserve(batch + 1); }
        template <class RowAt>
        JaggedColumn<T> gather(const ListStore& store, std::size_t count, const RowAt& row_at) {
            offsets_.assign(1, 0);
            ids_.clear();
            weights_.clear();
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t row = row_at(i);
                for (std::uint64_t at = store.offsets[row]; at < store.offsets[row + 1]; ++at) {
                    ids_.push_back(store.ids[at]);
                    if (!store.weights.empty()) {
                        weights_.push_back(static_cast<T>(store.weights[at]));
                    }
                }
                offsets_.push_back(ids_.size());
            }
            return {offsets_, ids_, weights_};
        }

    private:
        std::vector<std::uint64_t> offsets_;
        std::vector<row_id> ids_;
        std::vector<T> weights_;
    };
};

} // namespace linnet::inline LINNET_ISA
