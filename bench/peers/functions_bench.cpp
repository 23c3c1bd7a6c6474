// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: eigen
// ours, every width: simd/functions_bench.cpp

// Functions of packs in xsimd, Eigen and glibc's libmvec.
#include <cstddef>
#include <string>
#include <type_traits>

// g++ 12 says this of its own intrinsics.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

#include <Eigen/Core>
#include <xsimd/xsimd.hpp>

#include "support/functions.hpp"

namespace linnet::bench {

namespace {

template <class Batch, class F>
struct XsimdMap {
    using T = typename Batch::value_type;
    static void apply(const T* x, T* y, std::size_t n) {
        for (std::size_t i = 0; i < n; i += Batch::size) {
            F{}(Batch::load_unaligned(x + i)).store_unaligned(y + i);
        }
    }
};

template <class T, class F>
struct EigenMap {
    static void apply(const T* x, T* y, std::size_t n) {
        using Array = Eigen::Array<T, Eigen::Dynamic, 1>;
        const auto count = static_cast<Eigen::Index>(n);
        Eigen::Map<Array>(y, count) = F{}(Eigen::Map<const Array>(x, count));
    }
};

/// xsimd's functions in a register of W lanes, if the machine has one.
template <class T, std::size_t W>
void add_xsimd() {
    using Batch = typename xsimd::make_sized_batch<T, W>::type;
    if constexpr (!std::is_void_v<Batch>) {
        const auto add = [](const Function& function, auto of_batch) {
            add_function<T, XsimdMap<Batch, decltype(of_batch)>>(function, "peer:xsimd " + std::to_string(W));
        };
        add(exp_function, [](const Batch& x) { return xsimd::exp(x); });
        add(log_function, [](const Batch& x) { return xsimd::log(x); });
        add(tanh_function, [](const Batch& x) { return xsimd::tanh(x); });
        add(sigmoid_function, [](const Batch& x) { return T{1} / (T{1} + xsimd::exp(-x)); });
    }
}

template <class T>
void add_eigen() {
    const auto add = [](const Function& function, auto of_array) {
        add_function<T, EigenMap<T, decltype(of_array)>>(function, "peer:Eigen");
    };
    add(exp_function, [](const auto& x) { return x.exp(); });
    add(log_function, [](const auto& x) { return x.log(); });
    add(tanh_function, [](const auto& x) { return x.tanh(); });
    add(sigmoid_function, [](const auto& x) { return (T{1} + (-x).exp()).inverse(); });
}

template <class T, class V, V (*F)(V)>
struct LibmvecMap {
    static void apply(const T* x, T* y, std::size_t n) {
        for (std::size_t i = 0; i < n; i += sizeof(V) / sizeof(T)) {
            V values;
            __builtin_memcpy(&values, x + i, sizeof values);
            values = F(values);
            __builtin_memcpy(y + i, &values, sizeof values);
        }
    }
};

template <class T, class V, V (*Exp)(V), V (*Log)(V), V (*Tanh)(V)>
void add_libmvec() {
    const std::string name = "peer:libmvec " + std::to_string(sizeof(V) / sizeof(T));
    add_function<T, LibmvecMap<T, V, Exp>>(exp_function, name);
    add_function<T, LibmvecMap<T, V, Log>>(log_function, name);
    add_function<T, LibmvecMap<T, V, Tanh>>(tanh_function, name);
}

// glibc's names: b is SSE, d is AVX2, e is AVX-512.
#define LINNET_LIBMVEC(Vector, type, bytes, prefix, suffix)                                                            \
    using Vector = type __attribute__((vector_size(bytes)));                                                           \
    extern "C" {                                                                                                       \
    Vector prefix##exp##suffix(Vector);                                                                                \
    Vector prefix##log##suffix(Vector);                                                                                \
    Vector prefix##tanh##suffix(Vector);                                                                               \
    }
LINNET_LIBMVEC(Float4, float, 16, _ZGVbN4v_, f)
LINNET_LIBMVEC(Double2, double, 16, _ZGVbN2v_, )
#ifdef __AVX2__
LINNET_LIBMVEC(Float8, float, 32, _ZGVdN8v_, f)
LINNET_LIBMVEC(Double4, double, 32, _ZGVdN4v_, )
#endif
#ifdef __AVX512F__
LINNET_LIBMVEC(Float16, float, 64, _ZGVeN16v_, f)
LINNET_LIBMVEC(Double8, double, 64, _ZGVeN8v_, )
#endif

} // namespace

const Cases cases{[] {
    add_xsimd<float, 4>();
    add_xsimd<float, 8>();
    add_xsimd<float, 16>();
    add_xsimd<double, 2>();
    add_xsimd<double, 4>();
    add_xsimd<double, 8>();
    add_eigen<float>();
    add_eigen<double>();
    add_libmvec<float, Float4, _ZGVbN4v_expf, _ZGVbN4v_logf, _ZGVbN4v_tanhf>();
    add_libmvec<double, Double2, _ZGVbN2v_exp, _ZGVbN2v_log, _ZGVbN2v_tanh>();
#ifdef __AVX2__
    add_libmvec<float, Float8, _ZGVdN8v_expf, _ZGVdN8v_logf, _ZGVdN8v_tanhf>();
    add_libmvec<double, Double4, _ZGVdN4v_exp, _ZGVdN4v_log, _ZGVdN4v_tanh>();
#endif
#ifdef __AVX512F__
    add_libmvec<float, Float16, _ZGVeN16v_expf, _ZGVeN16v_logf, _ZGVeN16v_tanhf>();
    add_libmvec<double, Double8, _ZGVeN8v_exp, _ZGVeN8v_log, _ZGVeN8v_tanh>();
#endif
}};

} // namespace linnet::bench
