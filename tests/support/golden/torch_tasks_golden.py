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


def augru():
    """The last layer of DIEN, equation by equation, of 2 units: the histories of target_attention."""
    targets, steps = golden(2, 6, 3), golden(3, 6, 3)
    unit, unit_bias, last, last_bias = golden(4, 12, 3), golden(5, 1, 3), golden(6, 3, 1), golden(7, 1, 1)
    kernel, recurrent, bias, recurrent_bias = golden(8, 3, 6), golden(9, 2, 6), golden(10, 1, 6), golden(11, 1, 6)
    rows = []
    for film, seen in ((1, [0, 2, 4]), (5, []), (1, [2, 5])):
        k = steps[seen]
        q = targets[film].expand_as(k)
        pairs = torch.cat([q, k, q - k, q * k], dim=1)
        a = torch.softmax(torch.tanh(pairs @ unit + unit_bias) @ last + last_bias, dim=0)
        h = torch.zeros(1, 2, dtype=torch.float64)
        for t in range(len(seen)):
            x_r, x_u, x_n = (k[t:t + 1] @ kernel + bias).chunk(3, dim=1)
            h_r, h_u, h_n = (h @ recurrent + recurrent_bias).chunk(3, dim=1)
            r, u = torch.sigmoid(x_r + h_r), torch.sigmoid(x_u + h_u)
            n = torch.tanh(x_n + r * h_n)
            u = a[t] * u
            h = (1 - u) * h + u * n
        rows.append(h[0])
    out = torch.stack(rows)
    out.backward(golden(1, 3, 2).detach())
    show("augru_out", out)
    for name, tensor in (("targets", targets), ("steps", steps), ("unit", unit), ("last", last), ("kernel", kernel),
                         ("recurrent_kernel", recurrent), ("bias", bias), ("recurrent_bias", recurrent_bias)):
        show("augru_d_" + name, tensor.grad)


def ple():
    """Three levels of two heads: of two experts for each and one for all, of one and one, of one and two. The blocks are
    kernel and bias of the gates, then of the experts, from the first level up, and at last of the heads."""
    x = golden(0, 3, 5)
    blocks = []

    def dense(columns, units):
        blocks.append(golden(2 + 2 * len(blocks), columns, units))
        kernel, bias = blocks[-1], golden(1 + 2 * len(blocks), 1, units)
        return lambda value: value @ kernel + bias

    def mixed(gate, gate_in, experts):
        weights = torch.softmax(gate(gate_in), dim=1)
        return sum(weights[:, i:i + 1] * expert for i, expert in enumerate(experts))

    gate_0, gate_1, gate_all = dense(5, 3), dense(5, 3), dense(5, 5)
    a, b, c, d, s = [torch.tanh(layer(x)) for layer in [dense(5, 4) for _ in range(5)]]
    in_0, in_1 = mixed(gate_0, x, [a, b, s]), mixed(gate_1, x, [c, d, s])
    in_all = mixed(gate_all, x, [a, b, c, d, s])
    gate_0, gate_1, gate_all = dense(4, 2), dense(4, 2), dense(4, 3)
    a, b, s = [torch.tanh(dense(4, 2)(value)) for value in (in_0, in_1, in_all)]
    in_0, in_1, in_all = (mixed(gate_0, in_0, [a, s]), mixed(gate_1, in_1, [b, s]), mixed(gate_all, in_all, [a, b, s]))
    gate_0, gate_1 = dense(2, 3), dense(2, 3)
    a, b, s, t = [torch.tanh(dense(2, 3)(value)) for value in (in_0, in_1, in_all, in_all)]
    in_0, in_1 = mixed(gate_0, in_0, [a, s, t]), mixed(gate_1, in_1, [b, s, t])
    head_0, head_1 = dense(3, 1), dense(3, 1)
    out = torch.cat([head_0(in_0), head_1(in_1)], dim=1)
    out.backward(64 * golden(1, 3, 2).detach())
    show("ple_out", out)
    show("ple_d_in", x.grad)
    for name, which in (("gate_0", 0), ("shared_gate", 2), ("expert_1", 4), ("shared_expert", 7), ("middle_gate_1", 9),
                        ("middle_shared_gate", 10), ("middle_expert_0", 11), ("middle_shared_expert", 13),
                        ("last_gate_0", 14), ("last_expert_1", 17), ("last_shared_expert_1", 19), ("head_1", 21)):
        show("ple_d_" + name, blocks[which].grad)


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
augru()
ple()
print("""
} // namespace linnet_test::torch_golden""")
