// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/state_entries.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/thread_pool.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Divides whatever can be divided, however small.
class EagerThreads : public ThreadPool {
public:
    using ThreadPool::ThreadPool;
    [[nodiscard]] std::size_t least_share_cost() const override { return 1; }
};

template <class T>
[[nodiscard]] LINNET_COLD bool has_clean_padding(ConstMatrixView<T> matrix) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        for (std::size_t c = matrix.columns; c < matrix.stride; ++c) {
            if (matrix.row(r)[c] != T{0}) {
                return false;
            }
        }
    }
    return true;
}

/// Whether the rows of `some` are the first rows of `all`, bit for bit.
template <class T>
[[nodiscard]] LINNET_COLD bool begins_with(const Matrix<T>& all, const Matrix<T>& some) {
    for (std::size_t r = 0; r < some.rows(); ++r) {
        if (std::memcmp(all.view().row(r), some.view().row(r), some.columns() * sizeof(T)) != 0) {
            return false;
        }
    }
    return true;
}

/// A block and an optimizer's state of it, trained by gradients that depend on the step alone. Of a table, rows 0 and 2
/// are looked up in some steps, row 0 twice, and row 1 in one.
template <Optimizer O, class T, std::size_t W>
class OptimizerRun {
public:
    using State = typename O::template State<T, W>;

    LINNET_COLD OptimizerRun(const O& settings, std::string_view name, BlockKind kind, std::size_t rows,
                             std::size_t columns)
        : settings_{settings} {
        ParameterBlock<T> block{std::string{name}, kind, Matrix<T>(rows, columns)};
        draw(block.values.view(), 0);
        parameters_.add(std::move(block));
        gradients_ = Gradients<T>{parameters_};
        state_ = State(settings_, parameters_[0]);
    }

    LINNET_COLD void run(std::uint64_t first, std::uint64_t last, Executor* executor = nullptr, double factor = 1.0) {
        Matrix<T> slopes(3, values().columns());
        for (std::uint64_t step = first; step <= last; ++step) {
            gradients_.clear();
            draw(slopes.view(), step);
            if (parameters_[0].kind == BlockKind::rows) {
                if (step % 3 != 0) {
                    gradients_[0].rows.add(0, slopes.view().row(0));
                    gradients_[0].rows.add(step == 2 ? 1 : 2, slopes.view().row(1), T{0.5});
                    gradients_[0].rows.add(0, slopes.view().row(2), T{2});
                    gradients_.arrange();
                }
            } else {
                draw(gradients_[0].dense.view(), step);
            }
            state_.update(settings_, parameters_[0], gradients_[0], Step{step, executor, factor});
        }
    }

    [[nodiscard]] const Matrix<T>& values() const { return parameters_[0].values; }
    [[nodiscard]] std::vector<StateEntry<T>> entries() { return state_entries<T>(state_); }
    /// The numbers of another run, of a block that has as many rows or fewer.
    LINNET_COLD void take_over(OptimizerRun& before) {
        parameters_[0].values.copy_common(before.values());
        take_over_state(entries(), before.entries());
    }

private:
    LINNET_COLD static void draw(MatrixView<T> matrix, std::uint64_t stream) {
        for (std::size_t r = 0; r < matrix.rows; ++r) {
            for (std::size_t c = 0; c < matrix.columns; ++c) {
                matrix(r, c) = static_cast<T>(Random{7, stream}.uniform(r * matrix.columns + c) - 0.5);
            }
        }
    }

    O settings_;
    Parameters<T> parameters_;
    Gradients<T> gradients_;
    State state_;
};

