// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>

#include "eager_pool.hpp"
#include "lanes.hpp"

// Runs an optimizer for a few steps on a dense block or a table, beside a naive twin per parameter.
namespace linnet_test {

enum class Untouched { stand_still, move_on };

template <class T>
linnet::ParameterBlock<T> random_block(linnet::BlockKind kind, std::size_t rows, std::size_t columns) {
    linnet::ParameterBlock<T> block{"block", kind, linnet::Matrix<T>(rows, columns)};
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            block.values.view()(r, c) = static_cast<T>(linnet::Random{3, 1}.uniform(r * columns + c) - 0.5);
        }
    }
    return block;
}

template <class T>
bool padding_is_zero(const linnet::Matrix<T>& matrix) {
    for (std::size_t r = 0; r < matrix.rows(); ++r) {
        for (std::size_t c = matrix.columns(); c < matrix.stride(); ++c) {
            if (matrix.view().row(r)[c] != T{0}) {
                return false;
            }
        }
    }
    return true;
}

/// The ids of the batch of each step: row 0 three times, row 2 in every second step, row 1 never.
inline std::vector<linnet::row_id> looked_up(std::uint64_t step) {
    return step % 2 == 0 ? std::vector<linnet::row_id>{0, 2, 0, 0} : std::vector<linnet::row_id>{0, 3, 0, 0};
}

/// Trains `rows x columns` parameters for some steps; returns them.
template <class Case, class O>
LINNET_COLD linnet::ParameterBlock<typename Case::T> trained(const O& optimizer, linnet::BlockKind kind,
                                                             std::size_t rows, std::size_t columns, std::uint64_t steps,
                                                             linnet::Executor* executor = nullptr) {
    using T = typename Case::T;
    linnet::Parameters<T> parameters;
    parameters.add(random_block<T>(kind, rows, columns));
    linnet::Gradients<T> gradients(parameters);
    typename O::template State<T, Case::W> state(optimizer, parameters[0]);
    for (std::uint64_t step = 1; step <= steps; ++step) {
        gradients.clear();
        const linnet::Random random{step, 2};
        linnet::Matrix<T> contributions(4, columns);
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t c = 0; c < columns; ++c) {
                contributions.view()(i, c) = static_cast<T>(random.uniform(i * columns + c) - 0.4);
            }
        }
        if (kind == linnet::BlockKind::rows) {
            const auto ids = looked_up(step);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                gradients[0].rows.add(ids[i], contributions.view().row(i), i == 3 ? T{0.5} : T{1});
            }
        } else {
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    gradients[0].dense.view()(r, c) = contributions.view()(r % 4, c);
                }
            }
        }
        state.update(optimizer, parameters[0], gradients[0], {step, executor});
    }
    return parameters[0];
}

/// The same by a twin per parameter, in double.
template <class T, class Twin>
std::vector<double> naive_trained(const Twin& twin, linnet::BlockKind kind, std::size_t rows, std::size_t columns,
                                  std::uint64_t steps, Untouched untouched) {
    const auto block = random_block<T>(kind, rows, columns);
    std::vector<double> values;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            values.push_back(static_cast<double>(block.values.view()(r, c)));
        }
    }
    std::vector<Twin> twins(values.size(), twin);
    for (std::uint64_t step = 1; step <= steps; ++step) {
        const linnet::Random random{step, 2};
        const auto ids = looked_up(step);
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                double gradient = 0;
                bool touched = kind == linnet::BlockKind::dense;
                for (std::size_t i = 0; i < 4; ++i) {
                    const auto part = static_cast<double>(static_cast<T>(random.uniform(i * columns + c) - 0.4));
                    if (kind == linnet::BlockKind::dense) {
                        gradient = i == r % 4 ? part : gradient;
                    } else if (ids[i] == r) {
                        gradient += i == 3 ? 0.5 * part : part;
                        touched = true;
                    }
                }
                if (touched || untouched == Untouched::move_on) {
                    double& value = values[r * columns + c];
                    value = twins[r * columns + c].step(value, gradient, step);
                }
            }
        }
    }
    return values;
}

