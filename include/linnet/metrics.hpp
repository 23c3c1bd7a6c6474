// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/metrics/accuracy.hpp>
#include <linnet/metrics/auc.hpp>
#include <linnet/metrics/log_loss.hpp>
#include <linnet/metrics/root_mean_squared_error.hpp>
