// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/random_cauchy.hpp>
#include <linnet/initializers/random_normal.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/initializers/truncated_normal.hpp>
#include <linnet/initializers/variance_scaling.hpp>
