// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/recommender/any_recommender.hpp>
#include <linnet/recommender/grown_by_means.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/interests.hpp>
#include <linnet/recommender/log_label.hpp>
#include <linnet/recommender/one_user.hpp>
#include <linnet/recommender/pipeline.hpp>
#include <linnet/recommender/recommender.hpp>
#include <linnet/recommender/recommender_settings.hpp>
#include <linnet/recommender/side_columns.hpp>
#include <linnet/recommender/state_steps.hpp>
#include <linnet/recommender/trained_state.hpp>
