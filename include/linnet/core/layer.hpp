// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// A layer as the user writes it: a type without scalar or width.
///
/// requires:
///   L::name           what errors and summaries call it
///   L::features       TypeList of the features that it and its branches read
///   L::tables         TypeList of the named tables that it and its branches share (`TableUse`)
///   L::reads_input    whether it reads the output of the layer before it
///   L::output<In>     for In = NoInput or Shape<n>: the shape that it puts out, or a ShapeError that says why not;
///                     never a hard error
///   L::is_activation  where it is there and true: as the last layer it turns logits into what they stand for, so that
///                     `Model::logits` reads what is before it
///   L::Node<T, W, In> the layer bound to scalar, width and input shape (see LayerNode); only used where output<In> is
///                     no ShapeError. Of a layer that reads no input, In is NoInput.
///   L::per_row, where it is there and true: it treats each row of its input by itself, so that it can be applied to
///                     the steps of sequences (`Steps<n>`), too
///   L::reads_steps, where it is there and true: In may also be Steps<n>
///   L::reads_heads, where it is there and true: In may also be Heads<...>
template <class L>
concept Layer = requires {
    { L::name } -> std::convertible_to<std::string_view>;
    typename L::features;
    typename L::tables;
    { L::reads_input } -> std::convertible_to<bool>;
    typename L::template output<NoInput>;
    typename L::template output<Shape<1>>;
};

/// A bound layer. It owns no numbers: parameters and gradients come with the context, and activations with the
/// workspace. So a node is cheap to copy, and several threads may use it, each with its own workspace.
///
/// Shapes: in `batch x In`, out and d_out `batch x output`, d_in like in. They are handed over as views, MatrixView or
/// StepsView, as the shape says: `Shape<n>::view<T>`.
///
/// requires:
///   N(builder)                    asks the builder for its blocks; a layer of layers makes its i-th with
///                                 `builder.child(i)`
///   N::trainable                  whether a gradient that reaches it has any use
///   N::Workspace::reserve(batch)  makes room for that many rows; may allocate, nothing else may. Only what depends on
///                                 the number of steps of sequences grows in `forward`.
///   forward(context, in, out, workspace)
///     ensures: every element of out is written; nothing outside its columns is
///   backward(context, in, out, d_out, d_in, workspace), after a forward of the same batch and workspace
///     ensures: adds to the gradients of its blocks, and writes the `next()` of its statistics, which are read as they
///     were before the step; writes every element of d_in, unless its data is null
///     Rows of d_out may be kept by RowGradients until the gradients are cleared.
///   add_sample_norms(context, in, out, d_out, d_in, workspace), where it is there, with a SampleNormContext: as
///     backward, but adds to `context.norms`, for each sample, the squared norm of the gradient of the layer's blocks
///     for that sample alone, and reports the rows of tables that it looked up. A layer with blocks needs it for
///     TrainingPass::add_sample_norms; one without is run backward. Where gradients come in a form of their own, it
///     takes the arguments of `backward_from`.
///   N::mixes_samples, where it is there and true: the output of a sample depends on other samples, so that norms of
///     single samples are refused
///   N::changes_lengths, where it is there and true: of a layer that puts out Steps, but not as many as it reads.
///     offsets_behind(in.offsets, workspace), called before forward and backward, says where its sequences begin. Only
///     Sequential takes such a layer.
///   offsets(context, rows)        only of a layer that reads no input and puts out Steps: where its sequences begin
///   describe(description)         adds a line for itself and, nested, for its branches
///   N::gives, N::takes, N::gives_gradient, N::takes_gradient, where they are there: see core/form.hpp
template <class N, class T, class BatchType>
concept LayerNode = requires(const N& node, typename N::Workspace& workspace,
                             const ForwardContext<T, BatchType>& forward, BackwardContext<T, BatchType>& backward,
                             ConstMatrixView<T> in, MatrixView<T> out, Description& description) {
    requires std::constructible_from<N, Builder<T>&>;
    requires std::default_initializable<typename N::Workspace>;
    { N::trainable } -> std::convertible_to<bool>;
    workspace.reserve(std::size_t{});
    node.forward(forward, in, out, workspace);
    node.backward(backward, in, in, in, out, workspace);
    node.describe(description);
};

} // namespace linnet::inline LINNET_ISA
