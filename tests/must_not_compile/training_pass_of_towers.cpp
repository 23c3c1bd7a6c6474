// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a training step in pieces needs a network of one output, and a loss that compares each row
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::InBatchSoftmax<User, Item>{}, workspace};
    ln::SampleNorms<float> norms{model.parameters()};
    ln::Gradients<float> gradients{model.parameters()};
    pass.forward({}, 1);
    pass.sample_losses(ln::ConstMatrixView<float>{}, {}, {});
    pass.add_sample_norms({}, norms);
    pass.backward({}, gradients);
}
