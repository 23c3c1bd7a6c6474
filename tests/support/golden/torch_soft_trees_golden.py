# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_soft_trees_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian
bookworm: python3 torch_soft_trees_golden.py"""

import torch

from golden_numbers import golden, show


# 3 rows of 5 columns, 2 trees of depth 3.
trees, depth = 2, 3
x = golden(0, 3, 5).requires_grad_()
choices = golden(2, depth * trees, 5).requires_grad_()
thresholds = golden(3, depth * trees).requires_grad_()
log_temperatures = golden(4, depth * trees).requires_grad_()
leaves = golden(5, 2**depth, trees).requires_grad_()
mixtures = x @ torch.softmax(choices, dim=1).T
answers = torch.sigmoid((mixtures - thresholds) * torch.exp(-log_temperatures)).reshape(3, depth, trees)
out = torch.zeros(3, trees, dtype=torch.float64)
for leaf in range(2**depth):
    chance = torch.ones(3, trees, dtype=torch.float64)
    for d in range(depth):
        chance = chance * (answers[:, d] if leaf >> d & 1 else 1 - answers[:, d])
    out = out + chance * leaves[leaf]
out.backward(golden(1, 3, trees))
show("soft_trees_out", out)
show("soft_trees_d_in", x.grad)
show("soft_trees_d_choices", choices.grad)
show("soft_trees_d_thresholds", thresholds.grad)
show("soft_trees_d_log_temperatures", log_temperatures.grad)
show("soft_trees_d_leaves", leaves.grad)
