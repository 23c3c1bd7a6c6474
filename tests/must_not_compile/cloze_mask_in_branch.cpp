// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a layer that changes the number of steps, such as ClozeMask, cannot be in a branch that puts out steps
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10>;
using Masked = ln::Sequential<ln::Embedding<Seen, 8>, ln::ClozeMask<ln::percent<20>>>;

int main() {
    ln::Model<ln::Sequential<ln::Add<Masked, Masked>, ln::Last, ln::Dense<1>>> model{1};
    ln::Model<ln::Sequential<ln::Add<Masked, Masked>, ln::Last, ln::Dense<1>>>::Workspace workspace;
    static_cast<void>(model.predict({}, workspace));
}
