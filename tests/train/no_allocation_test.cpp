// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A warm training step and a warm prediction allocate nothing: operator new of this program counts.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/batch_norm.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/position_embedding.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/quantised.hpp>
#include <linnet/network/training_pass.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/testing/random_batch.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/eager_pool.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/reference_network.hpp"
#include "../support/two_tasks.hpp"

namespace {

std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> allocated_bytes{0};

void* counted(std::size_t size, std::size_t alignment) {
    ++allocations;
    allocated_bytes += size;
    void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc{};
    }
    return memory;
}

} // namespace

// g++ sees through one of the pair when it inlines the other.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

using namespace linnet_test;

namespace {

template <class O>
void check_no_allocation(const O& optimizer, ln::Executor* executor = nullptr) {
    const auto data = everything_data(200);
    ln::Model<Everything> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer, executor};
    ln::BatchBuffer<float, Everything::features, 1> buffer;
    decltype(model)::Workspace workspace;
    const auto run = [&](std::size_t first) {
        buffer.fill(data, 50, [first](std::size_t i) { return first + i; });
        trainer.step(buffer.batch(), buffer.targets());
        static_cast<void>(model.predict(buffer.batch(), workspace, executor));
    };
    run(0);
    run(50); // lists are of uneven length, so the second batch may still be the largest
    run(100);
    run(150);
    const std::size_t before = allocations;
    for (const std::size_t first : {0U, 50U, 100U, 150U}) {
        run(first);
    }
    CHECK(allocations == before);
}

using Past = ln::Sequence<"past", ln::dynamic, 8>;

/// Trains on batches of histories, of which the first have most steps.
template <class Network, class Loss>
void check_steps_allocate_nothing(const Loss& loss) {
    ln::Dataset<ln::TypeList<Past, Item>> data;
    for (ln::row_id i = 0; i < 20; ++i) {
        data.add(1.0F, std::vector<ln::row_id>(20 - i, 1 + i), i % 40);
    }
    ln::Model<Network> model{1, ln::Rows<Past>{40}, ln::Rows<Item>{40}};
    ln::BatchBuffer<float, typename Network::features, 1> buffer;
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        ln::Trainer trainer{model, loss, ln::Adam{}, executor};
        const auto run = [&](std::size_t first) {
            buffer.fill(data, 5, [first](std::size_t i) { return first + i; });
            trainer.step(buffer.batch(), buffer.targets());
        };
        run(0); // the longest
        run(5);
        const std::size_t before = allocations;
        for (const std::size_t first : {10U, 15U, 3U, 0U}) {
            run(first);
        }
        CHECK(allocations == before);
    }
}

} // namespace

TEST_CASE("the counter counts") {
    const std::size_t before = allocations;
    ::operator delete(::operator new(1)); // a compiler may leave out what `new` allocates, but no call
    const linnet::Matrix<float> matrix(2, 2);
    CHECK(allocations == before + 2);
}

TEST_CASE("a warm step and a warm prediction allocate nothing, with every layer and every optimizer") {
    check_no_allocation(ln::SGD{});
    check_no_allocation(ln::SGD{.momentum = 0.9, .nesterov = true});
    check_no_allocation(ln::Adagrad{});
    check_no_allocation(ln::RowwiseAdagrad{});
    check_no_allocation(ln::FTRL{});
    check_no_allocation(ln::AdamW{});
    check_no_allocation(ln::RMSprop{});
    check_no_allocation(ln::Adam{});
    check_no_allocation(ln::LazyAdam{});
}

TEST_CASE("nor do they with threads") {
    check_no_allocation(ln::SGD{}, &three_threads());
    check_no_allocation(ln::RowwiseAdagrad{}, &three_threads());
    check_no_allocation(ln::Adam{}, &three_threads());
    check_no_allocation(ln::LazyAdam{}, &three_threads());
    check_no_allocation(ln::AdamW{}, &three_threads());
    check_no_allocation(ln::RMSprop{}, &three_threads());
}

