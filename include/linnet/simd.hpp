// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/simd/exp.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/narrow_loads.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>
#include <linnet/simd/tanh.hpp>
