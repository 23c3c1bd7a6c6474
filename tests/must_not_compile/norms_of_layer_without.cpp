// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a layer of this network has parameters and no add_sample_norms
#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
struct Bias {
    static constexpr std::string_view name = "Bias";
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
        std::size_t bias;
        explicit Node(ln::Builder<T>& builder) : bias{builder.dense("bias", 1, 1, ln::Zeros{}, ln::Fans{1, 1})} {}
        template <class Context>
        void forward(const Context&, ln::ConstMatrixView<T>, ln::MatrixView<T>, Workspace&) const {}
        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T>, Workspace&) const {
            context.gradients[bias].dense.view()(0, 0) += d_out(0, 0);
        }
        void describe(ln::Description&) const {}
    };
};
using Network = ln::Sequential<ln::Embedding<User, 8>, Bias, ln::Dense<1>>;
int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::MeanSquaredError{}, workspace};
    ln::SampleNorms<float> norms{model.parameters()};
    pass.add_sample_norms({}, norms);
}
