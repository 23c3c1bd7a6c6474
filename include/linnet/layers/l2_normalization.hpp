// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Rows of length 1: out(b, i) = in(b, i) / d(b) for d(b) = max(|in(b, :)|, 1e-12), so that a row of zeros stays one.
/// Behind the branches of a Dot it makes their inner product a cosine.
///
/// Shapes: `batch x n` -> `batch x n`.
/// Backward: d_in(b, i) = (d_out(b, i) - out(b, i) (out(b, :) . d_out(b, :))) / d(b); where |in(b, :)| is at most
/// 1e-12, d(b) is a constant, and d_in = d_out / 1e-12. Inner products take 16 lanes. Source: PyTorch
/// `nn.functional.normalize`, Keras `UnitNormalization`.
struct L2Normalization {
    static constexpr std::string_view name = "L2Normalization";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    static constexpr double epsilon = 1e-12;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<L2Normalization, In>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr T least = static_cast<T>(epsilon);

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            Matrix<T> lengths; ///< of the rows of the input

            void reserve(std::size_t rows) { lengths.reserve(rows, 1); }
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            T* const lengths = workspace.lengths.view().data;
            for_each_share(context.executor, in.rows, 1, 2 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    lengths[b] = std::sqrt(kernels::dot<T, W>(in.row(b), in.row(b), columns));
                    kernels::scale_row<T, W>(factor(lengths[b]), in.row(b), out.row(b), columns);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            const T* const lengths = workspace.lengths.view().data;
            for_each_share(context.executor, out.rows, 1, 4 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    const T scale = factor(lengths[b]);
                    kernels::scale_row<T, W>(scale, d_out.row(b), d_in.row(b), columns);
                    if (!(lengths[b] <= least)) {
                        const T along = kernels::dot<T, W>(out.row(b), d_out.row(b), columns);
                        kernels::add_scaled_row<T, W>(-along * scale, out.row(b), d_in.row(b), columns);
                    }
                }
            });
        }

        LINNET_COLD void describe(Description& description) const { description.add("L2Normalization", columns); }

    private:
        /// Written so that NaN passes on.
        static T factor(T length) { return T{1} / (length < least ? least : length); }
    };
};

} // namespace linnet::inline LINNET_ISA
