# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""to_pytorch.py PARAMETERS STATE: makes a state of PyTorch's of the network in the README,
of what `ln::save_parameters(model, "PARAMETERS", ln::KernelLayout::out_in)` has written.
Then: `module.load_state_dict(torch.load("STATE"))`."""

import sys
import torch
from safetensors.torch import load_file

# The names in the PyTorch module, and those of linnet, which `ln::summary` prints.
NAMES = {"user.weight": "0.0.user.embedding", "item.weight": "0.1.item.embedding",
         "dense.weight": "1.kernel", "dense.bias": "1.bias"}
parameters = load_file(sys.argv[1])
torch.save({name: parameters[of_linnet] for name, of_linnet in NAMES.items()}, sys.argv[2])
