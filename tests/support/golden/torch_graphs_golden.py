#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Writes ../torch_graphs_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian bookworm:

    /usr/bin/python3 torch_graphs_golden.py > ../torch_graphs_golden.hpp
    clang-format -i ../torch_graphs_golden.hpp

LightGCN of three layers on a social graph: six edges between 5 users and 4 items of 3 columns, and three between users;
the products of five pairs. The adjacency is [[S, R], [R', 0]], normalised by the roots of its degrees.
"""
import torch

from golden_numbers import golden, leaf, show

users, items = leaf(0, 5, 3), leaf(1, 4, 3)
adjacency = torch.zeros(9, 9, dtype=torch.float64)
for user, item in [(0, 0), (0, 2), (1, 2), (3, 0), (3, 1), (3, 2)]:
    adjacency[user, 5 + item] = adjacency[5 + item, user] = 1
for user, other in [(0, 1), (2, 4), (3, 2)]:
    adjacency[user, other] = adjacency[other, user] = 1
scales = adjacency.sum(1).pow(-0.5)
scales[torch.isinf(scales)] = 0
normalised = scales[:, None] * adjacency * scales
powers = [torch.cat([users, items])]
for _ in range(3):
    powers.append(normalised @ powers[-1])
propagated = torch.stack(powers).mean(0)
out = (propagated[[1, 3, 1, 0, 4]] * propagated[[7, 5, 6, 7, 8]]).sum(1)
out.backward(golden(2, 5))

print("// SPDX-FileCopyrightText: 2026 The linnet authors")
print("// SPDX-License-Identifier: MIT")
print("#pragma once\n\n#include <array>\n")
print("// What PyTorch 1.13 computes in double; written by golden/torch_graphs_golden.py, which says from what.")
print("namespace linnet_test::torch_golden {\n")
show("social_graph_propagation_out", out)
show("social_graph_propagation_d_users", users.grad)
show("social_graph_propagation_d_items", items.grad)
print("\n} // namespace linnet_test::torch_golden")
