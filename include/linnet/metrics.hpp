// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/metrics/accuracy.hpp>
#include <linnet/metrics/auc.hpp>
#include <linnet/metrics/bootstrap.hpp>
#include <linnet/metrics/calibration_ratio.hpp>
#include <linnet/metrics/catalogue_coverage.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/expected_calibration_error.hpp>
#include <linnet/metrics/exposure_entropy.hpp>
#include <linnet/metrics/f1_score.hpp>
#include <linnet/metrics/gini_of_exposure.hpp>
#include <linnet/metrics/grouped_auc.hpp>
#include <linnet/metrics/hit_rate_at.hpp>
#include <linnet/metrics/intra_list_diversity.hpp>
#include <linnet/metrics/log_loss.hpp>
#include <linnet/metrics/map_at.hpp>
#include <linnet/metrics/mean_absolute_error.hpp>
#include <linnet/metrics/mrr_at.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/metrics/normalized_entropy.hpp>
#include <linnet/metrics/novelty.hpp>
#include <linnet/metrics/popularity_overlap.hpp>
#include <linnet/metrics/precision.hpp>
#include <linnet/metrics/precision_at.hpp>
#include <linnet/metrics/ranked_lists.hpp>
#include <linnet/metrics/ranking_metric.hpp>
#include <linnet/metrics/ranks.hpp>
#include <linnet/metrics/recall.hpp>
#include <linnet/metrics/recall_at.hpp>
#include <linnet/metrics/root_mean_squared_error.hpp>
#include <linnet/metrics/serendipity.hpp>
#include <linnet/metrics/tail_share.hpp>
