// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/optimizers/adagrad.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/optimizers/adamw.hpp>
#include <linnet/optimizers/ftrl.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/optimizers/per_part.hpp>
#include <linnet/optimizers/rmsprop.hpp>
#include <linnet/optimizers/rowwise_adagrad.hpp>
#include <linnet/optimizers/rule.hpp>
#include <linnet/optimizers/sgd.hpp>
