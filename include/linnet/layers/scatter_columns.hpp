// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct ScatterPlaces {
    static_assert(never<Layer>,
                  "linnet: ScatterColumns needs a place for each column of its input, each of its own and "
                  "below the number of columns that it puts out.");
};

template <std::size_t Columns, std::size_t... At>
consteval bool are_places() {
    constexpr std::array<std::size_t, sizeof...(At)> places{At...};
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] >= Columns || std::find(places.begin(), places.begin() + i, places[i]) != places.begin() + i) {
            return false;
        }
    }
    return true;
}

} // namespace detail

/// Puts column i of the input into column `At`[i] of `Columns`, and zeros into all others: out(b, At[i]) = in(b, i).
/// Behind the Softmax of a gate it makes weights for those experts of a Mixture that the gate may use, and 0 for the
/// others: `Sequential<Dense<2>, Softmax, ScatterColumns<3, 0, 2>>`.
///
/// Shapes: `batch x n` -> `batch x Columns`, for n places. Backward: d_in(b, i) = d_out(b, At[i]).
/// Source: PyTorch `Tensor.scatter`.
template <std::size_t Columns, std::size_t... At>
struct ScatterColumns {
    static constexpr std::string_view name = "ScatterColumns";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = std::conditional_t<
        is_shape_error<In>, In,
        std::conditional_t<std::is_same_v<In, Shape<sizeof...(At)>> && detail::are_places<Columns, At...>(),
                           Shape<Columns>, ShapeError<detail::ScatterPlaces<ScatterColumns>>>>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::array<std::size_t, sizeof...(At)> places{At...};

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for_each_row(context.executor, out.rows, [&](std::size_t b) {
                std::fill_n(out.row(b), Columns, T{0});
                for (std::size_t i = 0; i < places.size(); ++i) {
                    out(b, places[i]) = in(b, i);
                }
            });
        }
        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            if (d_in.data != nullptr) {
                for_each_row(context.executor, d_out.rows, [&](std::size_t b) {
                    for (std::size_t i = 0; i < places.size(); ++i) {
                        d_in(b, i) = d_out(b, places[i]);
                    }
                });
            }
        }

        LINNET_COLD void describe(Description& description) const { description.add("ScatterColumns", Columns); }

    private:
        template <class Body>
        static void for_each_row(Executor* executor, std::size_t rows, const Body& body) {
            for_each_share(executor, rows, 1, 2 * Columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    body(b);
                }
            });
        }
    };
};

} // namespace linnet::inline LINNET_ISA
