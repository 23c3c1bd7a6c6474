// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/tower_steps.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/sgd.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace tower_steps_test {

namespace ln = linnet;
using linnet_test::three_threads;

namespace {

constexpr std::size_t items = 40;
using Seen = ln::Sequence<"seen", items, 6>;
using Item = ln::Categorical<"item", items>;
using Items = ln::Table<"items">;
using Vector = ln::Embedding<Item, 5, Items>;
using Bias = ln::Embedding<Item, 1>;
using Plain = ln::Dot<ln::Sequential<ln::Embedding<Seen, 5, Items>, ln::Last>, Vector>;
using Deep = ln::Add<
    ln::Dot<ln::Sequential<ln::Embedding<Seen, 5, Items>,
                           ln::Sequential<ln::GRU<7>, ln::SelfAttention<1, ln::Causal>, ln::Dense<5>, ln::Last>>,
            ln::Named<"item", Vector>>,
    Bias>;
using Loss = ln::NextItemLoss<Seen, Item>;

using Attention = ln::SelfAttention<1>; // sees all steps, and does not know their order
using Masked = ln::Add<ln::Dot<ln::Sequential<ln::Embedding<Seen, 5, Items>, ln::ClozeMask<ln::percent<40>>,
                                              ln::Sequential<Attention, ln::Dense<5>>, ln::Last>,
                               ln::Named<"item", Vector>>,
                       Bias>;
using Cloze = ln::ClozeLoss<Seen, Item, ln::BinaryCrossEntropy>;

static_assert(ln::StepLoss<Loss> && ln::Loss<Loss> && !ln::PredictionLoss<Loss> && !ln::TowerLoss<Loss>);
static_assert(ln::detail::ends_in_last<ln::Sequential<ln::GRU<3>, ln::Sequential<ln::GRU<3>, ln::Last>>>);
static_assert(!ln::detail::ends_in_last<ln::Sequential<ln::Last, ln::Dense<3>>>);

/// Histories of 3, 0, 1 and 6 items, and what came next.
template <class T>
struct Sequences {
    std::vector<std::uint64_t> offsets{0, 3, 3, 4, 10};
    std::vector<ln::row_id> ids{1, 2, 3, 20, 4, 5, 6, 7, 8, 9};
    std::vector<ln::row_id> next{4, 5, 21, 10};
    std::vector<T> weights{T{1}, T{2}, T{0}, T{0.5}};
    std::vector<T> ones = std::vector<T>(4, T{1});

    [[nodiscard]] ln::Batch<T, Seen, Item> batch() const { return {4, {ln::JaggedColumn<T>{offsets, ids, {}}, next}}; }
    [[nodiscard]] ln::Targets<T> targets(bool weighted) const {
        return {ln::ConstMatrixView<T>{ones.data(), 4, 1, 1},
                weighted ? std::span<const T>(weights) : std::span<const T>{}};
    }
};

template <class Network, class T, std::size_t W, class L>
struct Step {
    ln::Model<Network, T, W> model{7};
    ln::Gradients<T> gradients{model.parameters()};
    typename ln::Model<Network, T, W>::Workspace workspace{};

