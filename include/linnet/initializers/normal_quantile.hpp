// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// The x below which a standard normal number lies with probability p, 0 < p < 1. The relative error is about 1e-15.
///
/// It turns one uniform number into one normal number, so a stream of normal numbers is addressed by index like a
/// stream of uniform ones.
/// Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
/// (1988), routine PPND16.
[[nodiscard]] double normal_quantile(double p);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

#include <linnet/simd/multiply_add.hpp>

namespace linnet::inline LINNET_ISA {

LINNET_DEFINITION double normal_quantile(double p) {
    const auto horner = [](double x, const double(&c)[8]) {
        double sum = c[7];
        for (int i = 6; i >= 0; --i) {
            sum = multiply_add(sum, x, c[i]);
        }
        return sum;
    };
    static constexpr double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static constexpr double b[8] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
    static constexpr double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr double d[8] = {1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
    static constexpr double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr double f[8] = {1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = multiply_add(-q, q, 0.180625);
        return q * horner(r, a) / horner(r, b);
    }
    const double tail = q < 0 ? p : 1.0 - p;
    const double r = std::sqrt(-log(pack<double, 1>(tail)).value());
    const double x = r <= 5.0 ? horner(r - 1.6, c) / horner(r - 1.6, d) : horner(r - 5.0, e) / horner(r - 5.0, f);
    return q < 0 ? -x : x;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
