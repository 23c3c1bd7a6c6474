# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_crosses_golden.hpp, with the python3-torch 1.13 of Debian bookworm:
    python3 torch_crosses_golden.py > ../torch_crosses_golden.hpp
Each layer is written as its paper has it, and PyTorch derives it."""
import torch

from golden_numbers import leaf as golden, show


def show_layer(name, f, x, blocks):
    """The output of f(x, blocks...) and the gradients of all of them; the blocks are pairs of name and tensor."""
    out = f(x, *[block for _, block in blocks])
    out.backward(golden(1, *out.shape).detach())
    show(name + "_out", out)
    show(name + "_d_in", x.grad)
    for block, tensor in blocks:
        show(name + "_d_" + block, tensor.grad)


def cross_network(x, *blocks):
    state = x
    for i in range(0, len(blocks), 2):
        state = x * (state @ blocks[i] + blocks[i + 1]) + state
    return state


def cross_mixture(x, down, gate, up, bias, *cores):
    rank = cores[0].shape[0]
    gates = torch.softmax(x @ gate, dim=1)
    total = torch.zeros_like(x)
    for e, core in enumerate(cores):
        some = slice(e * rank, (e + 1) * rank)
        expert = torch.tanh(torch.tanh(x @ down[:, some]) @ core) @ up[some]
        total = total + gates[:, e:e + 1] * (x * (expert + bias))
    return total + x


def cross_vector(x, *blocks):
    state = x
    for i in range(0, len(blocks), 2):
        state = x * (state @ blocks[i]) + blocks[i + 1] + state
    return state


def squeeze_excitation(x, squeeze, excite):
    fields = x.view(x.shape[0], -1, 2)
    weights = torch.relu(torch.relu(fields.mean(dim=2) @ squeeze) @ excite)
    return (fields * weights.unsqueeze(2)).reshape(x.shape)


def compressed_interaction(x, *kernels):
    start = x.view(x.shape[0], -1, 3)
    state = start
    sums = []
    for kernel in kernels:
        products = torch.einsum("bid,bjd->bijd", state, start).reshape(x.shape[0], -1, 3)
        state = torch.einsum("bpd,ph->bhd", products, kernel)
        sums.append(state.sum(dim=2))
    return torch.cat(sums, dim=1)


def dice():
    """A training batch of 6 rows."""
    mean, variance = golden(3, 5).detach(), golden(4, 5).detach()

    def f(x, slope):
        z = torch.nn.functional.batch_norm(x, mean, variance, training=True, momentum=0.1, eps=1e-8)
        p = torch.sigmoid(z)
        return p * x + (1 - p) * slope * x

    show_layer("dice", f, golden(0, 6, 5), [("slope", golden(2, 5))])
    show("dice_moving_mean", mean)
    show("dice_moving_variance", variance)


print("""// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_crosses_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {
""")
show_layer("cross_network", cross_network, golden(0, 3, 5),
           [("kernel_0", golden(2, 5, 5)), ("bias_0", golden(3, 1, 5)),
            ("kernel_1", golden(4, 5, 5)), ("bias_1", golden(5, 1, 5))])
show_layer("cross_mixture", cross_mixture, golden(0, 3, 5),
           [("down", golden(2, 5, 6)), ("gate", golden(3, 5, 2)), ("up", golden(4, 6, 5)), ("bias", golden(5, 1, 5)),
            ("core_0", golden(6, 3, 3)), ("core_1", golden(7, 3, 3))])
show_layer("cross_vector", cross_vector, golden(0, 3, 5),
           [("kernel_0", golden(2, 5, 1)), ("bias_0", golden(3, 1, 5)),
            ("kernel_1", golden(4, 5, 1)), ("bias_1", golden(5, 1, 5))])
show_layer("silu", torch.nn.functional.silu, golden(0, 3, 5), [])
show_layer("gelu", lambda x: torch.nn.functional.gelu(x, approximate="tanh"), golden(0, 3, 5), [])
show_layer("prelu", torch.nn.functional.prelu, golden(0, 3, 5), [("slope", golden(2, 5))])
show_layer("l2_normalization", torch.nn.functional.normalize, golden(0, 3, 5), [])
show_layer("squeeze_excitation", squeeze_excitation, golden(0, 3, 10),
           [("squeeze", golden(2, 5, 2)), ("excite", golden(3, 2, 5))])
show_layer("compressed_interaction", compressed_interaction, golden(0, 3, 12),
           [("kernel_0", golden(2, 16, 4)), ("kernel_1", golden(3, 16, 2))])
dice()
print("""
} // namespace linnet_test::torch_golden""")
