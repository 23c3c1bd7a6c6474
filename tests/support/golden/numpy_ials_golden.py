#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Writes ../numpy_ials_golden.hpp. Not part of any build; with python3-numpy 1.24 and python3-torch of Debian bookworm:

    /usr/bin/python3 numpy_ials_golden.py > ../numpy_ials_golden.hpp
    clang-format -i ../numpy_ials_golden.hpp

Three sweeps of the formulas of Rendle et al., RecSys 2022, over whole matrices: Y of zeros and ones, and the weights of
its elements. The first vectors are normal numbers from Philox4x32-10 and the quantile function of Python, of seed 5.
"""
import statistics

import numpy

from golden_numbers import show, uniform

users, items, d = 6, 5, 3
alpha, regularization, nu, deviation = 0.3, 0.05, 0.7, 0.2
pairs = [(0, 1), (0, 2), (1, 1), (1, 3), (2, 2), (2, 3), (2, 4), (4, 4), (5, 1), (5, 2), (5, 3), (5, 4)]
y = numpy.zeros((users, items))
for user, item in pairs:
    y[user, item] = 1
normal = statistics.NormalDist()
h = numpy.array([[normal.inv_cdf(uniform(5, 0, i * d + k)) for k in range(d)] for i in range(items)])
h *= deviation / numpy.sqrt(d)
h[y.sum(0) == 0] = 0  # nobody's items


def best(y, others):
    """argmin over w of sum y (w h - 1)^2 + alpha sum (w h)^2 + lambda (|S| + alpha n)^nu |w|^2, row by row."""
    rows = []
    for of_row in y:
        weight = of_row.sum() + alpha * len(others)
        system = others.T @ numpy.diag(of_row + alpha) @ others + regularization * weight**nu * numpy.eye(d)
        rows.append(numpy.linalg.solve(system, others.T @ of_row))
    return numpy.array(rows)


for _ in range(3):
    w = best(y, h)
    h = best(y.T, w)

print("// SPDX-FileCopyrightText: 2026 The linnet authors")
print("// SPDX-License-Identifier: MIT")
print("#pragma once\n\n#include <array>\n")
print("// What NumPy computes in double; written by golden/numpy_ials_golden.py, which says from what.")
print("namespace linnet_test::numpy_golden {\n")
show("ials_users", w)
show("ials_items", h)
print("\n} // namespace linnet_test::numpy_golden")
