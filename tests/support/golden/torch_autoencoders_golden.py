#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Writes ../torch_autoencoders_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian bookworm:

    /usr/bin/python3 torch_autoencoders_golden.py > ../torch_autoencoders_golden.hpp
    clang-format -i ../torch_autoencoders_golden.hpp

The formulas are those of Liang et al., WWW 2018; the gradients are PyTorch's. The draws are those of a model of seed 1
in its step 1: Philox4x32-10, whose bits become normal numbers by the quantile function of Python.
"""
import statistics

import torch
from torch.nn import functional

from golden_numbers import golden, show, uniform

noise_stream = 1 << 32
normal = statistics.NormalDist()
e = torch.tensor([normal.inv_cdf(uniform(1, noise_stream, 2**37 + i)) for i in range(6)], dtype=torch.float64)

# GaussianSample: 2 samples of 3 columns.
x = golden(0, 2, 6).requires_grad_(True)
out = x[:, :3] + torch.exp(0.5 * x[:, 3:]) * e.view(2, 3)
out.backward(golden(1, 2, 3))

print("// SPDX-FileCopyrightText: 2026 The linnet authors")
print("// SPDX-License-Identifier: MIT")
print("#pragma once\n\n#include <array>\n")
print("// What PyTorch 1.13 computes in double; written by golden/torch_autoencoders_golden.py, which says from what.")
print("namespace linnet_test::torch_golden {\n")
show("gaussian_sample_out", out)
show("gaussian_sample_d_in", x.grad)


def loss(name, function, *sizes):
    """The loss of 4 times the numbers of tensor 0, then its gradient."""
    z = (4 * golden(0, *sizes)).requires_grad_(True)
    value = function(z)
    value.backward()
    show(name, torch.cat([value.view(1), z.grad.view(-1)]))


weights = golden(2, 4) + 1
lists = [[0, 2, 2, 4], [], [3], [1, 0]]  # of 5 ids
labels = torch.zeros(4, 5, dtype=torch.float64)
weighted = torch.zeros(4, 5, dtype=torch.float64)
place = 0
for row, of_row in enumerate(lists):
    for item in of_row:
        labels[row, item] += 1
        weighted[row, item] += golden(3, 7)[place] + 1
        place += 1


def kl(z):
    mean, log_variance = z[:, :3], z[:, 3:]
    standard = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    of_z = torch.distributions.Normal(mean, torch.exp(0.5 * log_variance))
    return torch.distributions.kl_divergence(of_z, standard).sum(1)


loss("kl_divergence", lambda z: kl(z).mean(), 4, 6)
loss("weighted_kl_divergence", lambda z: (weights * kl(z)).mean(), 4, 6)
loss("multinomial", lambda z: -(functional.log_softmax(z, 1) * labels).sum(1).mean(), 4, 5)
loss("weighted_multinomial", lambda z: -(weights * (functional.log_softmax(z, 1) * weighted).sum(1)).mean(), 4, 5)
print("\n} // namespace linnet_test::torch_golden")
