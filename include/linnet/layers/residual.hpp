// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct ResidualOfFeatures {
    static_assert(never<Layer>,
                  "linnet: the layers of Residual must read its input; use Add to join branches that read "
                  "features.");
};
template <class Layer>
struct ResidualWidth {
    static_assert(never<Layer>, "linnet: the layers of Residual must put out as much as they get, to be added to it.");
};

} // namespace detail

/// A residual connection: out = in + layers(in), for layers one after the other, such as `Residual<Dense<64>, ReLU,
/// Dense<64>>`. It computes what `Add<Identity, Sequential<...>>` does, and copies neither the input nor gradients.
///
/// Shapes: `batch x n` -> `batch x n`, or steps of sequences, as the layers take them. Blocks are named as those of
/// Sequential. Backward: d_in = d_in of the layers + d_out. Cost: that of the layers, and 3 batch n numbers read or
/// written either way. Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016; with
/// layers `Dense, ReLU, Dense` the residual unit of Shan et al., "Deep Crossing", KDD 2016, before its ReLU.
template <class... Layers>
struct Residual {
    static constexpr std::string_view name = "Residual";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    static consteval auto shape() {
        using inner = output_of<Sequential<Layers...>, In>;
        if constexpr (!is_shape<In> && !detail::is_steps<In>) {
            return same_shape<Residual, In>{};
        } else if constexpr (is_shape_error<inner>) {
            return inner{};
        } else if constexpr (!reads_input_of<Sequential<Layers...>>) {
            return ShapeError<detail::ResidualOfFeatures<Residual>>{};
        } else if constexpr (!std::is_same_v<inner, In>) {
            return ShapeError<detail::ResidualWidth<Residual>>{};
        } else {
            return In{};
        }
    }
    template <class In>
    using output = decltype(shape<In>());

    template <class T, std::size_t W, class In>
    class Node {
        using chain = node_of<Sequential<Layers...>, T, W, In>;
        using view = typename In::template view<T>;
        using const_view = typename In::template view<const T>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename chain::Workspace layers;
            typename In::template Buffer<T> out; ///< of the layers

            void reserve(std::size_t batch) {
                layers.reserve(batch);
                out.reserve(batch);
            }
        };

        explicit Node(Builder<T>& builder) : layers_{builder} {}

        template <class Context>
        void forward(const Context& context, const const_view& in, const view& out, Workspace& workspace) const {
            const view inner = workspace.out.top(detail::extent_of(out));
            layers_.forward(context, in, inner, workspace.layers);
            add(context.executor, in, inner, out);
        }

        template <class Context>
        void backward(Context& context, const const_view& in, const const_view& out, const const_view& d_out,
                      const view& d_in, Workspace& workspace) const {
            const const_view inner = workspace.out.top(detail::extent_of(out));
            call_backward(layers_, context, in, inner, d_out, d_in, workspace.layers);
            if (detail::rows_of_view(d_in).data != nullptr) {
                add(context.executor, d_in, d_out, d_in);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Residual", In::columns);
            description.nested([&] { layers_.describe(description); });
        }

    private:
        static void add(Executor* executor, const const_view& x, const const_view& y, const view& to) {
            kernels::map_rows<T, W>(
                executor, detail::rows_of_view(to),
                [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; },
                detail::rows_of_view(x), detail::rows_of_view(y));
        }

        chain layers_;
    };
};

} // namespace linnet::inline LINNET_ISA
