// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/thread_pool.hpp>

namespace linnet_test {

/// Divides everything that can be divided, however small.
class EagerPool : public linnet::ThreadPool {
public:
    using linnet::ThreadPool::ThreadPool;
    [[nodiscard]] std::size_t least_share_cost() const override { return 1; }
};

/// Three threads for the tests that need some.
[[nodiscard]] LINNET_COLD inline EagerPool& three_threads() {
    static EagerPool pool{3};
    return pool;
}

} // namespace linnet_test
