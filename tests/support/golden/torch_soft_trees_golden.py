# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_soft_trees_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian
bookworm: python3 torch_soft_trees_golden.py"""

import torch

from golden_numbers import golden, leaf, show


def entmax15(z):
    """Peters et al., ACL 2019, over the last dimension, by their exact algorithm on sorted numbers."""
    x = (z - z.max(-1, keepdim=True).values) / 2
    ordered = x.sort(-1, descending=True).values
    count = torch.arange(1, x.shape[-1] + 1, dtype=x.dtype)
    mean = ordered.cumsum(-1) / count
    squares = count * ((ordered ** 2).cumsum(-1) / count - mean ** 2)
    thresholds = mean - torch.sqrt(torch.clamp((1 - squares) / count, min=0))
    support = (thresholds <= ordered).sum(-1, keepdim=True)
    # The same once more by the numbers above the threshold alone, so that PyTorch finds its derivative.
    above = (x > thresholds.gather(-1, support - 1).detach()).to(x.dtype)
    size = above.sum(-1, keepdim=True)
    mean = (x * above).sum(-1, keepdim=True) / size
    squares = (((x - mean) * above) ** 2).sum(-1, keepdim=True)
    return ((x - (mean - torch.sqrt((1 - squares) / size))) * above) ** 2


def answers_of_two(x):
    """The 1.5-entmax of x and 0, of which the first counts."""
    return entmax15(torch.stack([x, torch.zeros_like(x)], -1))[..., 0]


def trees_of(name, choose, answer):
    """Prints 2 trees of depth 3 over 3 rows of 5 columns, and all gradients."""
    trees, depth = 2, 3
    x, choices = leaf(0, 3, 5), leaf(2, depth * trees, 5)
    thresholds, log_temperatures = leaf(3, depth * trees), leaf(4, depth * trees)
    leaves = leaf(5, 2**depth, trees)
    mixtures = x @ choose(choices).T
    answers = answer((mixtures - thresholds) * torch.exp(-log_temperatures)).reshape(3, depth, trees)
    out = torch.zeros(3, trees, dtype=torch.float64)
    for path in range(2**depth):
        chance = torch.ones(3, trees, dtype=torch.float64)
        for d in range(depth):
            chance = chance * (answers[:, d] if path >> d & 1 else 1 - answers[:, d])
        out = out + chance * leaves[path]
    out.backward(golden(1, 3, trees))
    show(name + "_out", out)
    show(name + "_d_in", x.grad)
    show(name + "_d_choices", choices.grad)
    show(name + "_d_thresholds", thresholds.grad)
    show(name + "_d_log_temperatures", log_temperatures.grad)
    show(name + "_d_leaves", leaves.grad)


trees_of("soft_trees", lambda logits: torch.softmax(logits, dim=1), torch.sigmoid)
trees_of("entmax_trees", entmax15, answers_of_two)
