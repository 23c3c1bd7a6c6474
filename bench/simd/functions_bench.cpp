// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/config.hpp>
#include <linnet/simd/cos.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>
#include <linnet/simd/tanh.hpp>

#include "support/functions.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class T, std::size_t W, auto F>
struct Packs {
    static void apply(const T* x, T* y, std::size_t n) {
        for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                                LINNET_INLINE_LAMBDA { F(pack<T, W>::load(x + i, lanes)).store(y + i, lanes); });
    }
};

const Cases cases{[] {
    for_each_width([]<class T, std::size_t W>() {
        using P = pack<T, W>;
        const std::string column = column_of<T, W>().name;
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return exp(x); }>>(exp_function, column);
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return log(x); }>>(log_function, column);
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return cos(x); }>>(cos_function, column);
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return sigmoid(x); }>>(sigmoid_function, column);
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return tanh(x); }>>(tanh_function, column);
        add_function<T, Packs<T, W, [](P x) LINNET_INLINE_LAMBDA { return softplus(x); }>>(softplus_function, column);
    });
}};

} // namespace linnet::bench