TEST_CASE("nor does a prediction of a quantised model") {
    const auto data = everything_data(200);
    const ln::Model<Everything> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    for (const ln::TableFormat format : {ln::TableFormat::int8, ln::TableFormat::bfloat16}) {
        const ln::QuantisedModel small = ln::quantised(model, {.format = format});
        REQUIRE(!small.sizes().tables.empty());
        for (ln::Executor* executor :
             {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
            ln::BatchBuffer<float, Everything::features, 1> buffer;
            decltype(small)::Workspace workspace;
            const auto run = [&](std::size_t first, std::size_t count) {
                buffer.fill(data, count, [first](std::size_t i) { return first + i; });
                static_cast<void>(small.predict(buffer.batch(), workspace, executor));
            };
            run(0, 200); // the longest lists
            const std::size_t before = allocations;
            for (const std::size_t first : {0U, 50U, 100U, 150U}) {
                run(first, 50);
            }
            run(3, 1);
            CHECK(allocations == before);
        }
    }
}

TEST_CASE("nor does a network of several heads, over shared experts") {
    const auto data = TwoTasks::samples(200);
    ln::Model<TwoTasks::network> model{1};
    ln::BatchBuffer<float, TwoTasks::network::features, 2> buffer;
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        ln::Trainer trainer{model, TwoTasks::losses{.weights = {1.0, 0.5}}, ln::SGD{}, executor};
        decltype(model)::Workspace workspace;
        const auto run = [&](std::size_t first) {
            buffer.fill(data, 50, [first](std::size_t i) { return first + i; });
            trainer.step(buffer.batch(), buffer.targets());
            static_cast<void>(model.predict(buffer.batch(), workspace, executor));
        };
        run(0);
        run(50);
        const std::size_t before = allocations;
        for (const std::size_t first : {0U, 50U, 100U, 150U}) {
            run(first);
        }
        CHECK(allocations == before);
    }
}

TEST_CASE("nor does a step that learns from every step of its histories, or from masked ones") {
    using Items = ln::Table<"items">;
    using Vector = ln::Embedding<Item, 5, Items>;
    check_steps_allocate_nothing<
        ln::Dot<ln::Sequential<ln::Embedding<Past, 5, Items>, ln::PositionEmbedding<8>, ln::GRU<5>, ln::Last>, Vector>>(
        ln::NextItemLoss<Past, Item>{.negatives = 2});
    check_steps_allocate_nothing<
        ln::Dot<ln::Sequential<ln::Embedding<Past, 5, Items>, ln::ClozeMask<ln::percent<30>>, ln::PositionEmbedding<9>,
                               ln::SelfAttention<1>, ln::Dense<5>, ln::Last>,
                Vector>>(ln::ClozeLoss<Past, Item>{.negatives = 2});
}

TEST_CASE("nor does a step whose gradients go back through a graph") {
    using Graph = ln::GraphPropagation<2>;
    using Network = ln::Dot<ln::Embedding<User, 9, Graph>, ln::Embedding<Item, 9, Graph>>;
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (ln::row_id i = 0; i < 200; ++i) {
        data.add(1.0F, i % 40, i % 30);
    }
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    for (ln::row_id i = 0; i < 400; ++i) { // what the first batch looks up stands alone; the others reach 30 rows
        users.push_back(10 + i % 30);
        items.push_back(10 + i * 7 % 20);
    }
    ln::Model<Network> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    model.set_graph<User, Item>(ln::InteractionGraph{users, items, 40, 30});
    ln::BatchBuffer<float, Network::features, 1> buffer;
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{}, executor};
        trainer.l2_rows_in_batch = 1e-3;
        decltype(model)::Workspace workspace;
        const auto run = [&](std::size_t first, std::size_t count) {
            buffer.fill(data, count, [first](std::size_t i) { return first + i; });
            trainer.step(buffer.batch(), buffer.targets());
            static_cast<void>(model.predict(buffer.batch(), workspace, executor));
        };
        run(0, 3); // few rows are reached
        const std::size_t before = allocations;
        for (std::size_t first = 3; first < 190; ++first) {
            run(first, 3);
        }
        CHECK(allocations == before);
    }
}

