// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/training_pass.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/testing/guarded_matrix.hpp>
#include <linnet/testing/random_batch.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace training_pass_test {

namespace ln = linnet;
using linnet_test::three_threads;

namespace {

using User = ln::Categorical<"user", 5>;
using Item = ln::Categorical<"item", 6>;
using Tags = ln::MultiCategorical<"tags", 6>;
using Seen = ln::Sequence<"seen", 6, 9>;
using Reals = ln::Numeric<"reals", 3>;
using Items = ln::Table<"items">;

/// Every kind of layer, and a table that four of them share.
using Deep = ln::Sequential<
    ln::Concat<ln::Embedding<User, 4>, ln::EmbeddingBag<Tags, 4, ln::Mean, Items>, ln::Embedding<Item, 4, Items>,
               ln::Dot<ln::Embedding<Item, 4, Items>, ln::Embedding<User, 4>>,
               ln::Sequential<ln::Embedding<Seen, 4, Items>, ln::SelfAttention<2>, ln::LayerNorm, ln::Dense<5>,
                              ln::GRU<3, ln::LastState>>,
               ln::Input<Reals>>,
    ln::Dense<8>, ln::ReLU, ln::Dropout<ln::percent<20>>, ln::LayerNorm, ln::Named<"head", ln::Dense<1>>, ln::Sigmoid>;
/// Rows that are read where they lie, and a gradient that is one row for all samples.
using Linear = ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Input<Reals>, ln::Embedding<Item, 2>>,
                              ln::Dense<1>, ln::Sigmoid>;
using Classes = ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Input<Reals>>, ln::Dense<7>, ln::ReLU,
                               ln::Dense<4>, ln::Softmax>;

/// What a pass over a batch of random values needs; the numbers are the same for every width.
template <class Network, class T, std::size_t W>
struct Pass {
    using Model = ln::Model<Network, T, W>;
    static constexpr std::size_t columns = Model::output_columns;

    explicit Pass(std::size_t rows)
        : random{{.batch = rows, .seed = 3}}, labels{rows, 1}, slopes{rows, columns}, norms{model.parameters()} {
        for (std::size_t b = 0; b < rows; ++b) {
            labels.view()(b, 0) = static_cast<T>(b % std::max<std::size_t>(2, columns));
            weights.push_back(static_cast<T>(0.5 + 0.25 * static_cast<double>(b % 4)));
        }
        losses.resize(rows);
    }
    [[nodiscard]] const auto& batch() const { return random.batch(); }
    [[nodiscard]] ln::Targets<T> targets() const { return {labels.view(), weights}; }

    /// Forward, losses and norms, and the norms.
    template <class L>
    std::vector<double> run(const L& loss, ln::Executor* executor = nullptr) {
        ln::TrainingPass pass{model, loss, workspace};
        pass.forward(batch(), {5, executor});
        pass.sample_losses(targets(), losses, slopes.view());
        norms.clear(losses.size());
        pass.add_sample_norms(slopes.view(), norms);
        std::vector<double> squares;
        for (std::size_t b = 0; b < losses.size(); ++b) {
            squares.push_back(norms.square(b));
        }
        return squares;
    }

