// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a layer of this network computes the output of a sample from other samples, too, such as BatchNorm
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::BatchNorm<>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    ln::TrainingPass pass{model, ln::MeanSquaredError{}, workspace};
    ln::SampleNorms<float> norms{model.parameters()};
    pass.add_sample_norms({}, norms);
}
