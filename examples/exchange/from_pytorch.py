# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""from_pytorch.py STATE PARAMETERS: takes the network in the README from PyTorch, which has written
`torch.save(module.state_dict(), "STATE")`.
Then: `ln::load_parameters(model, "PARAMETERS", ln::KernelLayout::out_in)`."""

import sys
import torch
from safetensors.torch import save_file

# The names in the PyTorch module, and those of linnet, which `ln::summary` prints.
NAMES = {"user.weight": "0.0.user.embedding", "item.weight": "0.1.item.embedding",
         "dense.weight": "1.kernel", "dense.bias": "1.bias"}
state = torch.load(sys.argv[1])
save_file({of_linnet: state[name].contiguous() for name, of_linnet in NAMES.items()}, sys.argv[2])
