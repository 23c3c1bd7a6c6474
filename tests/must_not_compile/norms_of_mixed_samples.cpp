// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a layer of this network computes the output of a sample from other samples, too, such as BatchNorm, so
// the gradients of single samples have no norms.
#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
struct Centred {
    static constexpr std::string_view name = "Centred";
    static constexpr bool reads_input = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;
    template <class In>
    using output = In;
    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = true;
        static constexpr bool mixes_samples = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };
        explicit Node(ln::Builder<T>&) {}
        template <class Context>
        void forward(const Context&, ln::ConstMatrixView<T>, ln::MatrixView<T>, Workspace&) const {}
        template <class Context>
        void backward(Context&, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>,
                      ln::MatrixView<T>, Workspace&) const {}
        void describe(ln::Description&) const {}
    };
};
using Network = ln::Sequential<ln::Embedding<User, 8>, Centred, ln::Dense<1>>;
int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::MeanSquaredError{}, workspace};
    ln::SampleNorms<float> norms{model.parameters()};
    pass.add_sample_norms({}, norms);
}
