// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: eigen
// ours: network/small_network_bench.cpp

// A network of fixed size as one would write it by hand for its latency: in Eigen, and in the instructions of AVX-512.
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

// g++ 12 says this of its own intrinsics.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

#include <Eigen/Core>
#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include "support/case.hpp"
#include "support/small_network.hpp"

namespace linnet::bench {

namespace {

template <class T>
T sigmoid_of(T z) {
    return T{1} / (T{1} + std::exp(-z));
}

template <class T>
class EigenSmallNetwork {
    template <int Inputs, int Units>
    struct Layer {
        Eigen::Matrix<T, Units, Inputs> kernel; // by columns: a column per input
        Eigen::Matrix<T, Units, 1> bias;

        explicit Layer(const double*& values) {
            for (Eigen::Index k = 0; k < Inputs; ++k) {
                for (Eigen::Index u = 0; u < Units; ++u) {
                    kernel(u, k) = static_cast<T>(*values++);
                }
            }
            for (Eigen::Index u = 0; u < Units; ++u) {
                bias(u) = static_cast<T>(*values++);
            }
        }
    };

public:
    explicit EigenSmallNetwork(const std::vector<double>& values) : EigenSmallNetwork(values.data()) {}

    T predict(const T* in) {
        const Eigen::Map<const Eigen::Matrix<T, 32, 1>> x{in};
        const Eigen::Matrix<T, 32, 1> a = (first_.kernel * x + first_.bias).cwiseMax(T{0});
        const Eigen::Matrix<T, 16, 1> b = (second_.kernel * a + second_.bias).cwiseMax(T{0});
        return sigmoid_of<T>((last_.kernel * b + last_.bias)(0));
    }

private:
    explicit EigenSmallNetwork(const double* values) : first_{values}, second_{values}, last_{values} {}

    Layer<32, 32> first_;
    Layer<32, 16> second_;
    Layer<16, 1> last_;
};

#ifdef __AVX512F__
class Avx512SmallNetwork {
public:
    explicit Avx512SmallNetwork(const std::vector<double>& values) : values_(values.size()) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            values_[i] = static_cast<float>(values[i]);
        }
    }

    float predict(const float* in) {
        const float* const second = values_.data() + 33 * 32;
        const float* const last = second + 33 * 16;
        alignas(64) float a[32];
        layer<2>(values_.data(), in, a);
        alignas(64) float b[16];
        layer<1>(second, a, b);
        return sigmoid_of(last[16] + _mm512_reduce_add_ps(_mm512_mul_ps(_mm512_load_ps(b), _mm512_loadu_ps(last))));
    }

private:
    /// 32 inputs to 16 * Registers units, with eight sums in flight to hide the latency of the multiply-add.
    template <int Registers>
    static void layer(const float* kernel, const float* in, float* out) {
        constexpr int parts = 8 / Registers;
        constexpr int units = 16 * Registers;
        __m512 sums[parts][Registers];
        for (int r = 0; r < Registers; ++r) {
            sums[0][r] = _mm512_loadu_ps(kernel + 32 * units + 16 * r);
            for (int p = 1; p < parts; ++p) {
                sums[p][r] = _mm512_setzero_ps();
            }
        }
        for (int k = 0; k < 32; k += parts) {
            for (int p = 0; p < parts; ++p) {
                for (int r = 0; r < Registers; ++r) {
                    const __m512 weights = _mm512_loadu_ps(kernel + (k + p) * units + 16 * r);
                    sums[p][r] = _mm512_fmadd_ps(_mm512_set1_ps(in[k + p]), weights, sums[p][r]);
                }
            }
        }
        for (int r = 0; r < Registers; ++r) {
            for (int half = parts / 2; half > 0; half /= 2) {
                for (int p = 0; p < half; ++p) {
                    sums[p][r] = _mm512_add_ps(sums[p][r], sums[p + half][r]);
                }
            }
            _mm512_store_ps(out + 16 * r, _mm512_max_ps(sums[0][r], _mm512_setzero_ps()));
        }
    }

    std::vector<float> values_;
};
#endif

template <class T, class Network>
void add_peer(const std::string& name) {
    add(std::make_unique<SmallCase<Network, T>>(), {small_workload()},
        {sizeof(T) == 4 ? "float" : "double", sizeof(T), "peer:" + name});
}

} // namespace

const Cases cases{[] {
    add_peer<float, EigenSmallNetwork<float>>("Eigen");
    add_peer<double, EigenSmallNetwork<double>>("Eigen");
#ifdef __AVX512F__
    add_peer<float, Avx512SmallNetwork>("AVX-512 by hand");
#endif
}};

} // namespace linnet::bench
