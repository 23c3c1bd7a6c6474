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
    numbers = [f"{x:.17g}" for x in torch.as_tensor(tensor).detach().reshape(-1).tolist()]
    print(f"inline constexpr std::array<double, {len(numbers)}> {name}{{{', '.join(numbers)}}};")


def philox(seed, stream, index):
    """The four words of block `index`: Salmon et al., SC 2011."""
    low, high = 0xFFFFFFFF, 32
    counter = [index & low, index >> high, stream & low, stream >> high]
    key = [seed & low, seed >> high]
    for _ in range(10):
        a, b = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [(b >> high) ^ counter[1] ^ key[0], b & low, (a >> high) ^ counter[3] ^ key[1], a & low]
        key = [(key[0] + 0x9E3779B9) & low, (key[1] + 0xBB67AE85) & low]
    return counter


def uniform(seed, stream, index):
    """Number `index` of `Random{seed, stream}`, between 0 and 1."""
    words = philox(seed, stream, index // 2)
    bits = words[index % 2 * 2] | words[index % 2 * 2 + 1] << 32
    return ((bits >> 12) + 0.5) * 2.0**-52
