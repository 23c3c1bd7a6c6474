// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/recommend/blended_scorer.hpp>
#include <linnet/recommend/calibrated_categories.hpp>
#include <linnet/recommend/catalogue_scorer.hpp>
#include <linnet/recommend/cosine_scorer.hpp>
#include <linnet/recommend/dpp.hpp>
#include <linnet/recommend/evaluate_ranking.hpp>
#include <linnet/recommend/explain.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/fallback_scorer.hpp>
#include <linnet/recommend/fold_in.hpp>
#include <linnet/recommend/for_each_list.hpp>
#include <linnet/recommend/item_knn.hpp>
#include <linnet/recommend/item_vectors.hpp>
#include <linnet/recommend/mmr.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/most_popular.hpp>
#include <linnet/recommend/quantised_items.hpp>
#include <linnet/recommend/random_scores.hpp>
#include <linnet/recommend/ranking_options.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/recommend/similar.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/recommend/tower_scorer.hpp>
