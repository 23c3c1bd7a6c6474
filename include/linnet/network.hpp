// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/network/grown.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/quantisation.hpp>
#include <linnet/network/quantised.hpp>
#include <linnet/network/summary.hpp>
#include <linnet/network/training_pass.hpp>
