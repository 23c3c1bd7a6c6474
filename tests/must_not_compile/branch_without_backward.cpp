// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the Node of this layer has no backward that can be called as the concept LayerNode asks
#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
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
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::Add<Negate, ln::Identity>, ln::Dense<1>, ln::Sigmoid>;
int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User>> data;
    return static_cast<int>(ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, data).epochs.size());
}
