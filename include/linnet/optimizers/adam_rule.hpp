// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/optimizers/least_epsilon.hpp>
#include <linnet/optimizers/without_denormals.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// Where Adam adds its epsilon.
enum class EpsilonForm {
    keras,  ///< to sqrt(v), the uncorrected moment: Kingma and Ba's "epsilon hat"
    pytorch ///< to sqrt(v / (1 - beta_2^t)), the corrected one
};

namespace detail {

/// The settings of Adam and LazyAdam.
template <class Settings>
LINNET_COLD void check_adam(const char* name, const Settings& settings, double learning_rate_factor) {
    check_not_negative(name, "learning_rate", settings.learning_rate * learning_rate_factor);
    check_decay(name, "beta_1", settings.beta_1);
    check_decay(name, "beta_2", settings.beta_2);
    check_not_negative(name, "epsilon", settings.epsilon);
}

/// The step of Adam for one element, which Adam and LazyAdam share. Both forms of epsilon become `w -= rate m /
/// (sqrt(v) + epsilon)` with a rate and an epsilon that depend on the step. Moments that would become denormal become
/// 0.
template <class T, std::size_t W>
class AdamRule {
    using P = pack<T, W>;

public:
    template <class Settings>
    AdamRule(const Settings& settings, const Step& step)
        : beta_1_{static_cast<T>(settings.beta_1)}, beta_2_{static_cast<T>(settings.beta_2)},
          rest_1_{static_cast<T>(1.0 - settings.beta_1)}, rest_2_{static_cast<T>(1.0 - settings.beta_2)} {
        const double correction_1 = 1.0 - power(settings.beta_1, step.number);
        const double root_2 = std::sqrt(1.0 - power(settings.beta_2, step.number));
        minus_rate_ = P(static_cast<T>(-settings.learning_rate * step.learning_rate_factor * root_2 / correction_1));
        const double epsilon =
            settings.epsilon_form == EpsilonForm::keras ? settings.epsilon : settings.epsilon * root_2;
        epsilon_ = P(std::max(static_cast<T>(epsilon), least_epsilon<T>));
    }

    LINNET_INLINE void operator()(P& w, const P& g, P& m, P& v) const {
        m = without_denormals(fma(beta_1_, m, rest_1_ * g));
        v = without_denormals(fma(beta_2_, v, rest_2_ * g * g));
        w = fma(minus_rate_, m / (sqrt(v) + epsilon_), w);
    }

    /// As above where g and m are 0: m and w do not change.
    LINNET_INLINE void idle(P& v) const { v = without_denormals(fma(beta_2_, v, P(T{0}))); }

private:
    /// base^exponent by squaring: the same bits with every compiler and C library.
    static double power(double base, std::uint64_t exponent) {
        double result = 1.0;
        for (; exponent != 0; exponent >>= 1) {
            if (exponent & 1) {
                result *= base;
            }
            base *= base;
        }
        return result;
    }

    P beta_1_;
    P beta_2_;
    P rest_1_;
    P rest_2_;
    P minus_rate_;
    P epsilon_;
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
