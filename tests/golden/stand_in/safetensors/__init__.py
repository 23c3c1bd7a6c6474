# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

"""The few functions of Hugging Face's safetensors that the tests need, for where it is not installed."""
