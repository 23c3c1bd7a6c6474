# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""pytorch_scripts.py DIR EXAMPLES: whether the scripts in examples/exchange carry the network in the README from linnet
to PyTorch and back: with what `parity save DIR` has written, and for `parity check DIR reference`."""

import os
import subprocess
import sys

STAND_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in")
try:
    import safetensors
except ImportError:
    sys.path.append(STAND_IN)
    os.environ["PYTHONPATH"] = STAND_IN  # of the scripts
try:
    import torch
    from safetensors.numpy import load_file, save_file
except ImportError as missing:
    print(f"SKIPPED: {missing} (python3-torch)")
    sys.exit(0)


class Module(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.user, self.item = torch.nn.Embedding(30, 10), torch.nn.Embedding(40, 10)
        self.dense = torch.nn.Linear(20, 1)

    def forward(self, user, item):
        return torch.sigmoid(self.dense(torch.cat([self.user(user), self.item(item)], 1)))


def main(folder, examples):
    def run(script, *files):
        subprocess.run([sys.executable, "-B", f"{examples}/{script}", *files], check=True)

    samples = load_file(f"{folder}/reference.samples.safetensors")
    inputs = [torch.from_numpy(samples["in/user"]), torch.from_numpy(samples["in/item"])]
    state = f"{folder}/state.pt"
    torch.manual_seed(2)
    drawn, module = Module(), Module()
    torch.save(drawn.state_dict(), state)
    run("from_pytorch.py", state, f"{folder}/reference.torch.safetensors")
    run("to_pytorch.py", f"{folder}/reference.safetensors", state)
    module.load_state_dict(torch.load(state))
    with torch.no_grad():
        save_file({"out": drawn(*inputs).numpy()}, f"{folder}/reference.predicted.safetensors")
        most = abs(module(*inputs).numpy()[:, 0] - samples["out"]).max()
    print(f"to_pytorch.py: PyTorch is at most {most:g} from linnet")
    sys.exit(0 if most <= 1e-6 else 1)


main(*sys.argv[1:])
