# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

import torch

from . import numpy as arrays


def load_file(filename):
    return {name: torch.from_numpy(array) for name, array in arrays.load_file(filename).items()}


def save_file(tensors, filename):
    for name, tensor in tensors.items():
        if not tensor.is_contiguous():
            raise ValueError(f"{name} is not contiguous, which safetensors refuses")
    arrays.save_file({name: tensor.numpy() for name, tensor in tensors.items()}, filename)
