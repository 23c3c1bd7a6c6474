// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/gru_cell.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/packed_steps.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// How a step of GruSteps changes the state: by `kernels::gru_cell`, or by `kernels::augru_cell`, which weights it.
struct PlainUpdate {};
struct AttentionalUpdate {};

/// The parameters of a gated recurrent unit over sequences of `Inputs` columns, and its passes, for the nodes of GRU
/// and AUGRU. It puts out all states, or with `LastState` the last one of each sequence, zeros for one of no steps.
template <class T, std::size_t W, std::size_t Inputs, std::size_t Units, bool LastState, class Update = PlainUpdate>
class GruSteps {
    static constexpr std::size_t inputs = Inputs;
    static constexpr std::size_t unit = 16; // threads divide rows of results by whole tiles, or nearly
    // Gates are kept apart and padded with zeros, so that every product goes over whole packs of any width.
    static constexpr std::size_t width = (Units + 15) / 16 * 16;
    static constexpr std::size_t padded_inputs = (inputs + 15) / 16 * 16;
    static constexpr std::size_t product_cost = 3 * width / detail::multiply_adds_per_cost;
    // The gates of a step: n, r, z and what r is multiplied with. The first three come from the input, the last
    // three from the state. `places` are theirs among the columns of the parameters.
    static constexpr std::array<std::size_t, 3> input_places{2, 0, 1};
    static constexpr std::array<std::size_t, 3> state_places{0, 1, 2};
    static constexpr bool weighted = std::is_same_v<Update, AttentionalUpdate>;

public:
    static constexpr bool trainable = true;

    struct Workspace {
        kernels::PackedSteps order;
        Matrix<T> kernel, recurrent, bias;                 ///< of padded gates
        Matrix<T> kernel_transposed, recurrent_transposed; ///< the same, for backward
        Matrix<T> in, gates, before, state;                ///< packed: inputs, gates, states before each step
        Matrix<T> d_in, d_gates, d_state;                  ///< their gradients
        Matrix<T> d_kernel, d_recurrent, d_bias;           ///< of padded gates
        Matrix<T> terms;                                   ///< of the gradients of weights
        Matrix<T> before_in_order, d_gates_in_order;       ///< as `in` has them, for norms of samples

        void reserve(std::size_t batch) {
            kernel.reserve(inputs, 3 * width);
            recurrent.reserve(Units, 3 * width);
            bias.reserve(1, 4 * width);
            state.reserve(batch, width);
        }
        void reserve_steps(std::size_t batch, std::size_t steps) {
            reserve(batch);
            in.reserve(steps, inputs);
            gates.reserve(steps, 4 * width);
            before.reserve(steps, width);
        }
        void reserve_backward(std::size_t batch, std::size_t steps) {
            kernel_transposed.reserve(3 * width, padded_inputs);
            recurrent_transposed.reserve(3 * width, width);
            d_in.reserve(steps, padded_inputs);
            d_gates.reserve(steps, 4 * width);
            d_state.reserve(batch, width);
            if constexpr (weighted) {
                terms.reserve(batch, width);
            }
            d_kernel.reserve(inputs, 3 * width);
            d_recurrent.reserve(Units, 3 * width);
            d_bias.reserve(1, 4 * width);
        }
    };

    explicit GruSteps(Builder<T>& builder)
        : kernel_{builder.dense("kernel", inputs, 3 * Units, GlorotUniform{}, Fans{inputs, 3 * Units})},
          recurrent_{builder.dense("recurrent_kernel", Units, 3 * Units, GlorotUniform{}, Fans{Units, 3 * Units})},
          bias_{builder.dense("bias", 1, 3 * Units, Zeros{}, Fans{1, 3 * Units})},
          recurrent_bias_{builder.dense("recurrent_bias", 1, 3 * Units, Zeros{}, Fans{1, 3 * Units})} {}

    /// Out is a StepsView, or a MatrixView of the last states. `weights` has a number for each step, in the order of
    /// the input, if the cell reads them.
    template <class Context, class Out>
    void forward(const Context& context, ConstStepsView<T> in, Out out, Workspace& workspace,
                 const T* weights = nullptr) const {
        kernels::PackedSteps& order = workspace.order;
        order.pack(in.offsets);
        workspace.reserve_steps(order.batch(), order.steps());
        pad_parameters(context, workspace);
        pack_inputs(context.executor, in, workspace);
        const auto run = [&](std::size_t first, std::size_t count) {
            run_steps(order.places_below(first), order.places_below(first + count), in, weights, out, workspace);
        };
        for_each_share(context.executor, order.steps(), 1, width * (product_cost + 8), run);
        if constexpr (LastState) {
            for (std::size_t k = order.active(0); k < order.batch(); ++k) {
                std::memset(out.row(order.order(k)), 0, Units * sizeof(T));
            }
        }
    }

