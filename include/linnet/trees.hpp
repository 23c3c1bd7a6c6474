// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/trees/boosted_trees.hpp>
#include <linnet/trees/boosted_trees_settings.hpp>
#include <linnet/trees/boosting_loss.hpp>
#include <linnet/trees/feature_bins.hpp>
#include <linnet/trees/feature_table.hpp>
#include <linnet/trees/gradient_sums.hpp>
#include <linnet/trees/lambda_rank.hpp>
#include <linnet/trees/tree_ensemble.hpp>
#include <linnet/trees/tree_grower.hpp>
#include <linnet/trees/tree_samples.hpp>