    /// The loss, and the gradient of every parameter, in double.
    ln::detail::BlockValues run(const L& loss, bool weighted = false, ln::Executor* executor = nullptr) {
        const Sequences<T> sequences;
        gradients.clear();
        const T value = model.view_gradients(loss, sequences.batch(), sequences.targets(weighted),
                                             ln::Step{0, executor}, gradients, workspace);
        auto numbers = ln::detail::added_up(model.parameters(), gradients);
        numbers.push_back({static_cast<double>(value)});
        return numbers;
    }
};

/// The loss of the scores that `predict` gives for each step as a sample of its own.
template <class Network>
double loss_of_prefixes(const ln::Model<Network, double, 4>& model, const Loss& loss, bool weighted) {
    const Sequences<double> sequences;
    std::vector<ln::row_id> drawn(sequences.ids.size() * loss.items_per_step());
    loss.draw(std::get<0>(sequences.batch().columns), sequences.next, items,
              ln::Random{model.seed(), std::uint64_t{1} << 63}, drawn);
    typename ln::Model<Network, double, 4>::Workspace workspace;
    double total = 0.0;
    std::size_t at = 0;
    for (std::size_t b = 0; b < sequences.next.size(); ++b) {
        for (std::uint64_t end = sequences.offsets[b] + 1; end <= sequences.offsets[b + 1]; ++end) {
            for (std::size_t k = 0; k < loss.items_per_step(); ++k, ++at) {
                const std::vector<std::uint64_t> offsets{sequences.offsets[b], end};
                const std::span item(drawn.data() + at, 1);
                const ln::Batch<double, Seen, Item> one{1,
                                                        {ln::JaggedColumn<double>{offsets, sequences.ids, {}}, item}};
                const double z = model.predict(one, workspace)(0, 0);
                total += (weighted ? sequences.weights[b] : 1.0) * std::log1p(std::exp(k == 0 ? -z : z));
            }
        }
    }
    return total / static_cast<double>(drawn.size());
}

/// The gradients are those of central differences of `value()`.
template <class Network, class Value>
void check_slopes(ln::Model<Network, double, 4>& model, const ln::detail::BlockValues& got, const Value& value) {
    for (std::size_t i = 0; i < model.parameters().size(); ++i) {
        CAPTURE(model.parameters()[i].name);
        const ln::MatrixView<double> block = model.parameters()[i].values.view();
        double largest = 0.0;
        for (std::size_t r = 0; r < block.rows; ++r) {
            for (std::size_t c = 0; c < block.columns; ++c) {
                const auto loss_at = [&](double shift) {
                    const double before = block(r, c);
                    block(r, c) += shift;
                    const double moved = value();
                    block(r, c) = before;
                    return moved;
                };
                const double slope = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5;
                largest = std::max(largest, std::abs(slope - got[i][r * block.columns + c]));
            }
        }
        CHECK(largest <= 1e-9);
    }
}

template <class Network>
void check_loss_and_gradients(const Loss& loss, bool weighted) {
    CAPTURE(weighted);
    Step<Network, double, 4, Loss> step;
    const auto got = step.run(loss, weighted);
    const double value = got.back()[0];
    CHECK(std::abs(value - loss_of_prefixes<Network>(step.model, loss, weighted)) <= 1e-14);
    const Sequences<double> sequences;
    CHECK(step.model.loss(loss, sequences.batch(), sequences.targets(weighted), step.workspace) == value);
    check_slopes(step.model, got,
                 [&] { return step.model.loss(loss, sequences.batch(), sequences.targets(weighted), step.workspace); });
}

/// The loss of the scores that a network without masks gives: a mask is one more item, and as attention does not know
/// an order, the mask whose state is wanted comes last.
double loss_of_masks(const ln::Model<Masked, double, 4>& model, const Cloze& loss, bool weighted, bool training) {
    using Long = ln::Sequence<"seen", items + 1, 7>;
    using LongItem = ln::Categorical<"item", items + 1>;
    using Twin = ln::Add<ln::Dot<ln::Sequential<ln::Embedding<Long, 5, Items>, Attention, ln::Dense<5>, ln::Last>,
                                 ln::Embedding<LongItem, 5, Items>>,
                         ln::Embedding<LongItem, 1>>;
    ln::Model<Twin, double, 4> twin{1};
    for (std::size_t i = 0, from = 0; i < twin.parameters().size(); ++i, ++from) {
        const auto block = twin.parameters()[i].values.view();
        for (std::size_t r = 0; r < block.rows; ++r) {
            const bool is_mask = i == 0 && r == items;
            const auto source = model.parameters()[is_mask ? 1 : from].values.view();
            std::copy_n(source.row(is_mask ? 0 : std::min(r, source.rows - 1)), block.columns, block.row(r));
        }
        from += i == 0 ? 1 : 0; // the mask
    }
    const Sequences<double> sequences;
    linnet_test::BoundStepsLayer<ln::ClozeMask<ln::percent<40>>, ln::Steps<1>, double, 1> mask{{3, 0, 1, 6}};
    const ln::Batch<double> nothing{};
    mask.node.forward(
        ln::ForwardContext<double, ln::Batch<double>>{mask.numbers.parameters, nothing, training, model.seed(), 0},
        mask.in_view(), ln::StepsView<double>{mask.out.view(), mask.out_offsets}, mask.workspace);
    const std::vector<std::size_t>& masked = mask.workspace.masked;
    CHECK(masked.size() == (training ? 7 : 4)); // 1, 0, 0 and 2 are hidden
    std::vector<ln::row_id> drawn(masked.size() * loss.items_per_step());
    loss.draw(std::get<0>(sequences.batch().columns), sequences.next, items,
              ln::Random{model.seed(), std::uint64_t{1} << 63}, masked, drawn);
    typename ln::Model<Twin, double, 4>::Workspace workspace;
    double total = 0.0;
    std::size_t at = 0;
    for (const std::size_t wanted : masked) {
        std::size_t b = 0;
        for (; wanted >= mask.out_offsets[b + 1]; ++b) {
        }
        std::vector<ln::row_id> ids;
        for (std::size_t step = mask.out_offsets[b]; step < mask.out_offsets[b + 1]; ++step) {
            const bool hidden = std::find(masked.begin(), masked.end(), step) != masked.end();
            if (step != wanted) {
                ids.push_back(hidden ? ln::row_id{items} : sequences.ids[step - b]);
            }
        }
        ids.push_back(items);
        const std::vector<std::uint64_t> offsets{0, ids.size()};
        for (std::size_t k = 0; k < loss.items_per_step(); ++k, ++at) {
            const ln::Batch<double, Long, LongItem> one{
                1, {ln::JaggedColumn<double>{offsets, ids, {}}, std::span(drawn.data() + at, 1)}};
            const double z = twin.predict(one, workspace)(0, 0);
            total += (weighted ? sequences.weights[b] : 1.0) * std::log1p(std::exp(k == 0 ? -z : z));
        }
    }
    return total / static_cast<double>(drawn.size());
}

template <class Network, class T, std::size_t... W, class L>
void check_bits(const L& loss) {
    Step<Network, T, 1, L> scalar;
    const auto want = scalar.run(loss, true);
    CHECK(scalar.run(loss, true, &three_threads()) == want);
    const auto check = [&](auto wide) {
        CHECK(wide.run(loss, true) == want);
        CHECK(wide.run(loss, true, &three_threads()) == want);
    };
    (check(Step<Network, T, W, L>{}), ...);
}

} // namespace

