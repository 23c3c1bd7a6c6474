// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fingerprint.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// Compiled once for all features.
template <class RowAt>
LINNET_HOT void gather_ids(const std::vector<row_id>& from, std::size_t count, const RowAt& row_at,
                           std::vector<row_id>& to) {
    to.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = from[row_at(i)];
    }
}

} // namespace detail

/// The values of a feature of one id per sample.
template <class F>
class IdStore {
public:
    /// An id of any integer type; throws IdError where a row_id cannot hold it.
    class value {
    public:
        template <std::integral Integer>
        value(Integer id) : id_{detail::checked_id(F::name, id)} {} // NOLINT(google-explicit-constructor)
        operator row_id() const { return id_; }                     // NOLINT(google-explicit-constructor)

    private:
        row_id id_;
    };

    std::vector<row_id> ids;
    Fingerprint encoded_by; ///< the vocabulary whose rows the ids are, if any

    [[nodiscard]] std::size_t size() const { return ids.size(); }
    static void check_value(const value&) {}
    void add(const value& id) { ids.push_back(id); }
    void add_row(const IdStore& from, std::size_t row) { ids.push_back(from.ids[row]); }
    void check() const {}

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { ids_.reserve(batch); }
        template <class RowAt>
        std::span<const row_id> gather(const IdStore& store, std::size_t count, const RowAt& row_at) {
            detail::gather_ids(store.ids, count, row_at, ids_);
            return ids_;
        }

    private:
        std::vector<row_id> ids_;
    };
};

} // namespace linnet::inline LINNET_ISA
