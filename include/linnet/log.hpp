// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/log/cleaning_report.hpp>
#include <linnet/log/concat.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/k_core.hpp>
#include <linnet/log/k_fold.hpp>
#include <linnet/log/leave_one_out.hpp>
#include <linnet/log/log_split.hpp>
#include <linnet/log/negative_samplers.hpp>
#include <linnet/log/random_split.hpp>
#include <linnet/log/select_rows.hpp>
#include <linnet/log/split_check.hpp>
#include <linnet/log/synthetic.hpp>
#include <linnet/log/time_split.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/log/without_duplicates.hpp>
