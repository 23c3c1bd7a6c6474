// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/option.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/core/unfinished.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/matmul_narrow.hpp>
#include <linnet/kernels/matvec.hpp>
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/row_segments_matvec.hpp>
#include <linnet/kernels/row_segments_vecmat.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Option of Dense: adds no bias.
struct NoBias {};

/// Option of Dense: the initializer of the bias (default Zeros).
template <Initializer I>
struct BiasInitializer {
    using initializer = I;
};

namespace detail {

template <class Option>
struct is_dense_kernel_initializer : std::bool_constant<Initializer<Option>> {};
template <class Option>
struct is_bias_option : std::is_same<Option, NoBias> {};
template <class I>
struct is_bias_option<BiasInitializer<I>> : std::true_type {};

template <class Layer>
struct DenseInput {
    static_assert(never<Layer>, "linnet: Dense needs an input: put it behind an Embedding, an Input or a branch of "
                                "them.");
};
template <class Layer>
struct DenseZeroUnits {
    static_assert(never<Layer>, "linnet: Dense needs at least one unit.");
};
template <class Layer>
struct DenseOption {
    static_assert(never<Layer>, "linnet: the options of Dense are an initializer, BiasInitializer<...> or NoBias.");
};
template <class Layer>
struct DenseOptionTwice {
    static_assert(never<Layer>,
                  "linnet: Dense takes one initializer of its kernel, and one BiasInitializer or NoBias.");
};

/// Shape<Units>, or the error in units and options.
template <class Layer, std::size_t Units, class... Options>
consteval auto dense_output() {
    if constexpr (Units == 0) {
        return ShapeError<DenseZeroUnits<Layer>>{};
    } else if constexpr (!((is_dense_kernel_initializer<Options>::value || is_bias_option<Options>::value) && ...)) {
        return ShapeError<DenseOption<Layer>>{};
    } else if constexpr (count_options<is_dense_kernel_initializer, Options...> > 1 ||
                         count_options<is_bias_option, Options...> > 1) {
        return ShapeError<DenseOptionTwice<Layer>>{};
    } else {
        return Shape<Units>{};
    }
}

} // namespace detail

/// A fully connected layer: out = in kernel + bias. The sum goes in the order of the inputs. For at most 32 units it is
/// made of four sums, each over every fourth input, and for one unit of 16 sums.
///
/// Shapes: in `batch x in` -> out `batch x Units`; kernel `in x Units`, bias `Units`.
/// Options, in any order: the initializer of the kernel (default GlorotUniform), BiasInitializer<I> (default Zeros),
/// NoBias.
/// Backward: d_kernel += in^T d_out, d_bias += sum over the batch of d_out, d_in = d_out kernel^T. The last sum goes in
/// the order of the units, or by 16 lanes for fewer than 4 samples.
/// Cost: 2 batch in Units flops forward, twice that backward.
/// Source: Keras `Dense`, PyTorch `nn.Linear`.
template <std::size_t Units, class... Options>
struct Dense {
    static constexpr std::string_view name = "Dense";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    static constexpr bool has_bias = !is_one_of<NoBias, Options...>;
    using kernel_initializer = detail::option<detail::is_dense_kernel_initializer, GlorotUniform, Options...>;

    template <class In>
    using output = std::conditional_t<is_shape_error<In>, In,
                                      std::conditional_t<!is_shape<In>, ShapeError<detail::DenseInput<Dense>>,
                                                         decltype(detail::dense_output<Dense, Units, Options...>())>>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t inputs = In::columns;
        static constexpr std::size_t stride = padded_stride<T>(Units); // of the kernel
        static constexpr std::size_t transposed_from = 4; // samples: with fewer, a transpose costs more than it saves
        static constexpr std::size_t narrow = 32;         // units: a single sum for each would wait for its own result
        static constexpr std::size_t few = 256;           // inputs: up to so many, a wide kernel is read in one run
        // Units of work for threads: whole tiles of samples, and whole cache lines of a row.
        static constexpr std::size_t row_unit = 20;
        static constexpr std::size_t column_unit = 16;
        static constexpr std::size_t row_cost = inputs + Units + inputs * Units / detail::multiply_adds_per_cost;

    public:
        static constexpr bool trainable = true;
        using gives = TypeList<UnfinishedForm>;
        using takes = std::conditional_t<Units == 1, TypeList<RowSegmentsForm>, TypeList<>>;
        using gives_gradient = std::conditional_t<Units == 1, TypeList<OuterGradientForm>, TypeList<>>;

        struct Workspace {
            Matrix<T> row; ///< the kernel, which is the gradient of the input up to a factor

            void reserve(std::size_t) {
                if constexpr (Units == 1) {
                    row.reserve(1, inputs);
                }
            }
        };