TEST_CASE("a loss of every step is that of each step as a sample, and so are its gradients") {
    for (const bool weighted : {false, true}) {
        check_loss_and_gradients<Plain>({.negatives = 1}, weighted);
        check_loss_and_gradients<Deep>({.negatives = 3}, weighted);
    }
}

TEST_CASE("a loss of every step has the same bits at every width and with any number of threads") {
    if constexpr (linnet_test::other_widths) {
        check_bits<Deep, float, 2, 8>(Loss{.negatives = 2});
    } else {
        check_bits<Deep, float, 4, 16>(Loss{.negatives = 2});
    }
    check_bits<Deep, double, 4>(Loss{.negatives = 2});
}

TEST_CASE("a loss of masked steps is that of each of them as a sample, in training and outside, and so are gradients") {
    for (const bool weighted : {false, true}) {
        CAPTURE(weighted);
        Step<Masked, double, 4, Cloze> step;
        const Cloze loss{.negatives = 2};
        const Sequences<double> sequences;
        const double of_prediction =
            step.model.loss(loss, sequences.batch(), sequences.targets(weighted), step.workspace);
        CHECK(std::abs(of_prediction - loss_of_masks(step.model, loss, weighted, false)) <= 1e-14);
        const auto got = step.run(loss, weighted);
        CHECK(std::abs(got.back()[0] - loss_of_masks(step.model, loss, weighted, true)) <= 1e-14);
        check_slopes(step.model, got, [&] { return step.run(loss, weighted).back()[0]; });
    }
}

TEST_CASE("a loss of masked steps has the same bits at every width and with any number of threads") {
    using Placed =
        ln::Dot<ln::Sequential<ln::Embedding<Seen, 5, Items>, ln::ClozeMask<ln::percent<40>>, ln::PositionEmbedding<7>,
                               ln::Dropout<ln::percent<20>>, Attention, ln::Dense<5>, ln::Last>,
                Vector>;
    using Softmax = ln::ClozeLoss<Seen, Item>;
    if constexpr (linnet_test::other_widths) {
        check_bits<Placed, float, 2, 8>(Softmax{.negatives = 2});
    } else {
        check_bits<Placed, float, 4, 16>(Softmax{.negatives = 2});
    }
    check_bits<Placed, double, 4>(Softmax{.negatives = 2});
}

TEST_CASE("a step that threw leaves nothing to a loss of masked steps") {
    Step<Masked, double, 4, Cloze> step;
    const Cloze loss{.negatives = 2};
    const auto want = step.run(loss);
    for (const bool in_history : {false, true}) {
        Sequences<double> unknown;
        (in_history ? unknown.ids[5] : unknown.next[2]) = 99;
        CHECK_THROWS_AS(step.model.view_gradients(loss, unknown.batch(), unknown.targets(false), ln::Step{1},
                                                  step.gradients, step.workspace),
                        ln::IdError);
        CHECK(step.run(loss) == want);
    }
    const Sequences<double> sequences;
    static_cast<void>(step.model.view_gradients(loss, sequences.batch(), sequences.targets(false), ln::Step{1},
                                                step.gradients, step.workspace));
    CHECK(step.run(loss) == want); // though that step had other masks
    Step<Masked, double, 4, ln::MeanSquaredError> fresh;
    Step<Masked, double, 4, ln::MeanSquaredError> after;
    static_cast<void>(after.model.view_gradients(loss, sequences.batch(), sequences.targets(false), ln::Step{0},
                                                 after.gradients, after.workspace));
    CHECK(after.run({}) == fresh.run({}));
}

