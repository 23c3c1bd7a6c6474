// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Who ranks the film that a person saw next highest, and how varied are the lists? This runs leave-one-out on
// MovieLens-100K: baselines, and matrix factorisation by two losses, the mean of three seeds, with accuracy beside
// diversity. Then it does the same for people whom the model has never met: they are folded in, and must fare about as
// well as those it was trained on.
//   movielens_ranking [DIR]    where DIR holds u.data, u.item and splits/loo_*; default ../shared/data/ml-100k
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <linnet/linnet.hpp>
#include <linnet/recommend/ease.hpp>

#include "gates.hpp"
#include "leave_one_out.hpp"

namespace ln = linnet;

using leave_one_out::Films;
using leave_one_out::Item;
using leave_one_out::judge;
using leave_one_out::Log;
using leave_one_out::Row;
using leave_one_out::User;

template <std::size_t Columns, class Initializer>
using Factors = ln::Dot<ln::Embedding<User, Columns, Initializer>, ln::Embedding<Item, Columns, Initializer>>;

using SmallNormal = ln::RandomNormal<ln::percent<1>>;
using Biased = ln::Sequential<
    ln::Add<Factors<16, SmallNormal>, ln::Embedding<User, 1, ln::Zeros>, ln::Embedding<Item, 1, ln::Zeros>>,
    ln::Sigmoid>;
using Plain = Factors<64, ln::GlorotNormal>;

namespace {

void print(const char* name, const Row& row) {
    std::printf("%-16s", name);
    for (const double value : row) {
        std::printf("  %7.4f", value);
    }
    std::printf("\n");
}

template <class Network>
struct Trained {
    ln::Model<Network> model; // of the last seed
    std::size_t epochs;       // after which it was best
};

template <class Network, class Loss, class Optimizer, class Options>
Trained<Network> train(Gates& gates, const char* name, const Films& films, const Loss& loss, const Optimizer& optimizer,
                       const Options& make) {
    constexpr std::uint64_t seeds = 3;
    Trained<Network> last{ln::Model<Network>{0, films.vocabularies}, 0};
    Row mean{};
    Row squares{};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        ln::Model<Network> model{seed, films.vocabularies};
        const ln::ModelScorer<ln::Model<Network>, User, Item> scorer{model};
        const auto [source, options] = make(seed, [&] {
            return ln::evaluate_ranking(scorer, films.validation,
                                        {.metrics = {ln::NdcgAt{10}}, .exclude_seen = {&films.seen}})
                .accuracy["ndcg@10"];
        });
        const auto history = ln::fit(model, loss, optimizer, source, options);
        double seconds = 0;
        for (const auto& epoch : history.epochs) {
            seconds += epoch.seconds;
        }
        const Row row = judge(scorer, films);
        std::fprintf(stderr, "%s: seed %d, best epoch %zu of %zu, %.3f s an epoch; HR@10 %.4f\n", name,
                     static_cast<int>(seed), history.best_epoch, history.epochs.size(),
                     seconds / static_cast<double>(history.epochs.size()), row[2]);
        for (std::size_t i = 0; i < row.size(); ++i) {
            mean[i] += row[i] / seeds;
            squares[i] += row[i] * row[i] / seeds;
        }
        last = {std::move(model), history.best_epoch};
    }
    print(name, mean);
    Row deviation{};
    for (std::size_t i = 0; i < deviation.size(); ++i) {
        deviation[i] = std::sqrt(std::max(0.0, squares[i] - mean[i] * mean[i]) * seeds / (seeds - 1));
    }
    print("  deviation", deviation);
    gates.at_least(std::string("the hit rate among 99 of ") + name, mean[0], 0.565);
    gates.at_least(std::string("the NDCG among 99 of ") + name, mean[1], 0.300);
    gates.at_least(std::string("the hit rate among all of ") + name, mean[2], 0.077);
    gates.at_least(std::string("the coverage of ") + name, mean[7], 0.3);
    return last;
}

/// The users of a log who are, or are not, in one of four groups.
ln::UserItems group_of(const ln::UserItems& log, std::size_t group, bool in) {
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    for (std::size_t user = 1; user < log.users(); ++user) {
        for (const ln::row_id item : log.of(user)) {
            if ((user % 4 == group) == in) {
                users.push_back(static_cast<ln::row_id>(user));
                items.push_back(item);
            }
        }
    }
    return {users, items, log.users(), log.items()};
}

