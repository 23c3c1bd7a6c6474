// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <ratio>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/random_cauchy.hpp>
#include <linnet/initializers/random_normal.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/cos.hpp>

namespace linnet::inline LINNET_ISA {

/// Kernel of RandomFourierFeatures: k(x, y) = exp(-|x - y|^2 / (2 Scale^2)), where `Scale` is a std::ratio (default 1).
/// The frequencies are normal numbers of deviation 1 / Scale. The `gamma` of scikit-learn is 1 / (2 Scale^2).
template <class Scale = std::ratio<1>>
struct GaussianKernel {
    using scale = Scale;
    using frequencies = RandomNormal<std::ratio<Scale::den, Scale::num>>;
};

/// Kernel of RandomFourierFeatures: k(x, y) = exp(-sum over i of |x(i) - y(i)| / Scale), where `Scale` is a std::ratio
/// (default 1). The frequencies are Cauchy numbers of scale 1 / Scale.
template <class Scale = std::ratio<1>>
struct LaplaceKernel {
    using scale = Scale;
    using frequencies = RandomCauchy<std::ratio<Scale::den, Scale::num>>;
};

namespace detail {

template <class Kernel>
inline constexpr bool is_fourier_kernel = false;
template <class Scale>
inline constexpr bool is_fourier_kernel<GaussianKernel<Scale>> = true;
template <class Scale>
inline constexpr bool is_fourier_kernel<LaplaceKernel<Scale>> = true;

template <class Layer>
struct FourierInput {
    static_assert(never<Layer>, "linnet: RandomFourierFeatures need an input: put them behind another layer.");
};
template <class Layer>
struct FourierZeroUnits {
    static_assert(never<Layer>, "linnet: RandomFourierFeatures need at least one unit.");
};
template <class Layer>
struct FourierKernel {
    static_assert(never<Layer>,
                  "linnet: the kernel of RandomFourierFeatures is a GaussianKernel<...> or a LaplaceKernel<...>.");
};
template <class Layer>
struct FourierScale {
    static_assert(never<Layer>, "linnet: the scale of a kernel must be above 0, such as "
                                "GaussianKernel<std::ratio<1, 2>>.");
};

/// Shape<Units>, or the error.
template <class Layer, class In, std::size_t Units, class Kernel>
consteval auto fourier_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!is_shape<In>) {
        return ShapeError<FourierInput<Layer>>{};
    } else if constexpr (Units == 0) {
        return ShapeError<FourierZeroUnits<Layer>>{};
    } else if constexpr (!is_fourier_kernel<Kernel>) {
        return ShapeError<FourierKernel<Layer>>{};
    } else if constexpr (Kernel::scale::num <= 0) {
        return ShapeError<FourierScale<Layer>>{};
    } else {
        return Shape<Units>{};
    }
}

} // namespace detail

/// Random features whose products are about a kernel: out = sqrt(2 / Units) cos(in kernel + phase), so that the dot
/// product of the outputs of x and y has mean k(x, y) and a deviation of at most 1 / sqrt(Units) or so. A linear model
/// or a dot product behind it then learns what a kernel machine would. `Kernel` is a GaussianKernel (the default) or a
/// LaplaceKernel, and its scale is in the unit of the inputs.
///
/// kernel and phase are drawn once, when the model is made, and are not trained: they are statistics that never take
/// another value, so they are saved with the model. Inputs are best of deviation 1 or so; see `cos` for the accuracy of
/// angles above 2^13.
///
/// Shapes: in `batch x in` -> out `batch x Units`; kernel `in x Units`, of frequencies as the Kernel says; phase
/// `Units`, uniform in 0 to 2 pi.
/// Backward: d_in = -sqrt(2 / Units) (d_out sin(in kernel + phase)) kernel^T, with the product in brackets element by
/// element.
/// Cost: 2 batch in Units flops and batch Units cosines forward, as much and sines backward.
/// Source: Rahimi, Recht, "Random features for large-scale kernel machines", NIPS 2007; Keras `RandomFourierFeatures`
/// (whose scale is trainable if asked), scikit-learn `RBFSampler`.
template <std::size_t Units, class Kernel = GaussianKernel<>>
struct RandomFourierFeatures {
    static constexpr std::string_view name = "RandomFourierFeatures";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::fourier_output<RandomFourierFeatures, In, Units, Kernel>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t inputs = In::columns;
        static constexpr std::size_t row_unit = 20; // threads divide samples by whole tiles
        static constexpr std::size_t row_cost = inputs + inputs * Units / detail::multiply_adds_per_cost + 8 * Units;
        using TwoPi = std::ratio<491701844, 78256779>; // to the last bit of a double

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            Matrix<T> angles;
            Matrix<T> d_angles;

            void reserve(std::size_t batch) {
                angles.reserve(batch, Units);
                d_angles.reserve(batch, Units);
            }
        };

        explicit Node(Builder<T>& builder)
            : kernel_{builder.statistics("kernel", inputs, Units, typename Kernel::frequencies{})},
              phase_{builder.statistics("phase", 1, Units, RandomUniform<std::ratio<0>, TwoPi>{})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            using P = pack<T, W>;
            const ConstMatrixView<T> kernel = context.parameters[kernel_].values.view();
            const T* const phase = context.parameters[phase_].values.view().data;
            const MatrixView<T> angles = workspace.angles.top(in.rows);
            const P amplitude(static_cast<T>(std::sqrt(2.0 / Units)));
            for_each_share(context.executor, in.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> from = in.middle(first, count);
                const MatrixView<T> to = angles.middle(first, count);
                kernels::matmul<T, W>(count, inputs, Units, {from.data, from.stride, 1}, {kernel.data, kernel.stride},
                                      {to.data, to.stride}, {phase, 0});
                kernels::map_rows<T, W>(
                    nullptr, out.middle(first, count),
                    [amplitude](const P& angle) LINNET_INLINE_LAMBDA { return amplitude * cos(angle); }, to);
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            using P = pack<T, W>;
            if (d_in.data == nullptr) {
                return;
            }
            const ConstMatrixView<T> kernel = context.parameters[kernel_].values.view();
            const MatrixView<T> angles = workspace.angles.top(in.rows);
            const MatrixView<T> d_angles = workspace.d_angles.top(in.rows);
            const P slope(static_cast<T>(-std::sqrt(2.0 / Units)));
            for_each_share(context.executor, in.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                const MatrixView<T> from = d_angles.middle(first, count);
                const MatrixView<T> to = d_in.middle(first, count);
                kernels::map_rows<T, W>(
                    nullptr, from,
                    [slope](const P& angle, const P& d) LINNET_INLINE_LAMBDA { return slope * sin(angle) * d; },
                    angles.middle(first, count), d_out.middle(first, count));
                kernels::matmul_transposed<T, W>(count, Units, inputs, {from.data, from.stride, 1},
                                                 {kernel.data, kernel.stride}, {to.data, to.stride}, {nullptr, 0});
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"RandomFourierFeatures<", Units, ">"}), Units, {kernel_, phase_});
        }

    private:
        std::size_t kernel_;
        std::size_t phase_;
    };
};

} // namespace linnet::inline LINNET_ISA