    template <class Context, class Out>
    void backward(Context& context, ConstStepsView<T> in, const Out&, Out d_out, StepsView<T> d_in,
                  Workspace& workspace, const T* weights = nullptr, T* d_weights = nullptr) const {
        write_gate_gradients(context.executor, in, weights, d_weights, d_out, workspace);
        const MatrixView<T> d_gates = workspace.d_gates.top(workspace.order.steps());
        add_kernel_gradient<inputs>(context, kernel_, input_places, workspace.in.top(d_gates.rows),
                                    d_gates.slice(0, 3 * width), workspace.d_kernel);
        add_kernel_gradient<Units>(context, recurrent_, state_places, workspace.before.top(d_gates.rows),
                                   d_gates.slice(width, 3 * width), workspace.d_recurrent);
        add_bias_gradients(context, d_gates, workspace.d_bias.view().data);
        write_input_gradient(context.executor, d_in, workspace);
    }

    template <class Context, class Out>
    void add_sample_norms(Context& context, const ConstStepsView<T>& in, const Out&, const Out& d_out,
                          const StepsView<T>& d_in, Workspace& workspace, const T* weights = nullptr,
                          T* d_weights = nullptr) const {
        write_gate_gradients(context.executor, in, weights, d_weights, d_out, workspace);
        workspace.d_gates_in_order.reserve(in.values.rows, 4 * width);
        workspace.before_in_order.reserve(in.values.rows, Units);
        const MatrixView<T> d_gates = workspace.d_gates_in_order.top(in.values.rows);
        const MatrixView<T> before = workspace.before_in_order.top(in.values.rows);
        for_each_sequence(context.executor, workspace.order, 4 * width,
                          [&](std::size_t b, std::size_t t, std::size_t row) {
                              const std::size_t at = in.first_step(b) + t;
                              kernels::copy_row<T, W>(workspace.d_gates.view().row(row), d_gates.row(at), 4 * width);
                              kernels::copy_row<T, W>(workspace.before.view().row(row), before.row(at), Units);
                          });
        const Context of_steps = context.of_steps(in.offsets);
        kernels::add_outer_norms<T, W>(of_steps, in.values, d_gates.slice(0, 3 * width), true);
        kernels::add_outer_norms<T, W>(of_steps, before, d_gates.slice(width, 3 * width), true);
        write_input_gradient(context.executor, d_in, workspace);
    }

    [[nodiscard]] std::array<std::size_t, 4> blocks() const { return {kernel_, recurrent_, bias_, recurrent_bias_}; }

private:
    template <class Context>
    void pad_parameters(const Context& context, Workspace& workspace) const {
        const auto pad = [](ConstMatrixView<T> from, MatrixView<T> to, const std::array<std::size_t, 3>& places) {
            for (std::size_t r = 0; r < from.rows; ++r) {
                for (std::size_t gate = 0; gate < 3; ++gate) {
                    kernels::copy_row<T, W>(from.row(r) + places[gate] * Units, to.row(r) + gate * width, Units);
                }
            }
        };
        const MatrixView<T> bias = workspace.bias.view();
        const ConstMatrixView<T> recurrent_bias = context.parameters[recurrent_bias_].values.view();
        pad(context.parameters[kernel_].values.view(), workspace.kernel.view(), input_places);
        pad(context.parameters[recurrent_].values.view(), workspace.recurrent.view(), state_places);
        pad(context.parameters[bias_].values.view(), bias, input_places);
        kernels::add_scaled_row<T, W>(T{1}, recurrent_bias.data, bias.data + width, Units);
        kernels::add_scaled_row<T, W>(T{1}, recurrent_bias.data + Units, bias.data + 2 * width, Units);
        kernels::copy_row<T, W>(recurrent_bias.data + 2 * Units, bias.data + 3 * width, Units);
    }

