// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: with GraphPropagation a sample has a gradient for all rows that the graph reaches
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Graph = ln::GraphPropagation<2>;
using Network = ln::Dot<ln::Embedding<User, 8, Graph>, ln::Embedding<Item, 8, Graph>>;

int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::MeanSquaredError{}, workspace};
    ln::SampleNorms<float> norms{model.parameters()};
    pass.add_sample_norms({}, norms);
}
