// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/fields.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct OverFieldsOfFeatures {
    static_assert(never<Layer>, "linnet: the layers of OverFields read the fields of its input, and no features.");
};

/// The output of the layers, with fields side by side again, or what is wrong.
template <class Owner, std::size_t Columns, class In, class... Layers>
consteval auto over_fields_output() {
    using input = decltype(input_of_fields<Owner, Columns, In>());
    if constexpr (is_shape_error<input>) {
        return input{};
    } else {
        using inner = output_of<Sequential<Layers...>, Steps<Columns>>;
        if constexpr (is_shape_error<inner>) {
            return inner{};
        } else if constexpr (!std::is_same_v<features_of<Layers...>, TypeList<>>) {
            return ShapeError<OverFieldsOfFeatures<Owner>>{};
        } else if constexpr (is_heads<inner>) {
            return ShapeError<HeadsGoOnlyIntoOutputs<Owner>>{};
        } else if constexpr (is_steps<inner>) {
            return Shape<In::columns / Columns * inner::columns>{};
        } else {
            return inner{};
        }
    }
}

/// Rows of `Fields` fields of `Columns` columns, read and written as steps: where they lie, or, where rows lie apart,
/// in a copy.
template <class T, std::size_t W, std::size_t Fields, std::size_t Columns>
class FieldSteps {
public:
    /// The steps of these rows, after `read` or `reserve`. A view of nothing gives a view of nothing.
    template <class U>
    [[nodiscard]] MatrixView<U> of(const MatrixView<U>& rows) {
        const std::size_t steps = rows.rows * Fields;
        if (in_place(rows)) {
            return {rows.data, steps, Columns, Fields == 1 ? rows.stride : Columns};
        }
        return copy_.top(steps);
    }
    void read(Executor* executor, const ConstMatrixView<T>& rows) {
        if (!in_place(rows)) {
            reserve(rows);
            const MatrixView<T> steps = copy_.view();
            for_each_field<Fields>(executor, rows.rows, 2 * Fields * Columns, [&](std::size_t b, std::size_t i) {
                kernels::copy_row<T, W>(rows.row(b) + i * Columns, steps.row(b * Fields + i), Columns);
            });
        }
    }
    template <class U>
    void reserve(const MatrixView<U>& rows) {
        if (!in_place(rows)) {
            copy_.reserve(rows.rows * Fields, Columns);
        }
    }
    /// Called after all that `of` gives was written.
    void write(Executor* executor, const MatrixView<T>& rows) {
        if (!in_place(rows)) {
            const MatrixView<T> steps = copy_.view();
            for_each_field<Fields>(executor, rows.rows, 2 * Fields * Columns, [&](std::size_t b, std::size_t i) {
                kernels::copy_row<T, W>(steps.row(b * Fields + i), rows.row(b) + i * Columns, Columns);
            });
        }
    }

private:
    template <class U>
    static bool in_place(const MatrixView<U>& rows) {
        return Fields == 1 || rows.data == nullptr || rows.stride == Fields * Columns;
    }
    Matrix<T> copy_;
};

/// The same for rows that are one for each sample: there is nothing to copy.
template <class T, std::size_t W>
struct PooledFields {
    template <class U>
    [[nodiscard]] static MatrixView<U> of(const MatrixView<U>& rows) {
        return rows;
    }
    static void read(Executor*, const ConstMatrixView<T>&) {}
    static void reserve(const MatrixView<T>&) {}
    static void write(Executor*, const MatrixView<T>&) {}
};

} // namespace detail

/// Layers over the fields of each row, as if they were the steps of a sequence, in their order: field i is columns i
/// Columns ... (i + 1) Columns - 1. Layers of rows, such as Dense and LayerNorm, treat each field by itself with the
/// same parameters; SelfAttention mixes the fields; Sum, Mean and Max pool them. What the layers put out for each field
/// lies side by side again.
///
/// Shapes: `batch x m Columns` -> `batch x m n` for layers of `steps x Columns -> steps x n`, or `batch x n` for layers
/// that pool the steps, m > 0. Blocks are named as those of Sequential.
/// Cost: that of the layers. Fields are read and written where they lie if rows touch, as those of 16 or 48 floats do
/// between two layers; otherwise they are copied.
/// Source: the layout of Song et al., "AutoInt: automatic feature interaction learning via self-attentive neural
/// networks", CIKM 2019; PyTorch `nn.Unflatten` and `nn.Flatten` around the layers.
template <std::size_t Columns, class... Layers>
struct OverFields {
    static constexpr std::string_view name = "OverFields";
    static constexpr bool reads_input = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    using output = decltype(detail::over_fields_output<OverFields, Columns, In, Layers...>());

    template <class T, std::size_t W, class In>
    class Node {
        using layers = Sequential<Layers...>;
        using layers_node = node_of<layers, T, W, Steps<Columns>>;
        using inner = output_of<layers, Steps<Columns>>;
        using inner_view = typename inner::template view<T>;
        using const_inner_view = typename inner::template view<const T>;
        static constexpr bool pools = is_shape<inner>;
        static constexpr std::size_t fields = In::columns / Columns;
        using in_fields = detail::FieldSteps<T, W, fields, Columns>;
        using out_fields =
            std::conditional_t<pools, detail::PooledFields<T, W>, detail::FieldSteps<T, W, fields, inner::columns>>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename layers_node::Workspace layers;
            std::vector<std::uint64_t> offsets; ///< of the fields of each row
            in_fields in, d_in;
            out_fields out, d_out;

            void reserve(std::size_t batch) {
                layers.reserve(batch);
                for (std::size_t b = offsets.size(); b <= batch; ++b) {
                    offsets.push_back(b * fields);
                }
            }
        };

        explicit Node(Builder<T>& builder) : layers_{builder} {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>& in, const MatrixView<T>& out,
                     Workspace& workspace) const {
            const Parts parts{workspace, in.rows};
            workspace.in.read(context.executor, in);
            workspace.out.reserve(out);
            layers_.forward(context, parts.steps(workspace.in.of(in)), parts.inner_of(workspace.out.of(out)),
                            workspace.layers);
            workspace.out.write(context.executor, out);
        }

        template <class Context>
        void backward(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            const Parts parts{workspace, in.rows};
            workspace.d_out.read(context.executor, d_out);
            workspace.d_in.reserve(d_in);
            call_backward(layers_, context, parts.steps(workspace.in.of(in)), parts.inner_of(workspace.out.of(out)),
                          parts.inner_of(workspace.d_out.of(d_out)), parts.steps(workspace.d_in.of(d_in)),
                          workspace.layers);
            workspace.d_in.write(context.executor, d_in);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"OverFields<", Columns, ">"}), output<In>::columns);
            description.nested([&] { layers_.describe(description); });
        }

    private:
        /// The fields of a batch as sequences.
        struct Parts {
            std::span<const std::uint64_t> offsets;

            Parts(const Workspace& workspace, std::size_t rows)
                : offsets{std::span{workspace.offsets}.first(rows + 1)} {}
            template <class U>
            [[nodiscard]] StepsView<U> steps(const MatrixView<U>& values) const {
                return {values, offsets};
            }
            template <class U>
            [[nodiscard]] auto inner_of(const MatrixView<U>& values) const {
                if constexpr (pools) {
                    return values;
                } else {
                    return steps(values);
                }
            }
        };

        layers_node layers_;
    };
};

} // namespace linnet::inline LINNET_ISA
