// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: this loss has no sample_losses: it compares the rows of a batch with each other
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::Dense<1>>;
int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::Bpr{}, workspace};
    pass.sample_losses(ln::ConstMatrixView<float>{}, {}, {});
}
