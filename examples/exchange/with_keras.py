# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""Gives a Keras model the parameters of the network in the README, and takes them from it, for the functions
`ln::save_parameters(model, "PARAMETERS")` and `ln::load_parameters(model, "PARAMETERS")`: kernels lie `in x out` in
both. linnet's tests run this with a stand-in that has Keras's `get_weights` and `set_weights`, not with Keras."""

from safetensors.numpy import load_file, save_file

# The names that `ln::summary` prints, in the order of the Keras model's weights.
NAMES = ["0.0.user.embedding", "0.1.item.embedding", "1.kernel", "1.bias"]


def to_keras(path, keras_model):
    parameters = load_file(path)
    keras_model.set_weights([parameters[name] for name in NAMES])


def from_keras(keras_model, path):
    save_file(dict(zip(NAMES, keras_model.get_weights())), path)
