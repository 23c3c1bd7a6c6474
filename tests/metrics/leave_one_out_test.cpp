// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/feature.hpp>
#include <linnet/metrics/bootstrap.hpp>
#include <linnet/metrics/catalogue_coverage.hpp>
#include <linnet/metrics/gini_of_exposure.hpp>
#include <linnet/metrics/hit_rate_at.hpp>
#include <linnet/metrics/intra_list_diversity.hpp>
#include <linnet/metrics/mrr_at.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/metrics/novelty.hpp>
#include <linnet/metrics/popularity_overlap.hpp>
#include <linnet/metrics/ranked_lists.hpp>
#include <linnet/metrics/ranking_metric.hpp>
#include <linnet/metrics/ranks.hpp>
#include <linnet/metrics/recall_at.hpp>

#include "../support/leave_one_out.hpp"

/// The figures that other code, which shares nothing with this library, has for the same files.
namespace leave_one_out_test {

using linnet::row_id;
using linnet_test::LeaveOneOut;

namespace {

const LeaveOneOut& data() {
    static const LeaveOneOut result;
    return result;
}

bool skipped() {
    if (!data().found) {
        MESSAGE("SKIPPED: there is no " LINNET_SHARED_DIR "/data/ml-100k");
    }
    return !data().found;
}

/// 1 where the user cannot be recommended an item: row 0, and what they have in train and valid.
std::vector<char> excluded_for(std::size_t user) {
    std::vector<char> mask(LeaveOneOut::items + 1);
    mask[0] = 1;
    mask[data().valid[user]] = 1;
    for (const row_id item : data().train[user]) {
        mask[item] = 1;
    }
    return mask;
}

/// The mean over all users of a metric of the test item's rank among all items that the user did not have.
double full(const linnet::AnyRankingMetric& metric, const std::vector<float>& scores) {
    linnet::RanksWorkspace<float> workspace;
    std::vector<double> per_user;
    for (std::size_t user = 1; user <= LeaveOneOut::users; ++user) {
        const std::vector<char> mask = excluded_for(user);
        const auto ranks = linnet::ranks_of<float>(scores, mask, std::span(&data().test[user], 1), workspace);
        per_user.push_back(metric(ranks, 1));
    }
    return linnet::bootstrap_interval(per_user, {.resamples = 1}).mean;
}

/// The same among the test item and its 99 negatives.
double sampled(const linnet::AnyRankingMetric& metric, const std::vector<float>& scores) {
    linnet::RanksWorkspace<float> workspace;
    const row_id positive = 0;
    double sum = 0;
    for (std::size_t user = 1; user <= LeaveOneOut::users; ++user) {
        std::vector<float> candidates{scores[data().test[user]]};
        for (const row_id item : data().negatives[user]) {
            candidates.push_back(scores[item]);
        }
        REQUIRE(candidates.size() == 100);
        sum += metric(linnet::ranks_of<float>(candidates, {}, std::span(&positive, 1), workspace), 1);
    }
    return sum / LeaveOneOut::users;
}

std::vector<float> popularity() { return {data().counts.begin(), data().counts.end()}; }

/// Rounds as the table does: half of the last digit either way.
void check_digits(const std::string& what, double value, double table, double unit) {
    CAPTURE(what);
    CHECK(std::abs(value - table) <= 0.5000001 * unit);
}

} // namespace

TEST_CASE("the most popular items on MovieLens 100K: accuracy") {
    if (skipped()) {
        return;
    }
    const std::vector<float> scores = popularity();
    check_digits("s-HR@10", sampled(linnet::HitRateAt{10}, scores), 0.3213, 1e-4);
    check_digits("s-NDCG@10", sampled(linnet::NdcgAt{10}, scores), 0.1688, 1e-4);
    check_digits("HR@10", full(linnet::HitRateAt{10}, scores), 0.0498, 1e-4);
    check_digits("NDCG@10", full(linnet::NdcgAt{10}, scores), 0.0249, 1e-4);
    check_digits("HR@20", full(linnet::HitRateAt{20}, scores), 0.0795, 1e-4);
    check_digits("NDCG@20", full(linnet::NdcgAt{20}, scores), 0.0323, 1e-4);
    check_digits("MRR", full(linnet::MrrAt{0}, scores), 0.0250, 1e-4);
    CHECK(full(linnet::RecallAt{20}, scores) == full(linnet::HitRateAt{20}, scores));
}

TEST_CASE("a constant score on MovieLens 100K: nothing, as the positive loses ties") {
    if (skipped()) {
        return;
    }
    for (const float constant : {0.0F, 0.7F, std::nanf("")}) {
        const std::vector<float> scores(LeaveOneOut::items + 1, constant);
        for (const std::size_t k : {10U, 20U}) {
            CHECK(sampled(linnet::HitRateAt{k}, scores) == 0.0);
            CHECK(sampled(linnet::NdcgAt{k}, scores) == 0.0);
            CHECK(full(linnet::HitRateAt{k}, scores) == 0.0);
            CHECK(full(linnet::NdcgAt{k}, scores) == 0.0);
        }
        check_digits("MRR", full(linnet::MrrAt{0}, scores), 0.0006, 1e-4);
    }
}

TEST_CASE("the most popular items on MovieLens 100K: diversity") {
    if (skipped()) {
        return;
    }
    std::vector<row_id> order;
    for (row_id item = 1; item <= LeaveOneOut::items; ++item) {
        order.push_back(item);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](row_id a, row_id b) { return data().counts[a] > data().counts[b]; });
    linnet::RankedLists lists;
    for (std::size_t user = 1; user <= LeaveOneOut::users; ++user) {
        const std::vector<char> mask = excluded_for(user);
        std::vector<row_id> list;
        for (std::size_t i = 0; list.size() < 10; ++i) {
            if (mask[order[i]] == 0) {
                list.push_back(order[i]);
            }
        }
        lists.add(list);
    }
    const linnet::Catalogue catalogue{
        .items = LeaveOneOut::items,
        .counts = data().counts,
        .users = LeaveOneOut::users,
        .vectors = {data().flags.data(), LeaveOneOut::items + 1, LeaveOneOut::genres, LeaveOneOut::genres}};
    check_digits("coverage", linnet::CatalogueCoverage{}(lists, catalogue), 0.054, 1e-3);
    check_digits("Gini", linnet::GiniOfExposure{}(lists, catalogue), 0.986, 1e-3);
    check_digits("ILD", linnet::IntraListDiversity{}(lists, catalogue), 0.745, 1e-3);
    check_digits("novelty", linnet::Novelty{}(lists, catalogue), 1.20, 1e-2);

    linnet::RankedLists same; // for everyone the ten that most users had
    same.add(std::span(order).first(10));
    CHECK(linnet::PopularityOverlap{}(same, catalogue) == 1.0);
    CHECK(linnet::PopularityOverlap{}(lists, catalogue) < 0.5);
}

} // namespace leave_one_out_test
