# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_tasks_golden.hpp, with the python3-torch 1.13 of Debian bookworm:
    python3 torch_tasks_golden.py > ../torch_tasks_golden.hpp
Each layer is written as its paper has it, and PyTorch derives it."""
import torch

from golden_numbers import leaf as golden, show


def joint_probability():
    """The logits of the products of three probabilities."""
    x = golden(0, 3, 5)
    blocks = [golden(2, 5, 1), golden(3, 1, 1), golden(4, 5, 1), golden(5, 1, 1), golden(6, 5, 1), golden(7, 1, 1)]
    p = torch.cat([torch.sigmoid(x @ blocks[i] + blocks[i + 1]) for i in (0, 2, 4)], dim=1)
    out = torch.logit(torch.cumprod(p, dim=1))
    out.backward(golden(1, 3, 3).detach())
    show("joint_probability_out", out)
    show("joint_probability_d_in", x.grad)
    for i in range(3):
        show("joint_probability_d_kernel_%d" % i, blocks[2 * i].grad)


def target_attention(name, softmax):
    """Histories of films 0, 2, 4; of none; of 2, 5."""
    targets, steps = golden(2, 6, 3), golden(3, 6, 3)
    kernel, bias, last, last_bias = golden(4, 12, 3), golden(5, 1, 3), golden(6, 3, 1), golden(7, 1, 1)
    rows = []
    for film, seen in ((1, [0, 2, 4]), (5, []), (1, [2, 5])):
        k = steps[seen]
        q = targets[film].expand_as(k)
        pairs = torch.cat([q, k, q - k, q * k], dim=1)
        weights = torch.tanh(pairs @ kernel + bias) @ last + last_bias
        if softmax:
            weights = torch.softmax(weights, dim=0)
        rows.append((weights * k).sum(dim=0))
    out = torch.stack(rows)
    out.backward(golden(1, 3, 3).detach())
    show(name + "_out", out)
    show(name + "_d_targets", targets.grad)
    show(name + "_d_steps", steps.grad)
    show(name + "_d_kernel", kernel.grad)
    show(name + "_d_last", last.grad)


print("""// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_tasks_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {
""")
joint_probability()
target_attention("target_attention", False)
target_attention("softmax_attention", True)
print("""
} // namespace linnet_test::torch_golden""")
