# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_random_features_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian
bookworm: python3 torch_random_features_golden.py"""
import math

import torch

from golden_numbers import golden, show


# 3 rows of 5 columns and 4 units.
x = golden(0, 3, 5).requires_grad_()
out = math.sqrt(2 / 4) * torch.cos(torch.nn.functional.linear(x, golden(2, 5, 4).T, golden(3, 4)))
out.backward(golden(1, 3, 4))
show("random_features_out", out)
show("random_features_d_in", x.grad)