TEST_CASE_TEMPLATE("nor does a layer of sequences, once it has seen the largest batch", L, ln::GRU<5>,
                   ln::GRU<18, ln::LastState>, ln::SelfAttention<2>, ln::SelfAttention<3, ln::Causal>) {
    using Bound = BoundStepsLayer<L, ln::Steps<6>, float, 4>;
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        Bound largest{Lengths{3, 0, 17, 200, 16}, executor};
        Bound layer{Lengths{17, 1, 0, 30}, executor};
        largest.forward();
        largest.backward();
        std::swap(layer.workspace, largest.workspace);
        const std::size_t before = allocations;
        layer.forward();
        layer.backward();
        CHECK(allocations == before);
    }
}

TEST_CASE("nor do the pieces of a training step, with norms of samples") {
    using Seen = ln::Sequence<"seen", 9>;
    using Liked = ln::Categorical<"liked", 9>;
    using Network =
        ln::Sequential<ln::Concat<ln::Sequential<ln::Embedding<Seen, 6, ln::Table<"items">>, ln::SelfAttention<2>,
                                                 ln::Dense<4>, ln::LayerNorm, ln::GRU<3, ln::LastState>>,
                                  ln::Embedding<Liked, 6, ln::Table<"items">>>,
                       ln::Dense<5>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
    const ln::RandomBatch<float, Network::features> random{{.batch = 30}};
    const std::vector<float> labels(30, 1.0F);
    ln::Matrix<float> slopes{30, 1};
    std::vector<float> losses(30);
    ln::Model<Network, float, 4> model{1};
    decltype(model)::Workspace workspace;
    ln::Gradients<float> gradients{model.parameters()};
    ln::SampleNorms<float> norms{model.parameters()};
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        const auto run = [&] {
            ln::TrainingPass pass{model, ln::BinaryCrossEntropy{}, workspace};
            pass.forward(random.batch(), {1, executor});
            pass.sample_losses({ln::ConstMatrixView<float>{labels.data(), 30, 1, 1}}, losses, slopes.view());
            norms.clear(30);
            pass.add_sample_norms(slopes.view(), norms);
            pass.backward(slopes.view(), gradients);
            gradients.clear();
        };
        run();
        const std::size_t before = allocations;
        run();
        CHECK(allocations == before);
    }
}

TEST_CASE("nor does a step of a network with histories and a BatchNorm, whose last batch has one row") {
    using Seen = ln::Sequence<"seen", 30, 40>;
    using Network =
        ln::Sequential<ln::Concat<ln::Sequential<ln::Embedding<Seen, 6, ln::Table<"items">>, ln::GRU<5, ln::LastState>>,
                                  ln::Sequential<ln::Embedding<Seen, 6, ln::Table<"items">>, ln::LayerNorm, ln::Mean>,
                                  ln::Embedding<Item, 4>>,
                       ln::Dense<18, ln::NoBias>, ln::BatchNorm<>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
    ln::Dataset<ln::TypeList<Seen, Item>> data;
    for (std::size_t i = 0; i < 101; ++i) {
        std::vector<ln::row_id> seen(i % 50 == 0 ? 40 : i * 7 % 40); // the first batch is among the largest
        for (std::size_t step = 0; step < seen.size(); ++step) {
            seen[step] = static_cast<ln::row_id>((i + step * step) % 30);
        }
        data.add(i % 3 == 0 ? 1.0F : 0.0F, seen, static_cast<ln::row_id>(i % 30));
    }
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        ln::Model<Network, float, 8> model{1, ln::Rows<Item>{30}};
        ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}, executor};
        ln::BatchBuffer<float, Network::features, 1> buffer;
        decltype(model)::Workspace workspace;
        const auto run = [&](std::size_t first, std::size_t count) {
            buffer.fill(data, count, [first](std::size_t i) { return first + i; });
            trainer.step(buffer.batch(), buffer.targets());
            static_cast<void>(model.predict(buffer.batch(), workspace, executor));
        };
        run(0, 50);
        run(50, 50);
        const std::size_t before = allocations;
        run(0, 50);
        run(50, 50);
        run(100, 1);
        CHECK(allocations == before);
    }
}

