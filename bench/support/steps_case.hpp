// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/steps.hpp>

#include "support/case.hpp"
#include "support/naive_sequences.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// What a layer of sequences reads and writes.
template <class T>
struct StepsData {
    static constexpr std::size_t steps = SequenceSizes::batch * SequenceSizes::steps;

    Parameters<T> parameters{};
    Gradients<T> gradients{};
    std::vector<std::uint64_t> offsets{};
    Matrix<T> in{steps, SequenceSizes::columns};
    Matrix<T> out{steps, SequenceSizes::columns};
    Matrix<T> d_out{steps, SequenceSizes::columns};
    Matrix<T> d_in{steps, SequenceSizes::columns};

    StepsData() {
        for (std::size_t b = 0; b <= SequenceSizes::batch; ++b) {
            offsets.push_back(b * SequenceSizes::steps);
        }
        fill_random(in.view(), Random{11, 0});
        fill_random(d_out.view(), Random{11, 1});
    }
    [[nodiscard]] StepsView<T> steps_of(Matrix<T>& matrix) const { return {matrix.view(), offsets}; }
    [[nodiscard]] double parameter(std::size_t block, std::size_t row, std::size_t column) const {
        return parameters[block].values.view()(row, column);
    }
};

/// A layer of sequences, bound, which puts out as many columns as it reads: for each step, or for each sequence. Timed
/// are forward and backward, which adds to gradients that are cleared.
template <class L, class T, std::size_t W>
class StepsCase : public Case {
    using Node = typename L::template Node<T, W, Steps<SequenceSizes::columns>>;
    using output = typename L::template output<Steps<SequenceSizes::columns>>;

public:
    using Naive = std::vector<double> (*)(const StepsData<T>&);

    explicit StepsCase(Naive naive) : naive_{naive} {}

    /// The outputs of the first sequence are compared with naive ones.
    void prepare(Check& check) override {
        data_ = std::make_unique<StepsData<T>>();
        const typename Builder<T>::rows_list rows;
        std::uint64_t streams = 0;
        Builder<T> builder{data_->parameters, 1, rows, streams};
        node_.emplace(builder);
        data_->gradients = Gradients<T>(data_->parameters);
        workspace_.reserve(SequenceSizes::batch);
        step();
        const std::vector<double> want = naive_(*data_);
        for (std::size_t i = 0; i < want.size(); ++i) {
            const double got = data_->out.view()(i / SequenceSizes::columns, i % SequenceSizes::columns);
            check.number("the output", got, want[i], 1e-4);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { step(); });
    }

private:
    void step() {
        using Features = BatchOf<T, TypeList<>>;
        StepsData<T>& data = *data_;
        const Features batch{};
        data.gradients.clear();
        BackwardContext<T, Features> context{{data.parameters, batch, true, 1, 1}, data.gradients};
        const ConstStepsView<T> in = data.steps_of(data.in);
        const auto out = view_of_output(data, data.out);
        node_->forward(context, in, out, workspace_);
        node_->backward(context, in, out, view_of_output(data, data.d_out), data.steps_of(data.d_in), workspace_);
    }
    static auto view_of_output(const StepsData<T>& data, Matrix<T>& matrix) {
        if constexpr (std::is_same_v<output, Steps<SequenceSizes::columns>>) {
            return data.steps_of(matrix);
        } else {
            return matrix.view().top(SequenceSizes::batch);
        }
    }

    Naive naive_;
    std::unique_ptr<StepsData<T>> data_;
    std::optional<Node> node_;
    typename Node::Workspace workspace_;
};

/// Benchmarks of a layer of sequences at every width. `naive(data)` gives the outputs of the first sequence.
template <Layer L, class NaiveTwin>
void add_steps_layer(const Workload& workload, const NaiveTwin& naive) {
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<StepsCase<L, T, W>>(naive), {workload}, column_of<T, W>());
    });
}

} // namespace linnet::bench
