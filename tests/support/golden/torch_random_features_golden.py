# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_random_features_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian
bookworm: python3 torch_random_features_golden.py"""
import math

import torch


def golden(which, *sizes):
    """A tensor of the numbers of `golden_input(which, i)` in ../torch_layers.hpp."""
    count = math.prod(sizes)
    numbers = [((37 * i + 29 * which + i * i) % 101) / 64.0 - 0.75 for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float64).reshape(*sizes)


def show(name, tensor):
    numbers = [f"{x:.17g}" for x in tensor.detach().reshape(-1).tolist()]
    print(f"inline constexpr std::array<double, {len(numbers)}> {name}{{{', '.join(numbers)}}};")


# 3 rows of 5 columns and 4 units.
x = golden(0, 3, 5).requires_grad_()
out = math.sqrt(2 / 4) * torch.cos(torch.nn.functional.linear(x, golden(2, 5, 4).T, golden(3, 4)))
out.backward(golden(1, 3, 4))
show("random_features_out", out)
show("random_features_d_in", x.grad)
