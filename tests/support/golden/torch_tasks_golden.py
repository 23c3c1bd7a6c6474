# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_tasks_golden.hpp, with the python3-torch 1.13 of Debian bookworm:
    python3 torch_tasks_golden.py > ../torch_tasks_golden.hpp
Each layer is written as its paper has it, and PyTorch derives it."""
import torch


def golden(which, *sizes):
    """A tensor of the numbers of golden_input(which, i) in ../torch_layers.hpp."""
    count = 1
    for size in sizes:
        count *= size
    numbers = [((37 * i + 29 * which + i * i) % 101) / 64.0 - 0.75 for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float64).view(*sizes).requires_grad_()


def show(name, tensor):
    numbers = tensor.detach().reshape(-1).tolist()
    print("inline constexpr std::array<double, %d> %s{%s};" % (len(numbers), name, ", ".join("%.17g" % x for x in numbers)))


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


print("""// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_tasks_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {
""")
joint_probability()
print("""
} // namespace linnet_test::torch_golden""")
