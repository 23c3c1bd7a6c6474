// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include "result.hpp"

namespace zoo {

struct Catalogue;
struct Clicks;
struct Criteo;
struct Ranking;
struct Ratings;
struct Tasks;
struct Toys;

// Each is a file of its own: the type of the network, its settings, and what others reached.
Result afm(const Clicks& clicks);
Result auto_int(const Clicks& clicks);
Result auto_int_plus(const Clicks& clicks);
Result boosted_trees(const Clicks& clicks);
Result dcn(const Clicks& clicks);
Result dcn_v2(const Clicks& clicks);
Result deep_fm(const Clicks& clicks);
Result dien(const Clicks& clicks);
Result din(const Clicks& clicks);
Result dlrm(const Clicks& clicks);
Result factorization_machine(const Clicks& clicks);
Result ffm(const Clicks& clicks);
Result fibinet(const Clicks& clicks);
Result final_mlp(const Clicks& clicks);
Result fwfm(const Clicks& clicks);
Result kernel_svm(const Clicks& clicks);
Result linear_svm(const Clicks& clicks);
Result logistic_regression(const Clicks& clicks);
Result mask_net(const Clicks& clicks);
Result nfm(const Clicks& clicks);
Result node(const Clicks& clicks);
Result node_entmax(const Clicks& clicks);
Result opnn(const Clicks& clicks);
Result pnn(const Clicks& clicks);
Result wide_and_deep(const Clicks& clicks);
Result x_deep_fm(const Clicks& clicks);

Result criteo_boosted_trees(const Criteo& criteo);
Result criteo_dcn_v2(const Criteo& criteo);
Result criteo_deep_fm(const Criteo& criteo);
Result criteo_dlrm(const Criteo& criteo);
Result criteo_fm(const Criteo& criteo);
Result criteo_logistic_regression(const Criteo& criteo);

Result bert4rec(const Ranking& ranking);
Result biased_mf(const Ranking& ranking);
Result bpr_mf(const Ranking& ranking);
Result gmf(const Ranking& ranking);
Result gru4rec(const Ranking& ranking);
Result light_gcn(const Ranking& ranking);
Result sas_rec(const Ranking& ranking);
Result neumf(const Ranking& ranking);
Result neural_cf(const Ranking& ranking);
Result two_tower(const Ranking& ranking);
Result youtube_dnn(const Ranking& ranking);

Result ease(const Catalogue& catalogue);
Result ials(const Catalogue& catalogue);
Result light_gcn_catalogue(const Catalogue& catalogue);
Result most_popular(const Catalogue& catalogue);
Result mult_vae(const Catalogue& catalogue);
Result social_light_gcn(const Catalogue& catalogue);

Result svd(const Ratings& ratings);
Result svd_pp(const Ratings& ratings);

Result cgc(const Tasks& tasks);
Result esmm(const Tasks& tasks);
Result mmoe(const Tasks& tasks);
Result ple(const Tasks& tasks);
Result single_tasks(const Tasks& tasks);

Result toys_gru4rec(const Toys& toys);
Result toys_most_popular(const Toys& toys);
Result toys_sas_rec(const Toys& toys);

} // namespace zoo
