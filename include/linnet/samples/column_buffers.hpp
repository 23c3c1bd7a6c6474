// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <tuple>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/column_store.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The memory that the columns of a batch are gathered into: a buffer for each feature of a list.
template <class T, class Features>
class ColumnBuffers;

template <class T, Feature... Features>
class ColumnBuffers<T, TypeList<Features...>> {
public:
    void reserve(std::size_t batch) { (of<Features>().reserve(batch), ...); }

    template <class F>
    [[nodiscard]] auto& of() {
        return std::get<index_of<F, Features...>()>(buffers_);
    }

private:
    std::tuple<typename ColumnStore<Features>::template Buffer<T>...> buffers_;
};

} // namespace linnet::inline LINNET_ISA::detail