TEST_CASE_TEMPLATE("an optimizer's state starts without a copy of the parameters", O, ln::SGD, ln::Adagrad,
                   ln::RowwiseAdagrad, ln::Adam, ln::AdamW, ln::LazyAdam, ln::FTRL, ln::RMSprop) {
    for (const auto kind : {ln::BlockKind::dense, ln::BlockKind::rows}) {
        const ln::ParameterBlock<float> block{"a name that does not fit into a small string", kind,
                                              ln::Matrix<float>(1000, 16)};
        O settings;
        if constexpr (requires { settings.momentum; }) {
            settings.momentum = 0.9;
        }
        const std::size_t before = allocated_bytes;
        typename O::template State<float, 4> state(settings, block);
        const std::size_t allocated = allocated_bytes - before;
        CHECK(bytes_of(state) > 0);
        CHECK(allocated == bytes_of(state));
    }
}

TEST_CASE("momentum that comes with a later step copies no parameters either") {
    ln::Parameters<float> parameters;
    parameters.add({"a name that does not fit into a small string", ln::BlockKind::dense, ln::Matrix<float>(1000, 16)});
    ln::Gradients<float> gradients(parameters);
    ln::SGD settings;
    ln::SGD::State<float, 4> state(settings, parameters[0]);
    CHECK(bytes_of(state) == 0);
    const std::size_t before = allocated_bytes;
    settings.momentum = 0.9;
    state.update(settings, parameters[0], gradients[0], 1);
    const std::size_t allocated = allocated_bytes - before;
    CHECK(allocated == parameters[0].values.bytes());
    CHECK(allocated == bytes_of(state));
}

TEST_CASE("one call warms up, also for unknown ids, weighted lists, weights, and a loss that is not fused") {
    using Forgiving = ln::Categorical<"forgiving", 9, ln::UnknownId::use_row_0>;
    using Lists = ln::MultiCategorical<"lists", 9, ln::UnknownId::use_row_0>;
    using Network = ln::Sequential<ln::Concat<ln::Embedding<Forgiving, 5>, ln::EmbeddingBag<Lists, 6, ln::Mean>>,
                                   ln::Dense<3>, ln::Softmax>;
    ln::Dataset<ln::TypeList<Forgiving, Lists>, 3> data;
    for (ln::row_id i = 0; i < 64; ++i) {
        data.column<Forgiving>().add(i % 2 == 0 ? 77 : i % 9);
        data.column<Lists>().add(std::vector<ln::row_id>{i % 9, i % 3, 99});
        data.column<Lists>().weights.insert(data.column<Lists>().weights.end(), {0.5F, 1.0F, 2.0F});
        data.labels.insert(data.labels.end(), {0.5F, 0.25F, 0.25F});
        data.weights.push_back(1.5F);
    }
    ln::Model<Network, double, 4> model{1};
    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::LazyAdam{}};
    ln::BatchBuffer<double, Network::features, 3> buffer;
    decltype(model)::Workspace workspace;
    const auto run = [&](std::size_t first, std::size_t count) {
        buffer.fill(data, count, [first](std::size_t i) { return first + i; });
        trainer.step(buffer.batch(), buffer.targets());
        static_cast<void>(model.predict(buffer.batch(), workspace));
        static_cast<void>(model.loss(ln::MeanSquaredError{}, buffer.batch(), buffer.targets(), workspace));
    };
    run(0, 32);
    const std::size_t before = allocations;
    run(32, 32);
    run(7, 32);
    run(20, 3);
    CHECK(allocations == before);
}