/// The first thing that is wrong on one block; empty if nothing is.
template <Optimizer O, class T, std::size_t W>
[[nodiscard]] LINNET_COLD std::string optimizer_mistake(const O& settings, std::string_view name, BlockKind kind,
                                                        std::size_t rows, std::size_t columns, Executor& threads) {
    constexpr std::uint64_t middle = 70; // rows may have come to rest, which some optimizers look for now and then
    constexpr std::uint64_t last = 80;
    using Run = OptimizerRun<O, T, W>;
    Run run(settings, name, kind, rows, columns);
    run.run(1, middle);

    Run fresh(settings, name, kind, rows, columns);
    const auto saved = run.entries();
    const auto empty = fresh.entries();
    for (std::size_t i = 0; i < saved.size(); ++i) {
        if (i >= empty.size() || saved[i].name != empty[i].name || saved[i].bytes() != empty[i].bytes()) {
            return text({"visit hands over '", saved[i].name, "' as a new state does not"});
        }
        for (std::size_t other = 0; other < i; ++other) {
            if (saved[i].name == saved[other].name) {
                return text({"visit hands over '", saved[i].name, "' twice"});
            }
        }
        if (!has_clean_padding<T>(saved[i].matrix)) {
            return text({"the padding of '", saved[i].name, "' is not zero"});
        }
    }
    fresh.take_over(run);
    Run grown(settings, name, kind, kind == BlockKind::rows ? rows + 70 : rows, columns);
    grown.take_over(run);

    run.run(middle + 1, last);
    if (!has_clean_padding<T>(run.values().view())) {
        return "the padding of the parameters is not zero";
    }
    fresh.run(middle + 1, last);
    if (!begins_with(fresh.values(), run.values())) {
        return "a new state that gets what visit hands over goes on with other bits";
    }
    grown.run(middle + 1, last);
    if (!begins_with(grown.values(), run.values())) {
        return "the state of a table that has grown goes on with other bits";
    }

    OptimizerRun<O, T, 1> single(settings, name, kind, rows, columns);
    single.run(1, last);
    if (!begins_with(single.values(), run.values())) {
        return "the bits are not those of width 1";
    }
    Run divided(settings, name, kind, rows, columns);
    divided.run(1, last, &threads);
    if (!begins_with(divided.values(), run.values())) {
        return "the bits depend on the number of threads";
    }
    Run still(settings, name, kind, rows, columns);
    still.run(1, 3, nullptr, 0.0);
    if (!begins_with(still.values(), Run(settings, name, kind, rows, columns).values())) {
        return "a learning rate factor of 0 moves parameters";
    }
    return {};
}

template <Optimizer O, class T, std::size_t W>
LINNET_COLD void find_optimizer_mistake(std::string& found, const O& settings, std::string_view name,
                                        Executor& threads) {
    for (const BlockKind kind : {BlockKind::dense, BlockKind::rows}) {
        for (const std::size_t columns : {std::size_t{1}, W + 1, 3 * W + 2}) {
            constexpr std::size_t rows = 67;
            if (found.empty()) {
                found = optimizer_mistake<O, T, W>(settings, name, kind, rows, columns, threads);
                if (!found.empty()) {
                    found = text({sizeof(T) == sizeof(float) ? "float" : "double", ", width ", W, ", a ",
                                  kind == BlockKind::rows ? "table" : "dense block", " of ", rows, " x ", columns, ": ",
                                  found});
                }
            }
        }
    }
}

} // namespace detail

/// Checks an optimizer as Optimizer asks: at every width, for float and double, on dense blocks and tables, with and
/// without threads, its bits are those of width 1; padding stays zero; a state that is saved and loaded by `visit`,
/// also into that of a table that has grown, goes on with the same bits; nothing moves at a learning rate factor of 0.
/// `block_name` is what the blocks are called, for optimizers that look at it.
///
/// Returns the first thing that is wrong, as a sentence; an empty text if nothing is. Whether its formula is right,
/// only a test of its own can tell.
template <Optimizer O>
[[nodiscard]] LINNET_COLD std::string check_optimizer(const O& settings, std::string_view block_name = "block") {
    detail::EagerThreads threads{3};
    std::string found;
    detail::find_optimizer_mistake<O, float, 1>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, float, 2>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, float, 4>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, float, 8>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, float, 16>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, double, 1>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, double, 2>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, double, 4>(found, settings, block_name, threads);
    detail::find_optimizer_mistake<O, double, 8>(found, settings, block_name, threads);
    return found;
}

} // namespace linnet::inline LINNET_ISA
