// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What each model of `models/` reaches on real data, beside what others report for it on the same split.
//   zoo [DIR [COSTS [PAGE]]]    where DIR holds the data sets, such as ../shared/data; default: made-up data,
//                               one epoch or a few, where each must beat a constant. COSTS is a file of lines `file
//                               lines seconds`, of the type of each model and its compilation, as run.sh makes it;
//                               PAGE, an HTML file to write.
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../gates.hpp"
#include "catalogue.hpp"
#include "clicks.hpp"
#include "criteo.hpp"
#include "page.hpp"
#include "ranking.hpp"
#include "ratings.hpp"
#include "tasks.hpp"
#include "toys.hpp"
#include "zoo.hpp"

namespace {

using zoo::Cost;
using zoo::Costs;
using zoo::Result;
using zoo::Task;

Costs read_costs(const std::string& file) {
    Costs costs;
    std::ifstream in{file};
    std::string name;
    for (Cost cost; in >> name >> cost.lines >> cost.seconds;) {
        costs[name] = cost;
    }
    return costs;
}

/// Nothing for what is not known.
std::string known_number(const char* format, double number) {
    char text[32] = "";
    if (number != 0.0) {
        std::snprintf(text, sizeof text, format, number);
    }
    return text;
}

void print(const Task& task, const Costs& costs) {
    std::printf("\n### %s\n\n| model | lines | compile s | parameters | epochs | s an epoch | %s | %s | coverage | "
                "variety | reference | gate | settings |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
                task.name.c_str(), task.metric.c_str(), task.second_metric.c_str());
    for (const Result& result : task.results) {
        const auto cost = costs.find(result.file);
        const Cost known = cost == costs.end() ? Cost{} : cost->second;
        std::printf("| %s | %zu | %.1f | %zu | %.0f | %.3f | %.4f ± %.4f | %.4f | %s | %s | %s | %s%s | %s |\n",
                    result.name.c_str(), known.lines, known.seconds, result.parameters, result.epochs,
                    result.seconds_per_epoch, result.mean(), result.deviation(), result.second,
                    known_number("%.3f", result.coverage).c_str(), known_number("%.3f", result.variety).c_str(),
                    known_number("%.4f", result.reference).c_str(), known_number("%.3f", result.gate).c_str(),
                    task.misses(result) ? " missed" : "", result.settings.c_str());
        std::fflush(stdout);
    }
}

void run(const std::string& folder, const std::string& costs_file, const std::string& page, Gates& gates) {
    const bool real = !folder.empty();
    std::vector<Task> tasks;
    const auto run_all = [&tasks](const auto& data, const auto&... models) {
        (tasks.back().results.push_back(models(data)), ...);
    };
    tasks.push_back({"Clicks: MovieLens-100K, a random tenth", "AUC", "log loss", 0.5, {}});
    run_all(zoo::read_clicks(real ? folder + "/ml-100k" : ""), zoo::logistic_regression, zoo::linear_svm,
            zoo::kernel_svm, zoo::boosted_trees, zoo::node, zoo::node_entmax, zoo::factorization_machine, zoo::ffm,
            zoo::fwfm, zoo::afm, zoo::nfm, zoo::pnn, zoo::opnn, zoo::wide_and_deep, zoo::deep_fm, zoo::x_deep_fm,
            zoo::dcn, zoo::dcn_v2, zoo::dlrm, zoo::auto_int, zoo::auto_int_plus, zoo::fibinet, zoo::mask_net,
            zoo::final_mlp, zoo::din, zoo::dien);
    tasks.push_back({"Clicks: Criteo, 6,435 impressions in time", "AUC", "log loss", 0.5, {}});
    run_all(zoo::read_criteo(real ? folder + "/criteo-6k" : ""), zoo::criteo_logistic_regression,
            zoo::criteo_boosted_trees, zoo::criteo_fm, zoo::criteo_deep_fm, zoo::criteo_dcn_v2, zoo::criteo_dlrm);
    tasks.push_back({"Ranking: MovieLens-100K, the last film of each user", "HR@10 among 99", "HR@10", 0.1, {}});
    run_all(zoo::read_ranking(real ? folder + "/ml-100k" : ""), zoo::biased_mf, zoo::bpr_mf, zoo::gmf, zoo::neural_cf,
            zoo::neumf, zoo::light_gcn, zoo::two_tower, zoo::youtube_dnn, zoo::gru4rec, zoo::sas_rec, zoo::bert4rec);
    tasks.push_back({"Toys: Amazon's Toys & Games, the last toy of each customer", "HR@10 among 99", "HR@10", 0.1, {}});
    run_all(zoo::read_toys(real ? folder + "/s3rec-toys" : ""), zoo::toys_most_popular, zoo::toys_gru4rec,
            zoo::toys_sas_rec);
    for (const zoo::CatalogueData data : {zoo::CatalogueData::movielens_1m, zoo::CatalogueData::lastfm}) {
        const bool lastfm = data == zoo::CatalogueData::lastfm;
        const zoo::Catalogue catalogue =
            zoo::read_catalogue(real ? folder + (lastfm ? "/lastfm" : "/ml-1m-lcfn") : "", data);
        const Result constant = zoo::most_popular(catalogue);
        tasks.push_back({lastfm ? "Catalogue: Last.fm, split of LightGCN" : "Catalogue: MovieLens-1M, split of LCFN",
                         "Recall@20",
                         "NDCG@20",
                         constant.mean(),
                         {constant}});
        if (real || !lastfm) { // the made-up lists are the same for both
#if __has_include(<Eigen/Cholesky>)
            run_all(catalogue, zoo::ease, zoo::ials);
#endif
            run_all(catalogue, zoo::light_gcn_catalogue, zoo::mult_vae);
        }
        if (lastfm) {
            run_all(catalogue, zoo::social_light_gcn);
        }
    }
    const zoo::Ratings ratings = zoo::read_ratings(real ? folder + "/ml-100k" : "");
    tasks.push_back({"Stars: MovieLens-100K, five folds", "RMSE", "MAE", ratings.constant, {}, true});
    run_all(ratings, zoo::svd, zoo::svd_pp);
    tasks.push_back({"Two tasks: MovieLens-100K, a random tenth", "AUC of likes", "AUC of love", 0.5, {}, false, true});
    run_all(zoo::read_tasks(real ? folder + "/ml-100k" : ""), zoo::single_tasks, zoo::mmoe, zoo::cgc, zoo::ple,
            zoo::esmm);
    if (!real) { // references and gates are those of real data
        for (Task& task : tasks) {
            for (Result& result : task.results) {
                result.reference = result.gate = 0.0;
            }
        }
    }
    const Costs costs = costs_file.empty() ? Costs{} : read_costs(costs_file);
    for (const Task& task : tasks) {
        print(task, costs);
    }
    std::printf("\n");
    for (const Task& task : tasks) {
        for (const Result& result : task.results) {
            if (result.knows_nothing) {
                continue;
            }
            const std::string what = "the " + task.metric + " of " + result.name;
            if (task.is_error) {
                gates.at_most(what, result.mean(), result.gate != 0.0 ? result.gate : task.constant - 0.05);
            } else {
                gates.at_least(what, result.mean(), result.gate != 0.0 ? result.gate : task.constant + 0.05);
            }
            if (task.two_tasks) {
                gates.at_least("the " + task.second_metric + " of " + result.name, result.second, task.constant + 0.05);
            }
        }
    }
    if (!page.empty()) {
        zoo::write_page(page, tasks, costs);
    }
}

} // namespace

int main(int argc, char** argv) {
    return run_example("zoo", argc, argv, [&](const std::string& folder, Gates& gates) {
        run(folder, argc > 2 ? argv[2] : "", argc > 3 ? argv[3] : "", gates);
    });
}
