// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

// Updates one parameter at a time, in double, as the papers write them: the twins of the optimizers.
namespace linnet_test {

struct NaiveAdam {
    double rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7;
    bool corrected_epsilon = false; // where PyTorch adds epsilon
    double m = 0, v = 0;

    double step(double w, double g, std::uint64_t t) {
        m = beta_1 * m + (1 - beta_1) * g;
        v = beta_2 * v + (1 - beta_2) * g * g;
        const double c1 = 1 - std::pow(beta_1, static_cast<double>(t));
        const double c2 = 1 - std::pow(beta_2, static_cast<double>(t));
        return corrected_epsilon ? w - rate * (m / c1) / (std::sqrt(v / c2) + epsilon)
                                 : w - rate * std::sqrt(c2) / c1 * m / (std::sqrt(v) + epsilon);
    }
};

struct NaiveAdamW {
    double weight_decay = 0.004;
    NaiveAdam adam{};

    double step(double w, double g, std::uint64_t t) { return adam.step(w - adam.rate * weight_decay * w, g, t); }
};

struct NaiveRMSprop {
    double rate = 0.001, rho = 0.9, epsilon = 1e-7;
    double v = 0;

    double step(double w, double g, std::uint64_t) {
        v = rho * v + (1 - rho) * g * g;
        return w - rate * g / (std::sqrt(v) + epsilon);
    }
};

struct NaiveSGD {
    double rate = 0.01, momentum = 0;
    bool nesterov = false;
    double v = 0;

    double step(double w, double g, std::uint64_t) {
        v = momentum * v - rate * g;
        return nesterov ? w + momentum * v - rate * g : w + v;
    }
};

struct NaiveAdagrad {
    double rate = 0.001, epsilon = 1e-7;
    double a = 0.1;

    double step(double w, double g, std::uint64_t) {
        a += g * g;
        return w - rate * g / (std::sqrt(a) + epsilon);
    }
};

/// A whole row, which shares one accumulator.
struct NaiveRowwiseAdagrad {
    double rate = 0.01, epsilon = 1e-8;
    double a = 0;

    void step(std::vector<double>& w, const std::vector<double>& g) {
        double squares = 0;
        for (const double x : g) {
            squares += x * x;
        }
        a += squares / static_cast<double>(g.size());
        for (std::size_t c = 0; c < w.size(); ++c) {
            w[c] -= rate * g[c] / (std::sqrt(a) + epsilon);
        }
    }
};

struct NaiveFTRL {
    double rate = 0.001, l1 = 0, l2 = 0, beta = 0;
    double n = 0.1;
    double z = 0;

    double step(double w, double g, std::uint64_t) {
        const double sigma = (std::sqrt(n + g * g) - std::sqrt(n)) / rate;
        z += g - sigma * w;
        n += g * g;
        const double sign = z < 0 ? -1 : 1;
        return std::abs(z) <= l1 ? 0 : (sign * l1 - z) / ((beta + std::sqrt(n)) / rate + 2 * l2);
    }
};

} // namespace linnet_test
