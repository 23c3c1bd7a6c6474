// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/fingerprint.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// The values of one feature for all samples of a data set, and the buffer into which a batch of them is gathered.
template <class Feature>
class ColumnStore;

template <FixedString Name, std::size_t Rows, UnknownId OnUnknown>
class ColumnStore<Categorical<Name, Rows, OnUnknown>> {
public:
    /// An id of any integer type. Throws IdError if it does not fit a row_id.
    class value {
    public:
        template <std::integral Integer>
        value(Integer id) : id_{detail::checked_id(Name.view(), id)} {} // NOLINT(google-explicit-constructor)
        operator row_id() const { return id_; }                         // NOLINT(google-explicit-constructor)

    private:
        row_id id_;
    };

    std::vector<row_id> ids;
    Fingerprint encoded_by; ///< the vocabulary that gave the ids their rows, if any

    [[nodiscard]] std::size_t size() const { return ids.size(); }
    static void check_value(const value&) {}
    void add(const value& id) { ids.push_back(id); }
    void check() const {}

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { ids_.reserve(batch); }
        template <class RowAt>
        std::span<const row_id> gather(const ColumnStore& store, std::size_t count, const RowAt& row_at) {
            ids_.resize(count);
            for (std::size_t i = 0; i < count; ++i) {
                ids_[i] = store.ids[row_at(i)];
            }
            return ids_;
        }

    private:
        std::vector<row_id> ids_;
    };
};

template <FixedString Name, std::size_t Rows, UnknownId OnUnknown>
class ColumnStore<MultiCategorical<Name, Rows, OnUnknown>> {
public:
    using value = std::vector<row_id>;

    std::vector<std::uint64_t> offsets{0};
    std::vector<row_id> ids;
    std::vector<float> weights; ///< one per id, or none
    Fingerprint encoded_by;     ///< the vocabulary that gave the ids their rows, if any

    [[nodiscard]] std::size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; } // empty after a move
    static void check_value(std::span<const row_id>) {}
    void add(std::span<const row_id> list) {
        ids.insert(ids.end(), list.begin(), list.end());
        offsets.push_back(ids.size());
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
                {"feature '", Name.view(),
                 "': offsets must start at 0, never fall and end at the number of ids, and weights be one "
                 "per id or none"});
        }
    }

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { offsets_.reserve(batch + 1); }
        template <class RowAt>
        JaggedColumn<T> gather(const ColumnStore& store, std::size_t count, const RowAt& row_at) {
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

template <FixedString Name, std::size_t Columns>
class ColumnStore<Numeric<Name, Columns>> {
public:
    using value = std::vector<float>;

    std::vector<float> numbers; ///< row by row

    [[nodiscard]] std::size_t size() const { return numbers.size() / Columns; }
    /// Throws SettingError if the row has the wrong number of columns.
    static void check_value(std::span<const float> row) {
        if (row.size() != Columns) {
            detail::fail<SettingError>({"feature '", Name.view(), "' has ", Columns, " columns, not ", row.size()});
        }
    }
    /// Throws SettingError if the row has the wrong number of columns.
    void add(std::span<const float> row) {
        check_value(row);
        numbers.insert(numbers.end(), row.begin(), row.end());
    }
    /// Throws SettingError if the last row is incomplete.
    void check() const {
        if (numbers.size() % Columns != 0) {
            detail::fail<SettingError>({"feature '", Name.view(), "' has ", numbers.size(),
                                        " numbers, not a multiple of its ", Columns, " columns"});
        }
    }

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { numbers_.reserve(batch, Columns); }
        template <class RowAt>
        ConstMatrixView<T> gather(const ColumnStore& store, std::size_t count, const RowAt& row_at) {
            numbers_.reserve(count, Columns);
            const MatrixView<T> to = numbers_.top(count);
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t c = 0; c < Columns; ++c) {
                    to(i, c) = static_cast<T>(store.numbers[row_at(i) * Columns + c]);
                }
            }
            return to;
        }

    private:
        Matrix<T> numbers_;
    };
};

} // namespace linnet::inline LINNET_ISA
