// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/simd/exp.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/polynomial.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>
#include <linnet/simd/tanh.hpp>
