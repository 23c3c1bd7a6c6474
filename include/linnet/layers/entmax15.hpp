// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/kernels/entmax15.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>

namespace linnet::inline LINNET_ISA {

/// Option of SoftTrees: the 1.5-entmax in place of softmax and sigmoid, as in the paper. A question then looks at few
/// inputs, and its answer is exactly 0 or 1 away from its threshold.
/// Source: Peters, Niculae, Martins, "Sparse sequence-to-sequence models", ACL 2019.
struct Entmax15 {};

namespace detail {

/// How a question mixes the inputs, and how soft its answer is.
struct SoftmaxQuestions {
    static constexpr std::string_view suffix = "";

    template <class T, std::size_t W>
    static void choose(const T* logits, T* choices, std::size_t n) {
        kernels::softmax<T, W>(logits, choices, n);
    }
    template <class T, std::size_t W>
    static void choose_gradient(const T* choices, const T* d_choices, T* d_logits, std::size_t n) {
        kernels::softmax_gradient<T, W>(choices, d_choices, d_logits, n);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> answer(const pack<T, W>& x) {
        return sigmoid(x);
    }
    /// The derivative of an answer, by the answer.
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> slope(const pack<T, W>& answer) {
        return answer * (pack<T, W>(T{1}) - answer);
    }
};

/// The answer is the first of the 1.5-entmax of x and 0. The smaller of both is u^2, for u = (sqrt(8 - x^2) - |x|) / 4
/// up to |x| = 2 and then 0.
struct EntmaxQuestions {
    static constexpr std::string_view suffix = ", Entmax15";

    template <class T, std::size_t W>
    static void choose(const T* logits, T* choices, std::size_t n) {
        kernels::entmax15<T, W>(logits, choices, n);
    }
    template <class T, std::size_t W>
    static void choose_gradient(const T* choices, const T* d_choices, T* d_logits, std::size_t n) {
        kernels::entmax15_gradient<T, W>(choices, d_choices, d_logits, n);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> answer(const pack<T, W>& x) {
        using P = pack<T, W>;
        const P size = min(P(T{2}), abs(x)); // a NaN stays one
        const P root = (sqrt(fma(-size, size, P(T{8}))) - size) * P(T{0.25});
        const P smaller = root * root;
        return select(P(T{0}) < x, P(T{1}) - smaller, smaller);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> slope(const pack<T, W>& answer) {
        const pack<T, W> first = sqrt(answer);
        const pack<T, W> second = sqrt(pack<T, W>(T{1}) - answer);
        return first * second / (first + second);
    }
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