TEST_CASE("a warm step of a loss of towers allocates nothing, in smaller batches and with threads") {
    using Network = ln::Add<ln::Dot<ln::Sequential<ln::Embedding<User, 6>, ln::Dense<5>>, ln::Embedding<Item, 5>>,
                            ln::Embedding<Item, 1>>;
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (std::size_t i = 0; i < 128; ++i) {
        data.add(1.0F, static_cast<ln::row_id>(i * 7 % 40), static_cast<ln::row_id>(i * 11 % 30));
    }
    const ln::UserItems log(data.column<User>().ids, data.column<Item>().ids, 40, 30);
    const auto check = [&](const auto& loss, ln::Executor* executor) {
        ln::Model<Network, float, 8> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
        ln::Trainer trainer{model, loss, ln::LazyAdam{}, executor};
        ln::BatchBuffer<float, Network::features, 1> buffer;
        decltype(model)::Workspace workspace;
        const auto run = [&](std::size_t first, std::size_t count) {
            buffer.fill(data, count, [first](std::size_t i) { return first + i; });
            trainer.step(buffer.batch(), buffer.targets());
            static_cast<void>(model.loss(loss, buffer.batch(), buffer.targets(), workspace, executor));
            static_cast<void>(model.tower<Item>(buffer.batch(), workspace, executor));
        };
        run(0, 64);
        const std::size_t before = allocations;
        run(64, 64);
        run(20, 9);
        run(40, 64);
        CHECK(allocations == before);
    };
    const ln::ItemPopularity popularity{log.counts()};
    using OfCatalogue = ln::CatalogueSoftmax<User, Item>;
    for (ln::Executor* const executor :
         {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        check(ln::InBatchSoftmax<User, Item>{.known = &log, .candidate_sampling_probability = log.counts()}, executor);
        check(OfCatalogue{.negatives = 50, .popularity = popularity, .known = &log}, executor);
        check(OfCatalogue{.negatives = OfCatalogue::every_item}, executor);
    }
}

TEST_CASE("a step on positives with negatives allocates nothing, in groups or not") {
    using Pairs = ln::Dataset<ln::TypeList<User, Item>>;
    Pairs data;
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    for (ln::row_id i = 0; i < 200; ++i) {
        users.push_back(i % 40);
        items.push_back(i % 29 + 1);
        data.add(1.0F, users.back(), items.back());
    }
    const ln::UserItems known{users, items, 40, 30};
    const auto source = ln::with_negatives<User, Item>(data, known, ln::PopularityNegatives{.count = 3});
    const auto check = [&]<class Network>(std::type_identity<Network>, ln::Executor* executor) {
        ln::Model<Network> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
        ln::Trainer trainer{model, ln::SampledSoftmaxCrossEntropy{}, ln::LazyAdam{}, executor};
        ln::detail::BatchesOf<ln::Model<Network>, std::remove_const_t<decltype(source)>> buffer;
        const auto run = [&](std::size_t first) {
            buffer.fill(source, 50, [first](std::size_t i) { return first + i; }, 1, executor);
            trainer.step(buffer.batch(), buffer.targets());
        };
        run(0);
        run(50);
        const std::size_t before = allocations;
        for (const std::size_t first : {100U, 150U, 0U, 50U}) {
            run(first);
        }
        CHECK(allocations == before);
    };
    using Vectors = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
    using Towers = ln::Add<ln::Dot<ln::Sequential<ln::Embedding<User, 8>, ln::Dense<5>>,
                                   ln::Sequential<ln::Embedding<Item, 8>, ln::Dense<5>>>,
                           ln::Embedding<User, 1>>;
    using Together = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>>;
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        check(std::type_identity<Vectors>{}, executor);
        check(std::type_identity<Towers>{}, executor);
        check(std::type_identity<Together>{}, executor);
    }
}

TEST_CASE("fit allocates as often for many batches and epochs as for few") {
    const auto allocations_of = [](std::size_t samples, std::size_t epochs) {
        ln::Dataset<ln::TypeList<User, Item>> data;
        for (std::size_t i = 0; i < samples; ++i) {
            data.add(1.0F, static_cast<ln::row_id>(i % 40), static_cast<ln::row_id>(i % 30));
        }
        ln::Model<Reference, float, 4> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
        const std::size_t before = allocations;
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, data, {.epochs = epochs, .batch_size = 32});
        return allocations - before;
    };
    const std::size_t few = allocations_of(64, 1);
    CHECK(few > 0);
    CHECK(allocations_of(6400, 1) == few);
    CHECK(allocations_of(64, 50) <= few + 8); // the history grows by doubling
}