    /// Inputs in the order of time, and their products with the kernel.
    static void pack_inputs(Executor* executor, const ConstStepsView<T>& in, Workspace& workspace) {
        const MatrixView<T> packed = workspace.in.view();
        for_each_sequence(executor, workspace.order, inputs, [&](std::size_t b, std::size_t t, std::size_t row) {
            kernels::copy_row<T, W>(in.values.row(in.first_step(b) + t), packed.row(row), inputs);
        });
        const ConstMatrixView<T> kernel = workspace.kernel.view();
        for_each_share(executor, workspace.order.steps(), unit, inputs * product_cost,
                       [&](std::size_t first, std::size_t count) {
                           const MatrixView<T> to = workspace.gates.view().middle(first, count);
                           kernels::matmul<T, W>(count, inputs, 3 * width, {packed.row(first), packed.stride, 1},
                                                 {kernel.data, kernel.stride}, {to.data, to.stride},
                                                 {workspace.bias.view().data, 0});
                       });
    }
    /// Calls `body(sequence, step, packed row)` for all steps.
    template <class Body>
    static void for_each_sequence(Executor* executor, const kernels::PackedSteps& order, std::size_t cost,
                                  const Body& body) {
        for_each_share(executor, order.steps(), 1, cost, [&](std::size_t first, std::size_t count) {
            const std::size_t last = order.places_below(first + count);
            for (std::size_t k = order.places_below(first); k < last; ++k) {
                for (std::size_t t = 0; t < order.longest() && k < order.active(t); ++t) {
                    body(order.order(k), t, order.start(t) + k);
                }
            }
        });
    }

    /// The sequences at places first ... last - 1, step by step.
    template <class Out>
    LINNET_HOT static void run_steps(std::size_t first, std::size_t last, const ConstStepsView<T>& in, const T* weights,
                                     const Out& out, Workspace& workspace) {
        const kernels::PackedSteps& order = workspace.order;
        const MatrixView<T> state = workspace.state.view().middle(first, last - first);
        const ConstMatrixView<T> recurrent = workspace.recurrent.view();
        clear(state);
        for (std::size_t t = 0; t < order.longest() && first < order.active(t); ++t) {
            const std::size_t count = std::min(last, order.active(t)) - first;
            const MatrixView<T> gates = workspace.gates.view().middle(order.start(t) + first, count);
            for (std::size_t k = 0; k < count; ++k) {
                kernels::copy_row<T, W>(workspace.bias.view().data + 3 * width, gates.row(k) + 3 * width, width);
            }
            if (t != 0) {
                const MatrixView<T> sums = gates.slice(width, 3 * width);
                kernels::matmul<T, W>(count, Units, 3 * width, {state.data, state.stride, 1},
                                      {recurrent.data, recurrent.stride}, {sums.data, sums.stride},
                                      {sums.data, sums.stride});
            }
            for (std::size_t k = 0; k < count; ++k) {
                T* const before = workspace.before.view().row(order.start(t) + first + k);
                if constexpr (weighted) {
                    const T weight = weights[in.first_step(order.order(first + k)) + t];
                    kernels::augru_cell<T, W>(weight, gates.row(k), state.row(k), before, width);
                } else {
                    kernels::gru_cell<T, W>(gates.row(k), state.row(k), before, width);
                }
                if constexpr (!LastState) {
                    T* const to = out.values.row(out.first_step(order.order(first + k)) + t);
                    kernels::copy_row<T, W>(state.row(k), to, Units);
                }
            }
        }
        if constexpr (LastState) {
            for (std::size_t k = first; k < last; ++k) {
                kernels::copy_row<T, W>(state.row(k - first), out.row(order.order(k)), Units);
            }
        }
    }

    template <class Out>
    static void write_gate_gradients(Executor* executor, const ConstStepsView<T>& in, const T* weights, T* d_weights,
                                     const Out& d_out, Workspace& workspace) {
        const kernels::PackedSteps& order = workspace.order;
        workspace.reserve_backward(order.batch(), order.steps());
        kernels::transpose<T, W>(workspace.recurrent.view(),
                                 workspace.recurrent_transposed.top(3 * width).slice(0, Units));
        const auto run = [&](std::size_t first, std::size_t count) {
            run_back(order.places_below(first), order.places_below(first + count), in, weights, d_weights, d_out,
                     workspace);
        };
        for_each_share(executor, order.steps(), 1, width * (product_cost + 8), run);
    }

