// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/state_entries.hpp>

#include "eager_pool.hpp"
#include "lanes.hpp"

// Runs an optimizer for a few steps on a dense block or a table, beside a naive twin for each parameter.
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

/// Memory of all that a state of float hands over.
template <class State>
std::size_t bytes_of(State state) {
    std::size_t total = 0;
    for (const auto& part : linnet::state_entries<float>(state)) {
        total += part.bytes();
    }
    return total;
}

/// The ids of the batch of each step: row 0 three times, row 2 in every second step, row 1 never.
inline std::vector<linnet::row_id> looked_up(std::uint64_t step) {
    return step % 2 == 0 ? std::vector<linnet::row_id>{0, 2, 0, 0} : std::vector<linnet::row_id>{0, 3, 0, 0};
}

/// Trains `rows x columns` parameters for some steps, and returns them.
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
            gradients.arrange();
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

/// The same by a twin for each parameter, in double.
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

/// Checks an optimizer at one width against its twin, and bit by bit against width 1 and 3 threads; and its padding.
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
                    // The values stay below 1, and a step rounds only a handful of times.
                    CHECK(std::abs(static_cast<double>(value) - naive[r * columns + c]) <=
                          20 * steps * static_cast<double>(std::numeric_limits<T>::epsilon()));
                }
            }
        }
    }
}

/// Takes the four steps of golden/torch_golden.cpp, on a dense block and on a row of a table, and checks the parameters
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

/// Lets a row that met one gradient idle for 2000 steps. What the optimizer remembers of it must then be 0, not
/// denormal: if it is set to 0, the row stands still.
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

/// Checks that settings out of range are refused by `check`, which names optimizer, setting and value, and that no
/// state starts.
template <class O>
LINNET_COLD void check_refuses(const O& settings, const char* sentence) {
    CHECK_THROWS_WITH_AS(settings.check(), sentence, linnet::SettingError);
    for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
        const auto block = random_block<float>(kind, 2, 3);
        CHECK_THROWS_WITH_AS((typename O::template State<float, 4>(settings, block)), sentence, linnet::SettingError);
    }
}

/// Checks that everything that is not a number of 0 or more is refused as `setting`, a member of the settings.
template <class O>
LINNET_COLD void check_refuses_negative(const char* owner, const char* name, double O::* setting) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto& [bad, shown] : std::initializer_list<std::pair<double, const char*>>{
             {-0.5, "-0.500000"}, {-1e-9, "-1e-09"}, {std::nan(""), "nan"}, {infinity, "inf"}, {-infinity, "-inf"}}) {
        O settings;
        settings.*setting = bad;
        check_refuses(settings,
                      (std::string{owner} + ": " + name + " must be 0 or more, and finite, not " + shown).c_str());
    }
    O zero;
    zero.*setting = 0.0;
    CHECK_NOTHROW(zero.check());
}

/// Checks that everything that is not a decay of at least 0 and below 1 is refused as `setting`.
template <class O>
LINNET_COLD void check_refuses_no_decay(const char* owner, const char* name, double O::* setting) {
    for (const auto& [bad, shown] : std::initializer_list<std::pair<double, const char*>>{
             {1.0, "1.000000"}, {1.5, "1.500000"}, {-0.5, "-0.500000"}, {std::nan(""), "nan"}}) {
        O settings;
        settings.*setting = bad;
        check_refuses(settings,
                      (std::string{owner} + ": " + name + " must be at least 0 and below 1, not " + shown).c_str());
    }
    O zero;
    zero.*setting = 0.0;
    CHECK_NOTHROW(zero.check());
}

/// Checks that at a learning rate of 0 nothing moves, from the first step on.
template <class Case, class O>
LINNET_COLD void check_stands_still(O settings) {
    settings.learning_rate = 0.0;
    for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
        const auto start = random_block<typename Case::T>(kind, 5, Case::W + 1);
        const auto block = trained<Case>(settings, kind, 5, Case::W + 1, 4);
        for (std::size_t r = 0; r < 5; ++r) {
            for (std::size_t c = 0; c < Case::W + 1; ++c) {
                CHECK(same(block.values.view()(r, c), start.values.view()(r, c)));
            }
        }
        CHECK(padding_is_zero(block.values));
    }
}

/// Checks that parameters whose gradient is always 0 stay as they are, beside others that move by finite steps, down to
/// the smallest gradients there are.
template <class Case, class O>
LINNET_COLD void check_stays_finite(const O& settings) {
    using T = typename Case::T;
    const T tiny = std::numeric_limits<T>::denorm_min();
    const T least = std::numeric_limits<T>::min();
    const std::array<T, 8> slopes{T{0}, tiny, least, std::sqrt(least), T(0.5) * std::sqrt(least), -least, T{-1}, T{0}};
    for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
        linnet::Parameters<T> parameters;
        parameters.add(random_block<T>(kind, 2, 8));
        const auto start = parameters[0];
        linnet::Gradients<T> gradients(parameters);
        typename O::template State<T, Case::W> state(settings, parameters[0]);
        for (std::uint64_t step = 1; step <= 4; ++step) {
            gradients.clear();
            if (kind == linnet::BlockKind::rows) {
                gradients[0].rows.add(1, slopes.data());
            } else {
                std::copy_n(slopes.data(), 8, gradients[0].dense.view().row(1));
            }
            state.update(settings, parameters[0], gradients[0], step);
        }
        for (std::size_t c = 0; c < 8; ++c) {
            const T moved = std::abs(parameters[0].values.view()(1, c) - start.values.view()(1, c));
            CAPTURE(c);
            CHECK(moved <= T(8 * settings.learning_rate));
            if (slopes[c] == T{0}) {
                CHECK(moved == T{0});
            }
        }
        CHECK(parameters[0].values.view()(1, 6) > start.values.view()(1, 6));
        CHECK(padding_is_zero(parameters[0].values));
    }
}

} // namespace linnet_test