double ndcg_of(const ln::Factors<float>& factors, const ln::UserItems& test, const Films& films) {
    const auto result =
        ln::evaluate_ranking(ln::FactorScorer<float>{factors}, test,
                             {.metrics = {ln::NdcgAt{10}}, .exclude_seen = {&films.seen, &films.validation}});
    return result.accuracy["ndcg@10"];
}

/// Trains without a quarter of the users and folds them in from what they saw, for each quarter in turn. They must fare
/// as well as in the model that was trained on all users, within 5 %.
void fold_in(Gates& gates, const ln::Model<Biased>& trained, std::size_t epochs, std::uint64_t seed,
             const Films& films) {
    std::printf("\nMF, BCE, seed %d: new users, folded in\n%-16s  %7s  %7s\n", static_cast<int>(seed), "NDCG@10",
                "trained", "folded");
    double as_trained = 0.0;
    double as_folded = 0.0;
    for (std::size_t group = 0; group < 4; ++group) {
        const ln::UserItems others = group_of(films.seen, group, false);
        const ln::UserItems test = group_of(films.test, group, true);
        Log log;
        for (ln::row_id user = 0; user < others.users(); ++user) {
            for (const ln::row_id item : others.of(user)) {
                log.column<User>().add(user);
                log.column<Item>().add(item);
            }
        }
        ln::Model<Biased> model{seed, films.vocabularies};
        const auto source =
            ln::with_negatives<User, Item>(log, others, ln::UniformNegatives{.count = 4}, {.seed = seed});
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), source, {.epochs = epochs, .batch_size = 51});
        const ln::FoldIn fold{ln::model_factors(model), ln::BinaryCrossEntropy{}, {.negatives = 4}};
        const ln::FoldedUsers<float> users = fold(group_of(films.seen, group, true));
        const double of_trained = ndcg_of(ln::model_factors(trained), test, films);
        const double of_folded = ndcg_of(fold.factors(users), test, films);
        std::printf("users 4n + %zu      %7.4f  %7.4f\n", group, of_trained, of_folded);
        as_trained += of_trained / 4.0;
        as_folded += of_folded / 4.0;
    }
    std::printf("mean              %7.4f  %7.4f\n", as_trained, as_folded);
    gates.at_least("the NDCG@10 of users who are folded in", as_folded, 0.95 * as_trained);
}

/// An unknown user, row 0, is shown popular films: how far the model's scores for row 0 follow the counts of the films.
template <class ModelType>
void unknown_user(Gates& gates, const char* name, const ModelType& model, const Films& films) {
    const auto scorer = ln::factor_scorer(model);
    typename decltype(scorer)::Workspace workspace;
    const std::vector<ln::row_id> unknown{0};
    ln::Matrix<float> scores(1, films.seen.items() - 1);
    scorer.score(unknown, 1, scores.view(), workspace);
    const auto n = static_cast<double>(scores.columns());
    double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (std::size_t item = 0; item < scores.columns(); ++item) {
        const double score = scores.view()(0, item);
        const double count = films.seen.counts()[item + 1];
        x += score / n;
        y += count / n;
        xx += score * score / n;
        yy += count * count / n;
        xy += score * count / n;
    }
    const double correlation = (xy - x * y) / std::sqrt((xx - x * x) * (yy - y * y));
    std::printf("%s, seed 3: scores of an unknown user and counts of the films correlate by %.3f\n", name, correlation);
    gates.at_least(std::string("the correlation with popularity for unknown users of ") + name, correlation, 0.7);
}

/// Re-ranks the thousand best films of each user. lambda weighs relevance against variety of genres.
template <ln::Scorer S>
void print_curve(const char* name, const S& scorer, const Films& films) {
    std::printf("\n%s, re-ranked by MMR\n%-16s  %7s  %7s  %7s\n", name, "lambda", "NDCG@10", "ILD", "cover");
    for (const double lambda : {1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5}) {
        const ln::Mmr mmr{films.genres.view(), {.lambda = lambda}};
        const auto result = ln::evaluate_ranking(scorer, films.test,
                                                 {.metrics = {ln::NdcgAt{10}},
                                                  .diversity = {ln::IntraListDiversity{}, ln::CatalogueCoverage{}},
                                                  .exclude_seen = {&films.seen, &films.validation},
                                                  .vectors = films.genres.view(),
                                                  .rerank = &mmr,
                                                  .candidates = 1000});
        std::printf("%-16.2f  %7.4f  %7.4f  %7.4f\n", lambda, result.accuracy["ndcg@10"],
                    result.diversity["intra_list_diversity"], result.diversity["catalogue_coverage"]);
    }
}

