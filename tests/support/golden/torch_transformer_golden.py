# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_transformer_golden.hpp, with the python3-torch 1.13 of Debian bookworm:
    python3 torch_transformer_golden.py > ../torch_transformer_golden.hpp
"""
import functools

import torch

from golden_numbers import golden, leaf, show


def transformer_block(name, activation, causal):
    """A LayerNorm and a TransformerEncoderLayer of 4 columns, 2 heads and 8 hidden units, of sequences of 3, 1 and 4
    steps. Kernels are the transposes of PyTorch's."""
    norm = torch.nn.LayerNorm(4).double()
    layer = torch.nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, activation=activation, batch_first=True).double()
    attention = layer.self_attn
    blocks = [norm.weight, norm.bias, attention.in_proj_weight, attention.in_proj_bias, attention.out_proj.weight,
              attention.out_proj.bias, layer.norm1.weight, layer.norm1.bias, layer.linear1.weight, layer.linear1.bias,
              layer.linear2.weight, layer.linear2.bias, layer.norm2.weight, layer.norm2.bias]
    for i, block in enumerate(blocks):
        block.data = golden(2 + i, *reversed(block.shape)).t()
    x = leaf(0, 8, 4)
    outs = []
    for sequence in x.split([3, 1, 4]):
        steps = len(sequence)
        mask = torch.ones(steps, steps, dtype=torch.bool).triu(1) if causal else None
        outs.append(layer(norm(sequence.unsqueeze(0)), src_mask=mask)[0])
    out = torch.cat(outs)
    out.backward(golden(1, 8, 4))
    show(name + "_out", out)
    show(name + "_d_in", x.grad)
    for part, block in (("attention", 2), ("hidden", 8), ("last", 10)):
        show(name + "_d_" + part, blocks[block].grad.t())


print("""// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_transformer_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {
""")
transformer_block("gelu_block", functools.partial(torch.nn.functional.gelu, approximate="tanh"), False)
transformer_block("causal_relu_block", torch.nn.functional.relu, True)
print("""
} // namespace linnet_test::torch_golden""")
