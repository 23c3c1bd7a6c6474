#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Writes ../torch_interactions_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian bookworm:

    /usr/bin/python3 torch_interactions_golden.py > ../torch_interactions_golden.hpp
    clang-format -i ../torch_interactions_golden.hpp

The formulas are those of the papers, on tensors of `batch x fields x columns`; the gradients are PyTorch's.
"""
import torch

from golden_numbers import golden, show


def layer(name, fields, columns, function, *parameters):
    """Prints what `function(x, *parameters)` puts out for 2 samples, and all gradients."""
    x = golden(0, 2, fields, columns).requires_grad_(True)
    for _, parameter in parameters:
        parameter.requires_grad_(True)
    out = function(x, *[parameter for _, parameter in parameters]).reshape(2, -1)
    out.backward(golden(1, *out.shape))
    show(name + "_out", out)
    show(name + "_d_in", x.grad)
    for of, parameter in parameters:
        show(name + "_d_" + of, parameter.grad)


def bi_interaction(x):
    """He, Chua, SIGIR 2017, equation 4."""
    return (x.sum(1) ** 2 - (x ** 2).sum(1)) / 2


def factorization_machine(x):
    return bi_interaction(x).sum(1)


def products(x):
    """The inner products of all pairs of fields, below the diagonal, row by row."""
    i, j = torch.tril_indices(x.shape[1], x.shape[1], -1)
    return torch.matmul(x, x.transpose(1, 2))[:, i, j]


def field_weighted_factorization(x, weights):
    """Pan et al., WWW 2018, the last sum of equation 6."""
    return (products(x) * weights).sum(1)


def field_aware_factorization(x):
    """Juan et al., RecSys 2016, equation 4, of 3 fields with 3 vectors each."""
    v = x.view(x.shape[0], 3, 3, -1)
    return sum((v[:, i, j] * v[:, j, i]).sum(1) for i in range(3) for j in range(i + 1, 3))


def outer_product(x):
    """Qu et al., ICDM 2016, equation 16."""
    f = x.sum(1)
    return torch.matmul(f.unsqueeze(2), f.unsqueeze(1))


def hadamard_products(x):
    """Products of all pairs of fields, in the order of `products`."""
    i, j = torch.tril_indices(x.shape[1], x.shape[1], -1)
    return x[:, i] * x[:, j]


def bilinear(kernel_of):
    """Huang et al., RecSys 2019, equations 7 to 9, in the order of `products`: kernel number `kernel_of(pair, j)`."""
    def function(x, kernel):
        kernels = kernel.view(-1, x.shape[2], x.shape[2])
        pairs = [(i, j) for i in range(x.shape[1]) for j in range(i)]
        return torch.stack([torch.matmul(x[:, j], kernels[kernel_of(pair, j)]) * x[:, i]
                            for pair, (i, j) in enumerate(pairs)], 1)
    return function


def normed_fields(x, gamma, beta, kernel, bias):
    """A layer norm, a dense layer and tanh over each field."""
    normed = torch.nn.functional.layer_norm(x, (x.shape[2],), gamma, beta, 1e-5)
    return torch.tanh(torch.matmul(normed, kernel) + bias)


def attention_pooling(x, kernel, bias, last):
    """Xiao et al., IJCAI 2017, equations 5 and 6, of the fields themselves, with tanh in place of ReLU."""
    scores = torch.matmul(torch.tanh(torch.matmul(x, kernel) + bias), last)
    return (torch.softmax(scores, 1) * x).sum(1)


print("""// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_interactions_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {
""")
layer("bi_interaction", 4, 3, bi_interaction)
layer("factorization_machine", 4, 3, factorization_machine)
layer("field_weighted_factorization", 4, 3, field_weighted_factorization, ("weights", golden(2, 6)))
layer("field_aware_factorization", 9, 2, field_aware_factorization)
layer("inner_products", 4, 3, products)
layer("hadamard_products", 4, 3, hadamard_products)
layer("bilinear_all", 4, 3, bilinear(lambda pair, j: 0), ("kernel", golden(2, 3, 3)))
layer("bilinear_each", 4, 3, bilinear(lambda pair, j: j), ("kernel", golden(2, 9, 3)))
layer("bilinear_pair", 4, 3, bilinear(lambda pair, j: pair), ("kernel", golden(2, 18, 3)))
layer("over_fields", 4, 3, normed_fields, ("gamma", golden(2, 3)), ("beta", golden(3, 3)), ("kernel", golden(4, 3, 2)),
      ("bias", golden(5, 2)))
layer("attention_pooling", 4, 3, attention_pooling, ("kernel", golden(2, 3, 2)), ("bias", golden(3, 2)),
      ("last", golden(4, 2, 1)))
layer("outer_product", 4, 3, outer_product)
print("\n} // namespace linnet_test::torch_golden")