/// The same score for every film.
struct Constant {
    using scalar = float;
    struct Workspace {};
    static std::size_t users() { return 944; }
    static std::size_t items() { return 1683; }
    static void score(std::span<const ln::row_id>, std::size_t, ln::MatrixView<float> out, Workspace&) {
        for (std::size_t u = 0; u < out.rows; ++u) {
            std::fill_n(out.row(u), out.columns, 0.0F);
        }
    }
};

int run(const std::filesystem::path& directory) {
    Gates gates{"movielens_ranking"};
    const Films films = leave_one_out::read(directory);
    std::printf("%-16s  %7s  %7s  %7s  %7s  %7s  %7s  %7s  %7s  %7s  %7s  %7s\n", "", "s-HR@10", "s-ND@10", "HR@10",
                "NDCG@10", "HR@20", "NDCG@20", "MRR", "cover", "Gini", "ILD", "novelty");
    // Baselines without chance have one result, here that of other programs; only rounding and ties leave room.
    const auto equal = [&gates](const std::string& name, const Row& row, const std::array<double, 7>& expected,
                                double tolerance) {
        print(name.c_str(), row);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            gates.equal("column " + std::to_string(i + 1) + " of " + name, row[i], expected[i], tolerance);
        }
    };
    equal("constant", judge(Constant{}, films), {0, 0, 0, 0, 0, 0, 0.0006}, 0.00005);
    print("random", judge(ln::RandomScores<float>{944, 1683, {.seed = 1}}, films));
    equal("most popular", judge(ln::MostPopular<float>{films.seen}, films),
          {0.3213, 0.1688, 0.0498, 0.0249, 0.0795, 0.0323, 0.0250}, 0.00005);
    equal("item-kNN", judge(ln::ItemKnn<float>{films.seen, {.k = 200}}, films),
          {0.5313, 0.2785, 0.0785, 0.0362, 0.1251, 0.0477, 0.0351}, 0.0005);
#if __has_include(<Eigen/Cholesky>)
    equal("EASE", judge(ln::Ease<double>{films.seen, 500.0}, films),
          {0.5769, 0.3098, 0.0806, 0.0365, 0.1368, 0.0506, 0.0366}, 0.0005);
#endif
    const auto biased = train<Biased>(
        gates, "MF, BCE", films, ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3),
        [&](std::uint64_t seed, auto score) {
            auto source = ln::with_negatives<User, Item>(films.train, films.seen, ln::UniformNegatives{.count = 4},
                                                         {.seed = seed});
            ln::FitOptions<float, decltype(source)> options{
                .epochs = 60, .batch_size = 51, .early_stopping = ln::EarlyStopping{.patience = 5, .score = score}};
            return std::pair{source, options};
        });
    const auto plain =
        train<Plain>(gates, "MF, BPR", films, ln::Bpr{}, ln::Adam::pytorch(3e-3), [&](std::uint64_t seed, auto score) {
            auto source = ln::with_negatives<User, Item>(films.train, films.seen, ln::UniformNegatives{.count = 1},
                                                         {.seed = seed});
            ln::FitOptions<float, decltype(source)> options{.epochs = 100,
                                                            .batch_size = 2048,
                                                            .early_stopping =
                                                                ln::EarlyStopping{.patience = 10, .score = score},
                                                            .l2_rows_in_batch = 1e-5};
            return std::pair{source, options};
        });
    unknown_user(gates, "MF, BCE", biased.model, films);
    unknown_user(gates, "MF, BPR", plain.model, films);
    fold_in(gates, biased.model, biased.epochs, 3, films);
    print_curve("MF, BCE, seed 3", ln::ModelScorer<ln::Model<Biased>, User, Item>{biased.model}, films);
    print_curve("MF, BPR, seed 3", ln::ModelScorer<ln::Model<Plain>, User, Item>{plain.model}, films);
    return gates.exit_code();
}

} // namespace

int main(int argc, char** argv) {
    const std::filesystem::path directory = argc > 1 ? argv[1] : LINNET_SHARED_DIR "/data/ml-100k";
    if (!is_there(directory)) {
        return skipped;
    }
    try {
        return run(directory);
    } catch (const ln::Error& error) {
        std::cerr << "movielens_ranking: " << error.what() << "\n";
        return 1;
    }
}