    /// The same backward through time.
    template <class Out>
    LINNET_HOT static void run_back(std::size_t first, std::size_t last, const ConstStepsView<T>& in, const T* weights,
                                    T* d_weights, const Out& d_out, Workspace& workspace) {
        const kernels::PackedSteps& order = workspace.order;
        const MatrixView<T> d_state = workspace.d_state.view().middle(first, last - first);
        const ConstMatrixView<T> transposed = workspace.recurrent_transposed.view();
        clear(d_state);
        for (std::size_t t = order.longest(); t-- > 0;) {
            if (order.active(t) <= first) {
                continue;
            }
            const std::size_t count = std::min(last, order.active(t)) - first;
            const std::size_t start = order.start(t) + first;
            for (std::size_t k = 0; k < count; ++k) {
                const std::size_t b = order.order(first + k);
                if constexpr (!LastState) {
                    const T* const d = d_out.values.row(d_out.first_step(b) + t);
                    kernels::add_scaled_row<T, W>(T{1}, d, d_state.row(k), Units);
                } else if (first + k >= order.active(t + 1)) {
                    kernels::copy_row<T, W>(d_out.row(b), d_state.row(k), Units);
                }
                const T* const gates = workspace.gates.view().row(start + k);
                const T* const before = workspace.before.view().row(start + k);
                T* const d_gates = workspace.d_gates.view().row(start + k);
                if constexpr (weighted) {
                    T* const terms = workspace.terms.view().row(first + k);
                    const std::size_t step = in.first_step(b) + t;
                    kernels::augru_cell_gradient<T, W>(weights[step], gates, before, d_state.row(k), d_gates, terms,
                                                       width);
                    d_weights[step] = kernels::sum<T, W>(terms, width);
                } else {
                    kernels::gru_cell_gradient<T, W>(gates, before, d_state.row(k), d_gates, width);
                }
            }
            if (t != 0) {
                const MatrixView<T> d = workspace.d_gates.view().middle(start, count).slice(width, 3 * width);
                kernels::matmul<T, W>(count, 3 * width, width, {d.data, d.stride, 1},
                                      {transposed.data, transposed.stride}, {d_state.data, d_state.stride},
                                      {d_state.data, d_state.stride});
            }
        }
    }
    static void clear(const MatrixView<T>& rows) {
        for (std::size_t r = 0; r < rows.rows; ++r) {
            std::memset(rows.row(r), 0, width * sizeof(T));
        }
    }

    /// The gradient of a kernel += left^T d_gates. Threads divide its rows.
    template <std::size_t Rows, class Context>
    static void add_kernel_gradient(Context& context, std::size_t block, const std::array<std::size_t, 3>& places,
                                    ConstMatrixView<T> left, ConstMatrixView<T> d_gates, Matrix<T>& scratch) {
        const MatrixView<T> to = context.gradients[block].dense.view();
        const std::size_t cost = d_gates.rows * (1 + product_cost);
        for_each_share(context.executor, Rows, unit, cost, [&](std::size_t first, std::size_t count) {
            const MatrixView<T> sums = scratch.view().middle(first, count);
            kernels::matmul<T, W>(count, left.rows, 3 * width, {left.data + first, 1, left.stride},
                                  {d_gates.data, d_gates.stride}, {sums.data, sums.stride}, {nullptr, 0});
            for (std::size_t r = 0; r < count; ++r) {
                add_gates(sums.row(r), to.row(first + r), places);
            }
        });
    }
    static void add_gates(const T* from, T* to, const std::array<std::size_t, 3>& places) {
        for (std::size_t gate = 0; gate < 3; ++gate) {
            kernels::add_scaled_row<T, W>(T{1}, from + gate * width, to + places[gate] * Units, Units);
        }
    }
    template <class Context>
    void add_bias_gradients(Context& context, ConstMatrixView<T> d_gates, T* sums) const {
        for_each_share(context.executor, 4 * width, unit, d_gates.rows, [&](std::size_t first, std::size_t count) {
            const T one{1};
            std::memset(sums + first, 0, count * sizeof(T));
            kernels::vecmat_add<T, W>(&one, 0, d_gates.slice(first, count), sums + first);
        });
        add_gates(sums, context.gradients[bias_].dense.view().data, input_places);
        add_gates(sums + width, context.gradients[recurrent_bias_].dense.view().data, state_places);
    }

    static void write_input_gradient(Executor* executor, const StepsView<T>& d_in, Workspace& workspace) {
        if (d_in.values.data == nullptr) {
            return;
        }
        const MatrixView<T> transposed = workspace.kernel_transposed.view();
        kernels::transpose<T, W>(workspace.kernel.view(), transposed.slice(0, inputs));
        const MatrixView<T> packed = workspace.d_in.view();
        for_each_share(executor, workspace.order.steps(), unit, inputs * product_cost,
                       [&](std::size_t first, std::size_t count) {
                           const ConstMatrixView<T> d = workspace.d_gates.view().middle(first, count);
                           kernels::matmul<T, W>(count, 3 * width, padded_inputs, {d.data, d.stride, 1},
                                                 {transposed.data, transposed.stride},
                                                 {packed.row(first), packed.stride}, {nullptr, 0});
                       });
        for_each_sequence(executor, workspace.order, inputs, [&](std::size_t b, std::size_t t, std::size_t row) {
            kernels::copy_row<T, W>(packed.row(row), d_in.values.row(d_in.first_step(b) + t), inputs);
        });
    }

    std::size_t kernel_;
    std::size_t recurrent_;
    std::size_t bias_;
    std::size_t recurrent_bias_;
};

} // namespace linnet::inline LINNET_ISA::detail
