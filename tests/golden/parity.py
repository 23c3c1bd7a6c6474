# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""parity.py DIR: whether PyTorch predicts what linnet's networks do, with the parameters that `parity save DIR` has
written; then writes parameters that PyTorch has drawn, with its predictions, for `parity check DIR`."""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in"))
try:
    import numpy
    import torch
    from safetensors.numpy import load_file, save_file
    from torch import nn
except ImportError as missing:
    print(f"SKIPPED: {missing} (python3-torch)")
    sys.exit(0)

class Net(nn.Module):
    """A network whose parameters have the names that linnet gives them."""

    def __init__(self, tables, dense):
        super().__init__()
        self.tables, self.dense, self.names = {}, {}, {}
        for name, shape in tables.items():
            self.tables[name] = self.add(nn.Embedding(*shape), {"weight": name})
        for name, shape in dense.items():
            self.dense[name] = self.add(nn.Linear(*shape), {"weight": name + ".kernel", "bias": name + ".bias"})

    def add(self, module, names):
        number = str(len(self._modules))
        self.add_module(number, module)
        self.names.update({number + "." + inner: name for inner, name in names.items()})
        return module

    def load(self, tensors):
        assert set(tensors) == set(self.names.values()), (sorted(tensors), sorted(self.names.values()))
        self.load_state_dict({inner: torch.from_numpy(tensors[name]) for inner, name in self.names.items()})

    def tensors(self):
        return {name: self.state_dict()[inner].numpy() for inner, name in self.names.items()}


class Reference(Net):
    def __init__(self):
        super().__init__({"0.0.user.embedding": (30, 10), "0.1.item.embedding": (40, 10)}, {"1": (20, 1)})

    def forward(self, user, item, numbers):
        tables = list(self.tables.values())
        return torch.sigmoid(self.dense["1"](torch.cat([tables[0](user), tables[1](item)], 1)))


class NeuMf(Net):
    def __init__(self):
        super().__init__({"gmf user": (30, 8), "gmf item": (40, 8), "mlp.0.0.user.embedding": (30, 16),
                          "mlp.0.1.item.embedding": (40, 16)},
                         {"mlp.1": (32, 16), "mlp.3": (16, 8), "out": (16, 1)})

    def forward(self, user, item, numbers):
        gmf_user, gmf_item, mlp_user, mlp_item = self.tables.values()
        deep = torch.relu(self.dense["mlp.1"](torch.cat([mlp_user(user), mlp_item(item)], 1)))
        deep = torch.relu(self.dense["mlp.3"](deep))
        return torch.sigmoid(self.dense["out"](torch.cat([gmf_user(user) * gmf_item(item), deep], 1)))


class Dlrm(Net):
    def __init__(self):
        super().__init__({"1.1.1.user.embedding": (30, 8), "1.1.2.item.embedding": (40, 8)},
                         {"bottom.1": (13, 16), "bottom.3": (16, 8), "top.0": (11, 12), "top.2": (12, 1)})

    def forward(self, user, item, numbers):
        bottom = torch.relu(self.dense["bottom.3"](torch.relu(self.dense["bottom.1"](numbers))))
        user_vector, item_vector = (table(ids) for table, ids in zip(self.tables.values(), (user, item)))
        pairs = [(bottom * user_vector).sum(1, True), (bottom * item_vector).sum(1, True),
                 (user_vector * item_vector).sum(1, True)]
        return torch.sigmoid(self.dense["top.2"](torch.relu(self.dense["top.0"](torch.cat([bottom] + pairs, 1)))))


def main(folder):
    torch.manual_seed(1)
    for name, network in (("reference", Reference()), ("neumf", NeuMf()), ("dlrm", Dlrm())):
        drawn = network.tensors()
        samples = load_file(f"{folder}/{name}.samples.safetensors")
        inputs = [torch.from_numpy(samples[key]) if key in samples else None
                  for key in ("in/user", "in/item", "in/numbers")]
        with torch.no_grad():
            predicted = network(*inputs).numpy()
            save_file(drawn, f"{folder}/{name}.torch.safetensors")
            save_file({"out": predicted}, f"{folder}/{name}.predicted.safetensors")
            network.load(load_file(f"{folder}/{name}.safetensors"))
            most = numpy.abs(network(*inputs).numpy()[:, 0] - samples["out"]).max()
        print(f"{name}: with linnet's parameters, PyTorch is at most {most:g} from linnet")
        if not most <= 1e-6:
            sys.exit(1)


main(sys.argv[1])
