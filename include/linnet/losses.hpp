// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/mean_squared_error.hpp>
