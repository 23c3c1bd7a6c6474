# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

import json
import struct

import numpy

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "U8": "u1"}


def load_file(filename):
    with open(filename, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: numpy.frombuffer(data[of["data_offsets"][0]:of["data_offsets"][1]], TYPES[of["dtype"]])
            .reshape(of["shape"]).copy() for name, of in header.items()}


def save_file(tensor_dict, filename):
    header, data = {}, b""
    for name, tensor in tensor_dict.items():
        (dtype,) = (dtype for dtype, spelt in TYPES.items() if numpy.dtype(spelt) == tensor.dtype)
        bytes_of_tensor = tensor.tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(bytes_of_tensor)]}
        data += bytes_of_tensor
    text = json.dumps(header).encode()
    with open(filename, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
