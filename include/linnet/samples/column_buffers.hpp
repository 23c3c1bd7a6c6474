// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/column_store.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The memory that the columns of a batch are gathered into: a buffer for each feature of a list.
template <class T, class Features>
class ColumnBuffers;

// A base class for each, as a tuple of many types is dear to compile.
template <class F, class T>
struct ColumnBuffer {
    typename ColumnStore<F>::template Buffer<T> buffer;
};

template <class T, Feature... Features>
class ColumnBuffers<T, TypeList<Features...>> : ColumnBuffer<Features, T>... {
public:
    void reserve(std::size_t batch) { (of<Features>().reserve(batch), ...); }

    template <class F>
    [[nodiscard]] auto& of() {
        return static_cast<ColumnBuffer<F, T>&>(*this).buffer;
    }
};

} // namespace linnet::inline LINNET_ISA::detail
