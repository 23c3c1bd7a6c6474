// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <benchmark/benchmark.h>

#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/embedding.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/row_gradient.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

constexpr std::size_t batch = 256;
constexpr std::size_t length = 20; // on average, of at most 39
constexpr std::size_t rows = 1000;
constexpr std::size_t columns = 64;
using Seen = Sequence<"seen", rows, 40>;

/// A lookup of histories: a vector for each of their steps.
template <class T, std::size_t W>
class SequenceLookup : public Case {
    using Lookup = Embedding<Seen, columns>;
    using Node = typename Lookup::template Node<T, W, NoInput>;
    using Batches = RandomBatches<T, TypeList<Seen>>;
    using Context = BackwardContext<T, Batch<T, Seen>>;

public:
    void prepare(Check& check) override {
        data_ = std::make_unique<Data>();
        const typename Builder<T>::rows_list no_rows;
        std::uint64_t streams = 0;
        Builder<T> builder{data_->parameters, 1, no_rows, streams};
        node_.emplace(builder);
        data_->gradients = Gradients<T>(data_->parameters);
        forward();
        backward();
        const StepsView<T> out = steps_of(data_->out);
        const auto& column = data_->batches.batch().template column<Seen>();
        const std::span<const row_id> ids = column.ids.subspan(column.offsets[0], out.steps());
        const auto table = data_->parameters[0].values.view();
        check.matrix("out", out.values, [&](std::size_t step, std::size_t c) -> double { return table(ids[step], c); });
        for (std::size_t c = 0; c < columns; ++c) {
            double want = 0;
            for (std::size_t step = 0; step < ids.size(); ++step) {
                want += ids[step] == ids[0] ? static_cast<double>(data_->d_out.view()(step, c)) : 0;
            }
            check.number("the table's gradient", row_gradient(data_->gradients[0].rows, ids[0], c), want, 1e-5);
        }
    }

    /// Workload 0 is forward, with the next batch each time; 1 is backward, of the last forward.
    void time(Calls& calls, std::size_t workload) override {
        if (workload == 0) {
            run(calls, [&] {
                data_->batches.advance();
                forward();
            });
        } else {
            forward();
            run(calls, [&] { backward(); });
        }
    }

private:
    struct Data {
        Batches batches{batch, 256};
        Parameters<T> parameters{};
        Gradients<T> gradients{};
        Matrix<T> out{2 * length * batch, columns};
        Matrix<T> d_out{2 * length * batch, columns};

        Data() { fill_random(d_out.view(), Random{11, 1}); }
    };

    Context context() { return {{data_->parameters, data_->batches.batch(), true, 1, 1}, data_->gradients}; }
    StepsView<T> steps_of(Matrix<T>& matrix) {
        const StepsView<T> all{matrix.view(), node_->offsets(context(), batch)};
        return {all.values.top(all.steps()), all.offsets};
    }
    void forward() { node_->forward(context(), ConstMatrixView<T>{}, steps_of(data_->out), workspace_); }
    void backward() {
        Context into = context();
        into.gradients[0].rows.clear();
        node_->backward(into, ConstMatrixView<T>{}, steps_of(data_->out), steps_of(data_->d_out), MatrixView<T>{},
                        workspace_);
    }

    std::unique_ptr<Data> data_;
    std::optional<Node> node_;
    typename Node::Workspace workspace_;
};

} // namespace

const Cases cases{[] {
    // Backward only lists who contributes to which row; the sums are the optimizer's.
    const Workload forward{.name = "Embedding of 20 steps, 1000 x 64, forward",
                           .batch = batch,
                           .elements = 2 * length * columns,
                           .footprint = (rows + length * batch) * columns};
    const Workload backward{
        .name = "Embedding of 20 steps, 1000 x 64, backward", .batch = batch, .footprint = forward.footprint};
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<SequenceLookup<T, W>>(), {forward, backward}, column_of<T, W>());
    });
}};

} // namespace linnet::bench