/// Checks an optimizer at one width against its twin, against width 1 and 3 threads bit by bit, and its padding.
template <class Case, class O, class Twin>
LINNET_COLD void check_optimizer(const O& optimizer, const Twin& twin, Untouched untouched) {
    using T = typename Case::T;
    constexpr std::size_t W = Case::W;
    constexpr std::uint64_t steps = 7;
    for (const std::size_t columns : {std::size_t{1}, W > 1 ? W - 1 : 1, W, W + 1, 3 * W + 2}) {
        for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
            CAPTURE(columns);
            CAPTURE(kind == linnet::BlockKind::rows);
            const auto block = trained<Case>(optimizer, kind, 5, columns, steps);
            const auto scalar = trained<Lanes<T, 1>>(optimizer, kind, 5, columns, steps);
            const auto divided = trained<Lanes<T, 1>>(optimizer, kind, 5, columns, steps, &three_threads());
            const auto naive = naive_trained<T>(twin, kind, 5, columns, steps, untouched);
            CHECK(padding_is_zero(block.values));
            for (std::size_t r = 0; r < 5; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    const T value = block.values.view()(r, c);
                    CHECK(same(value, scalar.values.view()(r, c)));
                    CHECK(same(value, divided.values.view()(r, c)));
                    // The values stay below 1; a step rounds a handful of times.
                    CHECK(std::abs(static_cast<double>(value) - naive[r * columns + c]) <=
                          20 * steps * static_cast<double>(std::numeric_limits<T>::epsilon()));
                }
            }
        }
    }
}

/// Takes the four steps of golden/torch_golden.cpp, on a dense block and on a row of a table; checks the parameters
/// after each step.
template <class Case, class O>
LINNET_COLD void check_torch(const O& optimizer, const std::array<double, 12>& golden) {
    using T = typename Case::T;
    const T gradient[4][3] = {
        {T(0.1), T(-2.0), T(0)}, {T(0.3), T(1.5), T(-0.01)}, {T(-0.2), T(0), T(0.02)}, {T(0.05), T(-0.7), T(100)}};
    for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
        CAPTURE(kind == linnet::BlockKind::rows);
        linnet::Parameters<T> parameters;
        parameters.add({"block", kind, linnet::Matrix<T>(2, 3)});
        T* const row = parameters[0].values.view().row(1);
        row[0] = T(0.5);
        row[1] = T(-1.25);
        row[2] = T(2);
        linnet::Gradients<T> gradients(parameters);
        typename O::template State<T, Case::W> state(optimizer, parameters[0]);
        for (std::size_t step = 0; step < 4; ++step) {
            gradients.clear();
            if (kind == linnet::BlockKind::rows) {
                gradients[0].rows.add(1, gradient[step]);
            } else {
                std::copy_n(gradient[step], 3, gradients[0].dense.view().row(1));
            }
            state.update(optimizer, parameters[0], gradients[0], step + 1);
            for (std::size_t c = 0; c < 3; ++c) {
                const double want = golden[3 * step + c];
                CHECK(std::abs(static_cast<double>(row[c]) - want) <=
                      16 * static_cast<double>(std::numeric_limits<T>::epsilon()) * std::max(1.0, std::abs(want)));
            }
        }
    }
}

/// A row that met one gradient idles for 2000 steps. What the optimizer remembers of it must then be 0, not denormal:
/// set to 0 the row stands still.
template <class Case, class O>
LINNET_COLD void check_forgets(const O& optimizer) {
    using T = typename Case::T;
    constexpr std::size_t columns = 3 * Case::W + 2;
    linnet::Parameters<T> parameters;
    parameters.add(random_block<T>(linnet::BlockKind::rows, 2, columns));
    linnet::Gradients<T> gradients(parameters);
    typename O::template State<T, Case::W> state(optimizer, parameters[0]);
    // Small enough to reach the denormals of double, too.
    const std::vector<T> slope(columns, std::ldexp(std::numeric_limits<T>::min(), 60));
    gradients[0].rows.add(1, slope.data());
    state.update(optimizer, parameters[0], gradients[0], 1);
    gradients.clear();
    T* const row = parameters[0].values.view().row(1);
    std::fill_n(row, columns, T{0});
    state.update(optimizer, parameters[0], gradients[0], 2);
    CHECK(row[columns - 1] != T{0});
    for (std::uint64_t step = 3; step <= 2000; ++step) {
        state.update(optimizer, parameters[0], gradients[0], step);
    }
    std::fill_n(row, columns, T{0});
    state.update(optimizer, parameters[0], gradients[0], 2001);
    for (std::size_t c = 0; c < columns; ++c) {
        CHECK(row[c] == T{0});
    }
}

} // namespace linnet_test