    Model model{11};
    ln::RandomBatch<T, typename Network::features> random;
    ln::GuardedMatrix<T> labels, slopes;
    std::vector<T> weights{};
    std::vector<T> losses{};
    typename Model::Workspace workspace{};
    ln::SampleNorms<T> norms;
};

/// The gradient of one sample's loss, block by block, and added up in double.
template <class Network, class L>
std::vector<ln::detail::BlockValues> gradients_of_samples(Pass<Network, double, 4>& of, const L& loss) {
    std::vector<ln::detail::BlockValues> all;
    ln::Gradients<double> gradients{of.model.parameters()};
    ln::TrainingPass pass{of.model, loss, of.workspace};
    pass.forward(of.batch(), 5);
    for (std::size_t b = 0; b < of.losses.size(); ++b) {
        ln::GuardedMatrix<double> alone{of.losses.size(), Pass<Network, double, 4>::columns};
        alone.fill(0.0);
        std::copy_n(of.slopes.view().row(b), of.slopes.view().columns, alone.view().row(b));
        gradients.clear();
        pass.backward(alone.view(), gradients);
        all.push_back(ln::detail::added_up(of.model.parameters(), gradients));
    }
    return all;
}
double square_of(const ln::detail::BlockValues& blocks) {
    double squares = 0.0;
    for (const std::vector<double>& block : blocks) {
        for (const double x : block) {
            squares += x * x;
        }
    }
    return squares;
}

template <class Network, class L>
void check_norms(const L& loss) {
    for (const std::size_t rows : {1U, 2U, 19U}) {
        Pass<Network, double, 4> of{rows};
        const std::vector<double> squares = of.run(loss);
        const auto alone = gradients_of_samples(of, loss);
        for (std::size_t b = 0; b < rows; ++b) {
            CAPTURE(rows);
            CAPTURE(b);
            CHECK(std::abs(squares[b] - square_of(alone[b])) <= 1e-12 * std::max(1.0, square_of(alone[b])));
            CHECK(square_of(alone[b]) > 0.0);
        }
    }
}

template <class Network, class T, std::size_t... W, class L>
void check_bits(const L& loss) {
    for (const std::size_t rows : {1U, 2U, 19U}) {
        Pass<Network, T, 1> scalar{rows};
        const std::vector<double> want = scalar.run(loss);
        CHECK(scalar.run(loss, &three_threads()) == want);
        const auto check = [&](auto of) {
            CHECK(of.run(loss) == want);
            CHECK(of.run(loss, &three_threads()) == want);
        };
        (check(Pass<Network, T, W>{rows}), ...);
    }
}

template <class Network, class L>
void check_all_bits(const L& loss) {
    if constexpr (linnet_test::other_widths) {
        check_bits<Network, float, 2, 8>(loss);
    } else {
        check_bits<Network, float, 4, 16>(loss);
    }
    check_bits<Network, double, 4>(loss);
}

} // namespace

TEST_CASE("the pieces of a training step give the gradients and the loss of the step itself") {
    using Of = Pass<Deep, float, 4>;
    Of of{8}; // by which the mean divides exactly
    ln::Gradients<float> at_once{of.model.parameters()};
    Of::Model::Workspace other;
    const float mean = of.model.view_gradients(ln::BinaryCrossEntropy{}, of.batch(), of.targets(), 5, at_once, other);
    of.run(ln::BinaryCrossEntropy{});
    float total = 0;
    for (std::size_t b = 0; b < 8; ++b) {
        total += of.losses[b];
        of.slopes.view()(b, 0) /= 8;
    }
    CHECK(total / 8 == doctest::Approx(mean));
    ln::Gradients<float> gradients{of.model.parameters()};
    ln::TrainingPass pass{of.model, ln::BinaryCrossEntropy{}, of.workspace};
    CHECK(pass.forward(of.batch(), 5).columns == 1);
    pass.backward(of.slopes.view(), gradients);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        CAPTURE(of.model.parameters()[i].name);
        const auto& a = gradients[i];
        const auto& b = at_once[i];
        CHECK(a.rows.size() == b.rows.size());
        std::vector<float> sum(of.model.parameters()[i].values.columns());
        for (std::size_t group = 0; group < a.rows.size(); ++group) {
            CHECK(a.rows.row(group) == b.rows.row(group));
            std::vector<float> other_sum(sum.size());
            ln::kernels::sum_row<float, 4>(a.rows, group, sum.data(), sum.size());
            ln::kernels::sum_row<float, 4>(b.rows, group, other_sum.data(), sum.size());
            CHECK(sum == other_sum);
        }
        for (std::size_t r = 0; r < a.dense.rows(); ++r) {
            CHECK(std::equal(a.dense.view().row(r), a.dense.view().row(r) + a.dense.columns(), b.dense.view().row(r)));
        }
    }
}

TEST_CASE("the norms of samples are those of their gradients, through every fusion") {
    check_norms<Deep>(ln::BinaryCrossEntropy{});
    check_norms<Deep>(ln::MeanSquaredError{}); // which reads the output of the Sigmoid
    check_norms<Linear>(ln::BinaryCrossEntropy{});
    check_norms<Classes>(ln::SoftmaxCrossEntropy{});
}

TEST_CASE("the norms of samples have the same bits at every width and for every number of threads") {
    check_all_bits<Deep>(ln::BinaryCrossEntropy{});
    check_all_bits<Linear>(ln::BinaryCrossEntropy{});
}

