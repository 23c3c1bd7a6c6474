// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: eigen

// Functions of packs in xsimd, Eigen and glibc's libmvec.
#include <cstddef>
#include <string>

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

template <class T, class F>
struct XsimdMap {
    using Batch = xsimd::batch<T>;
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

template <class T>
void add_type() {
    const std::string name = "peer:xsimd " + std::to_string(xsimd::batch<T>::size);
    const auto both = [&](const Function& function, auto of_batch, auto of_array) {
        add_function<T, XsimdMap<T, decltype(of_batch)>>(function, name);
        add_function<T, EigenMap<T, decltype(of_array)>>(function, "peer:Eigen");
    };
    both(
        exp_function, [](const auto& x) { return xsimd::exp(x); }, [](const auto& x) { return x.exp(); });
    both(
        log_function, [](const auto& x) { return xsimd::log(x); }, [](const auto& x) { return x.log(); });
    both(
        tanh_function, [](const auto& x) { return xsimd::tanh(x); }, [](const auto& x) { return x.tanh(); });
    both(
        sigmoid_function, [](const auto& x) { return T{1} / (T{1} + xsimd::exp(-x)); },
        [](const auto& x) { return (T{1} + (-x).exp()).inverse(); });
}

#ifdef __AVX512F__
using Float16 = float __attribute__((vector_size(64)));
using Double8 = double __attribute__((vector_size(64)));
extern "C" {
Float16 _ZGVeN16v_expf(Float16); // NOLINT: glibc's names
Float16 _ZGVeN16v_logf(Float16); // NOLINT
Double8 _ZGVeN8v_exp(Double8);   // NOLINT
Double8 _ZGVeN8v_log(Double8);   // NOLINT
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
#endif

} // namespace

void add_cases() {
    add_type<float>();
    add_type<double>();
#ifdef __AVX512F__
    add_function<float, LibmvecMap<float, Float16, _ZGVeN16v_expf>>(exp_function, "peer:libmvec");
    add_function<float, LibmvecMap<float, Float16, _ZGVeN16v_logf>>(log_function, "peer:libmvec");
    add_function<double, LibmvecMap<double, Double8, _ZGVeN8v_exp>>(exp_function, "peer:libmvec");
    add_function<double, LibmvecMap<double, Double8, _ZGVeN8v_log>>(log_function, "peer:libmvec");
#endif
}

} // namespace linnet::bench