        explicit Node(Builder<T>& builder)
            : kernel_{builder.dense("kernel", inputs, Units, kernel_initializer{}, Fans{inputs, Units})} {
            if constexpr (has_bias) {
                using Bias = detail::option<detail::is_bias_option, BiasInitializer<Zeros>, Options...>;
                bias_ = builder.dense("bias", 1, Units, typename Bias::initializer{}, Fans{1, Units});
            }
        }

        /// `Function` is the activation of an element-wise layer that follows.
        template <class Function = detail::IdentityFunction, class Context>
        LINNET_INLINE void forward(const Context& context, const ConstMatrixView<T>& in, const MatrixView<T>& out,
                                   Workspace&) const {
            if constexpr (Units <= narrow || inputs <= few) {
                if (in.rows == 1) {
                    forward_row<Function>(kernel(context), bias(context), in.data, out.data);
                    return;
                }
            }
            forward_rows<Function>(context.executor, kernel(context), bias(context), in, out);
        }
        template <class Function = detail::IdentityFunction, class Context, std::size_t... Columns>
        void forward(const Context& context, const RowSegments<T, Columns...>& in, const MatrixView<T>& out,
                     Workspace&) const {
            const T* const row = kernel(context);
            const T start = has_bias ? *bias(context) : T{0};
            for_each_share(context.executor, in.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                const MatrixView<T> to = out.middle(first, count);
                kernels::matvec<T, W>(in, first, count, row, start, to.data, to.stride);
                activate<Function>(to);
            });
        }

        /// The output, for an activation to be applied to it.
        template <class Context, class From>
        [[nodiscard]] LINNET_INLINE Unfinished<Node, Context, From>
        give(UnfinishedForm, const Context& context, const From& in, std::size_t, Workspace& workspace) const {
            return {*this, context, in, workspace};
        }

        template <class Context, class From = ConstMatrixView<T>>
        void backward(Context& context, const From& in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            add_kernel_gradient(context.executor, context.gradients[kernel_].dense.view(), in, d_out);
            if constexpr (has_bias) {
                add_bias_gradient(context.executor, context.gradients[bias_].dense.view(), d_out);
            }
            if (d_in.data != nullptr) {
                write_input_gradient(context.executor, context.parameters[kernel_].values.view(), d_out, d_in);
            }
        }

        template <class Context, class From>
        void add_sample_norms(Context& context, const From& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace&) const {
            kernels::add_outer_norms<T, W>(context, in, d_out, has_bias);
            if (d_in.data != nullptr) {
                write_input_gradient(context.executor, context.parameters[kernel_].values.view(), d_out, d_in);
            }
        }

        /// The gradient of the input that `backward` would write, for a layer of one unit.
        template <class Context>
        [[nodiscard]] OuterGradient<T> give_gradient(OuterGradientForm, Context& context,
                                                     const ConstMatrixView<T>& d_out, Workspace& workspace) const {
            T* const row = workspace.row.view().data; // the kernel may be updated before the rows of the tables are
            static_assert(stride == 1, "the only unit's weights touch");
            kernels::copy_row<T, W>(context.parameters[kernel_].values.view().data, row, inputs);
            return {d_out, row};
        }

        LINNET_COLD void describe(Description& description) const {
            std::string label = detail::text({"Dense<", Units, ">"});
            if constexpr (has_bias) {
                description.add(std::move(label), Units, {kernel_, bias_});
            } else {
                description.add(std::move(label), Units, {kernel_});
            }
        }

    private:
        template <class Context>
        [[nodiscard]] const T* kernel(const Context& context) const {
            return context.parameters[kernel_].values.view().data;
        }
        template <class Context>
        [[nodiscard]] const T* bias(const Context& context) const {
            return has_bias ? context.parameters[bias_].values.view().data : nullptr;
        }

        /// One sample of a small layer, with nothing but the arithmetic.
        template <class Function>
        LINNET_INLINE static void forward_row(const T* kernel, const T* bias, const T* in, T* out) {
            if constexpr (Units == 1) {
                const T sum = kernels::dot<T, W>(in, kernel, inputs);
                *out = Function::value(pack<T, 1>(has_bias ? sum + *bias : sum)).value();
            } else if constexpr (Units <= narrow) {
                kernels::vecmat_narrow<T, W>(inputs, Units, in, {kernel, stride}, out, bias,
                                             [](const pack<T, W>& x)
                                                 LINNET_INLINE_LAMBDA { return Function::value(x); });
            } else {
                kernels::vecmat<T, W>(inputs, Units, in, {kernel, stride}, out, bias);
                activate<Function>({out, 1, Units, Units});
            }
        }

        // Views are passed by value, so that a caller with one sample need not keep them in memory.
        template <class Function>
        LINNET_HOT static void forward_rows(Executor* executor, const T* kernel, const T* bias, ConstMatrixView<T> in,
                                            MatrixView<T> out) {
            for_each_share(executor, in.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> from = in.middle(first, count);
                const MatrixView<T> to = out.middle(first, count);
                if constexpr (Units == 1) {
                    kernels::matvec<T, W>(from, kernel, has_bias ? *bias : T{0}, to.data, to.stride);
                    activate<Function>(to);
                } else if constexpr (Units <= narrow) {
                    kernels::matmul_narrow<T, W>(
                        count, inputs, Units, {from.data, from.stride, 1}, {kernel, stride}, {to.data, to.stride}, bias,
                        [](const pack<T, W>& x) LINNET_INLINE_LAMBDA { return Function::value(x); });
                } else {
                    constexpr bool activates = !std::is_same_v<Function, detail::IdentityFunction>;
                    constexpr kernels::Finish<T> finish = activates ? detail::activate<Function, T, W> : nullptr;
                    kernels::matmul<T, W>(count, inputs, Units, {from.data, from.stride, 1}, {kernel, stride},
                                          {to.data, to.stride}, {bias, 0}, finish);
                }
            });
        }
        template <class Function>
        LINNET_INLINE static void activate(const MatrixView<T>& out) {
            if constexpr (!std::is_same_v<Function, detail::IdentityFunction>) {
                detail::activate<Function, T, W>(out);
            }
        }

        // Threads divide the results among them: kernel rows, units or samples.
        static void add_kernel_gradient(Executor* executor, MatrixView<T> kernel, ConstMatrixView<T> in,
                                        ConstMatrixView<T> d_out) {
            const std::size_t cost = in.rows * (1 + Units / detail::multiply_adds_per_cost);
            for_each_share(executor, inputs, column_unit, cost, [&](std::size_t first, std::size_t count) {
                if constexpr (Units == 1) {
                    kernels::vecmat_add<T, W>(d_out.data, d_out.stride, in.slice(first, count), kernel.data + first);
                } else {
                    const MatrixView<T> some = kernel.middle(first, count);
                    kernels::matmul<T, W>(count, in.rows, Units, {in.slice(first, count).data, 1, in.stride},
                                          {d_out.data, d_out.stride}, {some.data, some.stride},
                                          {some.data, some.stride});
                }
            });
        }

        template <std::size_t... Columns>
        static void add_kernel_gradient(Executor* executor, MatrixView<T> kernel, const RowSegments<T, Columns...>& in,
                                        ConstMatrixView<T> d_out) {
            for_each_share(executor, in.size, 1, in.rows * inputs / in.size, [&](std::size_t first, std::size_t count) {
                T* to = kernel.data;
                const RowSegment<T>* segment = in.segments.data();
                const RowSegment<T>* const begin = segment + first;
                const auto add_segment = [&]<std::size_t N>(std::integral_constant<std::size_t, N>) {
                    if (segment >= begin && segment < begin + count) {
                        kernels::vecmat_add<T, W, N>(d_out.data, d_out.stride, in.rows, *segment, to);
                    }
                    ++segment;
                    to += N;
                };
                (add_segment(std::integral_constant<std::size_t, Columns>{}), ...);
            });
        }

        static void add_bias_gradient(Executor* executor, MatrixView<T> bias, ConstMatrixView<T> d_out) {
            if constexpr (Units == 1) {
                if (d_out.stride == 1) {
                    bias.data[0] += kernels::sum<T, W>(d_out.data, d_out.rows);
                    return;
                }
            }
            for_each_share(executor, Units, column_unit, d_out.rows, [&](std::size_t first, std::size_t count) {
                const T one{1};
                kernels::vecmat_add<T, W>(&one, 0, d_out.slice(first, count), bias.data + first);
            });
        }

        static void write_input_gradient(Executor* executor, ConstMatrixView<T> kernel, ConstMatrixView<T> d_out,
                                         MatrixView<T> d_in) {
            const bool transposed = d_out.rows >= transposed_from;
            for_each_share(executor, d_out.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> from = d_out.middle(first, count);
                const MatrixView<T> to = d_in.middle(first, count);
                if constexpr (Units == 1) {
                    for (std::size_t b = 0; b < count; ++b) {
                        kernels::scale_row<T, W>(from(b, 0), kernel.data, to.row(b), inputs);
                    }
                } else if (transposed) {
                    kernels::matmul_transposed<T, W>(count, Units, inputs, {from.data, from.stride, 1},
                                                     {kernel.data, kernel.stride}, {to.data, to.stride}, {nullptr, 0});
                } else {
                    for (std::size_t b = 0; b < count; ++b) {
                        kernels::matvec<T, W>(kernel, from.row(b), T{0}, to.row(b), 1);
                    }
                }
            });
        }

        std::size_t kernel_;
        std::size_t bias_ = 0;
    };
};

} // namespace linnet::inline LINNET_ISA
