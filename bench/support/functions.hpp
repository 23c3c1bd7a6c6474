// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"

namespace linnet::bench {

/// A function that is timed, ours and the peers', and the range of its arguments.
struct Function {
    const char* name;
    double (*exact)(double);
    double low, high;
};
inline constexpr Function exp_function{"exp", [](double x) { return std::exp(x); }, -20, 20};
inline constexpr Function log_function{"log", [](double x) { return std::log(x); }, 1e-6, 100};
inline constexpr Function cos_function{"cos", [](double x) { return std::cos(x); }, -20, 20};
inline constexpr Function sigmoid_function{"sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); }, -20, 20};
inline constexpr Function tanh_function{"tanh", [](double x) { return std::tanh(x); }, -6, 6};
inline constexpr Function softplus_function{"softplus", [](double x) { return std::log1p(std::exp(x)); }, -20, 20};

/// `Map::apply(x, y, n)` writes a function of the n elements of x to y.
template <class T, class Map>
class FunctionCase : public Case {
public:
    static constexpr std::size_t count = 2048; // both arrays in the L1 cache

    explicit FunctionCase(const Function& function) : function_{function}, x_(1, count), y_(1, count) {
        const Random random{17, 3};
        for (std::size_t i = 0; i < count; ++i) {
            x_.view()(0, i) = static_cast<T>(function.low + (function.high - function.low) * random.uniform(i));
        }
    }
    void prepare(Check& check) override {
        apply();
        for (std::size_t i = 0; i < count; ++i) {
            const double want = function_.exact(static_cast<double>(x_.view()(0, i)));
            const double got = static_cast<double>(y_.view()(0, i));
            check.number(function_.name, got / want, 1, sizeof(T) == 4 ? 2e-6 : 1e-13);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { apply(); });
    }

private:
    void apply() { Map::apply(x_.view().data, y_.view().data, count); }

    Function function_;
    Matrix<T> x_;
    Matrix<T> y_;
};

template <class T, class Map>
void add_function(const Function& function, const std::string& column) {
    add(std::make_unique<FunctionCase<T, Map>>(function),
        {{.name = std::string{"Function "} + function.name,
          .batch = FunctionCase<T, Map>::count,
          .unit = "elements/s"}},
        {sizeof(T) == 4 ? "float" : "double", sizeof(T), column});
}

} // namespace linnet::bench
