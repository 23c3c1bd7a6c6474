// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the Node of this layer lacks something that the concept LayerNode asks for
#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>
#include <linnet/testing.hpp>

namespace ln = linnet;

struct Negate {
    static constexpr std::string_view name = "Negate";
    static constexpr bool reads_input = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;
    template <class In>
    using output = In;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };
        explicit Node(ln::Builder<T>&) {}
        template <class Context>
        void forward(const Context&, ln::ConstMatrixView<T>, ln::MatrixView<T>, Workspace&) const {}
        void describe(ln::Description&) const {}
    };
};

int main() { return ln::check_gradients<Negate, ln::Shape<3>>() ? 0 : 1; }
