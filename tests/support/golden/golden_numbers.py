# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""What the scripts that print golden numbers have in common."""
import math

import torch


def golden(which, *sizes):
    """A tensor of the numbers of `golden_input(which, i)` in ../torch_layers.hpp."""
    numbers = [((37 * i + 29 * which + i * i) % 101) / 64.0 - 0.75 for i in range(math.prod(sizes))]
    return torch.tensor(numbers, dtype=torch.float64).reshape(*sizes)


def leaf(which, *sizes):
    """The same, of which PyTorch finds the gradient."""
    return golden(which, *sizes).requires_grad_()


def show(name, tensor):
    """The numbers of a tensor as a constant in C++."""
    numbers = [f"{x:.17g}" for x in tensor.detach().reshape(-1).tolist()]
    print(f"inline constexpr std::array<double, {len(numbers)}> {name}{{{', '.join(numbers)}}};")