TEST_CASE("clipping by norms gives the gradient that clipping each sample's gradient gives") {
    constexpr double limit = 0.5;
    Pass<Deep, double, 4> of{19};
    const std::vector<double> squares = of.run(ln::BinaryCrossEntropy{});
    ln::detail::BlockValues expected;
    std::size_t clipped = 0;
    for (const ln::detail::BlockValues& alone : gradients_of_samples(of, ln::BinaryCrossEntropy{})) {
        const double norm = std::sqrt(square_of(alone));
        clipped += norm > limit ? 1U : 0U;
        expected.resize(alone.size());
        for (std::size_t i = 0; i < alone.size(); ++i) {
            expected[i].resize(alone[i].size());
            for (std::size_t at = 0; at < alone[i].size(); ++at) {
                expected[i][at] += std::min(1.0, limit / norm) * alone[i][at];
            }
        }
    }
    CHECK(clipped > 0);
    CHECK(clipped < 19);
    for (std::size_t b = 0; b < 19; ++b) {
        of.slopes.view()(b, 0) *= std::min(1.0, limit / std::sqrt(squares[b]));
    }
    ln::Gradients<double> gradients{of.model.parameters()};
    ln::TrainingPass pass{of.model, ln::BinaryCrossEntropy{}, of.workspace};
    pass.forward(of.batch(), 5);
    pass.backward(of.slopes.view(), gradients);
    const ln::detail::BlockValues got = ln::detail::added_up(of.model.parameters(), gradients);
    double largest = 0.0;
    for (std::size_t i = 0; i < got.size(); ++i) {
        for (std::size_t at = 0; at < got[i].size(); ++at) {
            largest = std::max(largest, std::abs(got[i][at] - expected[i][at]));
        }
    }
    CHECK(largest < 1e-13);
}

TEST_CASE("a training pass in pieces says what does not fit") {
    Pass<Linear, float, 4> of{3};
    const ln::BinaryCrossEntropy loss;
    ln::TrainingPass pass{of.model, loss, of.workspace};
    ln::Gradients<float> gradients{of.model.parameters()};
    CHECK_THROWS_WITH_AS(pass.backward(of.slopes.view(), gradients), "a training pass begins with forward",
                         ln::SettingError);
    pass.forward(of.batch(), 1);
    CHECK_THROWS_WITH_AS(pass.backward(of.slopes.view().top(2), gradients),
                         "the slopes of a loss that reads 3 x 1 numbers are as many, not 2 x 1", ln::SettingError);
    std::vector<float> few(2);
    CHECK_THROWS_WITH_AS(pass.sample_losses(of.targets(), few, of.slopes.view()),
                         "a batch of 3 rows has as many losses, not 2", ln::SettingError);
    of.norms.clear(2);
    CHECK_THROWS_WITH_AS(pass.add_sample_norms(of.slopes.view(), of.norms),
                         "norms of 2 samples and 4 blocks do not fit 3 rows and the 4 blocks of the model",
                         ln::SettingError);
    const Pass<Linear, float, 4> empty{0};
    CHECK_THROWS_WITH_AS(pass.forward(empty.batch(), 1), "a batch of 0 rows has no loss", ln::SettingError);
}

TEST_CASE("a training pass whose forward threw begins again, and none is of a temporary model") {
    Pass<Linear, float, 4> of{3};
    ln::TrainingPass pass{of.model, ln::BinaryCrossEntropy{}, of.workspace};
    ln::Gradients<float> gradients{of.model.parameters()};
    pass.forward(of.batch(), 1);
    auto bad = of.batch();
    const std::vector<ln::row_id> strangers(3, 77);
    bad.column<User>() = strangers;
    CHECK_THROWS_AS(pass.forward(bad, 2), ln::IdError);
    CHECK_THROWS_WITH_AS(pass.backward(of.slopes.view(), gradients), "a training pass begins with forward",
                         ln::SettingError);
    pass.forward(of.batch(), 2);
    CHECK_NOTHROW(pass.backward(of.slopes.view(), gradients));

    using Model = ln::Model<Linear, float, 4>;
    using OfLinear = ln::TrainingPass<Model, ln::BinaryCrossEntropy>;
    CHECK(std::is_constructible_v<OfLinear, const Model&, ln::BinaryCrossEntropy, Model::Workspace&>);
    CHECK_FALSE(std::is_constructible_v<OfLinear, Model, ln::BinaryCrossEntropy, Model::Workspace&>);
}

} // namespace training_pass_test