TEST_CASE("every loss that compares a positive with negatives may compare the items of a step") {
    const ln::NextItemLoss<Seen, Item, ln::Bpr> bpr{.negatives = 2};
    const ln::NextItemLoss<Seen, Item, ln::SampledSoftmaxCrossEntropy> softmax{.negatives = 3};
    Step<Plain, double, 4, ln::NextItemLoss<Seen, Item, ln::Bpr>> of_bpr;
    CHECK(of_bpr.run(bpr).back()[0] == doctest::Approx(std::log(2.0)).epsilon(0.01));
    Step<Plain, double, 4, ln::NextItemLoss<Seen, Item, ln::SampledSoftmaxCrossEntropy>> of_softmax;
    CHECK(of_softmax.run(softmax).back()[0] == doctest::Approx(std::log(4.0)).epsilon(0.01));
}

TEST_CASE("a batch of histories without items has a loss of 0, and the next batch what it would have had") {
    Step<Deep, float, 4, Loss> step;
    const Loss loss;
    const auto want = step.run(loss);
    const std::vector<std::uint64_t> offsets{3, 3, 3};
    const std::vector<ln::row_id> next{4, 5};
    const std::vector<float> ones{1.0F, 1.0F};
    const Sequences<float> sequences;
    const ln::Batch<float, Seen, Item> empty{2, {ln::JaggedColumn<float>{offsets, sequences.ids, {}}, next}};
    step.gradients.clear();
    CHECK(step.model.view_gradients(loss, empty, ln::ConstMatrixView<float>{ones.data(), 2, 1, 1}, ln::Step{0},
                                    step.gradients, step.workspace) == 0.0F);
    for (const auto& block : ln::detail::added_up(step.model.parameters(), step.gradients)) {
        CHECK(std::all_of(block.begin(), block.end(), [](double x) { return x == 0.0; }));
    }
    CHECK(step.run(loss) == want);
}

TEST_CASE("after a loss of every step, another loss trains the last state alone") {
    Step<Deep, double, 4, Loss> step;
    Step<Deep, double, 4, ln::MeanSquaredError> fresh;
    const auto want = fresh.run({});
    static_cast<void>(step.run({}));
    const Sequences<double> sequences;
    step.gradients.clear();
    static_cast<void>(step.model.view_gradients(ln::MeanSquaredError{}, sequences.batch(), sequences.targets(false),
                                                ln::Step{0}, step.gradients, step.workspace));
    const auto got = ln::detail::added_up(step.model.parameters(), step.gradients);
    CHECK(std::equal(got.begin(), got.end(), want.begin()));
}

TEST_CASE("training steps draw other negatives each time") {
    ln::Model<Plain> model{7};
    ln::Trainer trainer{model, Loss{}, ln::SGD{.learning_rate = 0.0}};
    const Sequences<float> sequences;
    const float first = trainer.step(sequences.batch(), sequences.targets(false));
    CHECK(trainer.step(sequences.batch(), sequences.targets(false)) != first);
}

TEST_CASE("what does not fit a loss of every step is refused") {
    Step<Plain, float, 1, Loss> step;
    Sequences<float> unknown;
    unknown.next[2] = 99;
    CHECK_THROWS_WITH_AS(step.model.loss(Loss{}, unknown.batch(), unknown.targets(false), step.workspace),
                         "feature 'item', row 2: id 99 is not below 40", ln::IdError);
    Sequences<float> longer;
    longer.next.push_back(1);
    CHECK_THROWS_WITH_AS(step.model.loss(Loss{}, longer.batch(), longer.targets(false), step.workspace),
                         "feature 'item' has 5 ids where the batch needs 4", ln::SettingError);
    CHECK_THROWS_WITH_AS(step.run({.negatives = 0}), doctest::Contains("set negatives to 1 or more"), ln::SettingError);
    Sequences<float> sequences;
    sequences.ones[2] = 0.0F;
    CHECK_THROWS_WITH_AS(step.model.loss(Loss{}, sequences.batch(), sequences.targets(false), step.workspace),
                         doctest::Contains("next item, row 2: the label"), ln::LabelError);
}

} // namespace tower_steps_test
