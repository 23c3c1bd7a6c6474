// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/testing/gradient_check.hpp>
#include <linnet/testing/gradient_report.hpp>
#include <linnet/testing/guarded_matrix.hpp>
#include <linnet/testing/loss_gradient_check.hpp>
#include <linnet/testing/optimizer_check.hpp>
#include <linnet/testing/random_batch.hpp>
#include <linnet/testing/sample_norm_check.hpp>
