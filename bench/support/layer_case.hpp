// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/row_gradient.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// What a layer reads and writes: random input, a random gradient of its output, and its results.
template <class T, class Features>
struct LayerData {
    static constexpr bool reads_features = !std::is_same_v<Features, TypeList<>>;

    RandomBatches<T, Features> batches;
    Parameters<T> parameters{};
    Gradients<T> gradients{};
    Matrix<T> in_buffer;
    Matrix<T> d_in_buffer;
    Matrix<T> out_buffer;
    Matrix<T> d_out_buffer;
    MatrixView<T> in = in_buffer.view();
    MatrixView<T> d_in = d_in_buffer.view();
    MatrixView<T> out = out_buffer.view();
    MatrixView<T> d_out = d_out_buffer.view();

    LayerData(std::size_t batch, std::size_t in_columns, std::size_t out_columns)
        : batches{batch, reads_features ? std::max<std::size_t>(1, 65536 / batch) : 1}, in_buffer(batch, in_columns),
          d_in_buffer(batch, in_columns), out_buffer(batch, out_columns), d_out_buffer(batch, out_columns) {
        fill_random(in, Random{11, 0});
        fill_random(d_out, Random{11, 1});
    }

    [[nodiscard]] double parameter(std::size_t block, std::size_t row, std::size_t column) const {
        return parameters[block].values.view()(row, column);
    }

    /// The gradient of a row of a table, added up.
    [[nodiscard]] double table_gradient(std::size_t block, std::size_t row, std::size_t column) const {
        return row_gradient(gradients[block].rows, row, column);
    }

    /// The gradient of the first table against the sum of `want(r, c)` over the samples r that looked a row up.
    template <class Want>
    void check_table_gradient(Check& check, std::span<const row_id> ids, std::size_t columns, const Want& want) const {
        for (const row_id row : ids.first(4)) {
            for (std::size_t c = 0; c < columns; ++c) {
                double total = 0;
                for (std::size_t r = 0; r < ids.size(); ++r) {
                    total += ids[r] == row ? want(r, c) : 0;
                }
                check.number("the table's gradient", table_gradient(0, row, c), total, 1e-5);
            }
        }
    }
};

/// One layer, bound.
template <class L, class In, class T, std::size_t W>
class LayerCase : public Case {
    using Node = typename L::template Node<T, W, In>;
    using features = typename L::features;
    using Data = LayerData<T, features>;

public:
    using Verify = void (*)(const Data&, Check&);

    LayerCase(std::size_t batch, Verify verify) : batch_{batch}, verify_{verify} {}

    void prepare(Check& check) override {
        data_.emplace(batch_, In::columns, L::template output<In>::columns);
        const typename Builder<T>::rows_list rows;
        std::uint64_t streams = 0;
        Builder<T> builder{data_->parameters, 1, rows, streams};
        node_.emplace(builder);
        data_->gradients = Gradients<T>(data_->parameters);
        workspace_.reserve(batch_);
        forward();
        backward();
        verify_(*data_, check);
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
    auto context() {
        return BackwardContext<T, BatchOf<T, features>>{{data_->parameters, data_->batches.batch(), true, 1, 1},
                                                        data_->gradients};
    }
    void forward() { node_->forward(context(), data_->in, data_->out, workspace_); }
    void backward() {
        auto into = context();
        for (std::size_t i = 0; i < into.gradients.size(); ++i) {
            into.gradients[i].rows.clear();
        }
        node_->backward(into, data_->in, data_->out, data_->d_out, In::columns == 0 ? MatrixView<T>{} : data_->d_in,
                        workspace_);
    }

    std::size_t batch_;
    Verify verify_;
    std::optional<Data> data_;
    std::optional<Node> node_;
    typename Node::Workspace workspace_;
};

/// What the two directions of a layer cost per sample, as in `Workload`.
struct LayerCost {
    double forward_flops = 0;
    double forward_elements = 0;
    double backward_flops = 0;
    double backward_elements = 0;
    double footprint = 0;
    bool has_backward = true;
};

/// Benchmarks of a layer at every width, forward and backward. `verify(data, check)` compares the results of one
/// forward and one backward call with naive ones.
template <Layer L, class In = NoInput, class Verify>
void add_layer(const std::string& name, std::size_t batch, const LayerCost& cost, const Verify& verify) {
    std::vector<Workload> workloads{{.name = name + ", forward",
                                     .batch = batch,
                                     .flops = cost.forward_flops,
                                     .elements = cost.forward_elements,
                                     .footprint = cost.footprint}};
    if (cost.has_backward) {
        workloads.push_back({.name = name + ", backward",
                             .batch = batch,
                             .flops = cost.backward_flops,
                             .elements = cost.backward_elements,
                             .footprint = cost.footprint});
    }
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<LayerCase<L, In, T, W>>(batch, verify), workloads, column_of<T, W>());
    });
}

} // namespace linnet::bench
