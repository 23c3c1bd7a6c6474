# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""keras_script.py DIR EXAMPLES: whether the script in examples/exchange carries the network in the README from linnet to
what has Keras's functions for weights, and back: with what `parity save DIR` has written, and for `parity keras DIR`."""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in"))
sys.path.append(sys.argv[2])
try:
    import numpy
    from safetensors.numpy import load_file, save_file
    from with_keras import from_keras, to_keras
except ImportError as missing:
    print(f"SKIPPED: {missing} (python3-numpy)")
    sys.exit(0)


class LikeKeras:
    """The network as Keras has it: its weights are a list, and its kernel is `in x out`."""

    def __init__(self, shapes):
        draw = numpy.random.default_rng(3)
        self.weights = [draw.standard_normal(shape).astype("f4") for shape in shapes]

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        assert [of.shape for of in weights] == [of.shape for of in self.weights], "Keras refuses other shapes"
        self.weights = weights

    def predict(self, user, item):
        user_table, item_table, kernel, bias = self.weights
        rows = numpy.concatenate([user_table[user], item_table[item]], 1)
        return 1 / (1 + numpy.exp(-(rows @ kernel + bias)))


def main(folder):
    samples = load_file(f"{folder}/reference.samples.safetensors")
    inputs = [samples["in/user"], samples["in/item"]]
    model = LikeKeras([(30, 10), (40, 10), (20, 1), (1,)])
    from_keras(model, f"{folder}/reference.keras.safetensors")
    save_file({"out": model.predict(*inputs).astype("f4")}, f"{folder}/reference.predicted.safetensors")
    to_keras(f"{folder}/reference.in_out.safetensors", model)
    most = abs(model.predict(*inputs)[:, 0] - samples["out"]).max()
    print(f"with_keras.py: what is like Keras is at most {most:g} from linnet")
    sys.exit(0 if most <= 1e-6 else 1)


main(sys.argv[1])
