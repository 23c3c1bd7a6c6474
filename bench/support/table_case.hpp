// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/optimizers/sgd.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

// Random rows of a table of floats: looked up, and moved by the gradient of a batch; ours, and bare loops beside it.
namespace linnet::bench {

/// A table, the ids of many batches, and the gradient of a batch. All cases of one table share it, as it may be large.
struct TableData {
    static constexpr std::size_t batch = 2048;
    static constexpr std::size_t batches = 1024; // together they look up more rows than the caches hold
    static constexpr double rate = 1e-3;
    static constexpr FixedString name = "table";

    Parameters<float> parameters{};
    Gradients<float> gradients;
    std::vector<row_id> ids = std::vector<row_id>(batch * batches);
    Matrix<float> d_out;

    TableData(std::size_t rows, std::size_t columns) : d_out(batch, columns) {
        parameters.add({std::string{name.view()}, BlockKind::rows, Matrix<float>(rows, columns), true});
        const MatrixView<float> table = values();
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) { // cheap, as there may be half a billion
                table(r, c) = static_cast<float>((r * 7919 + c * 104729) % 65536) / 65536;
            }
        }
        gradients = Gradients<float>(parameters);
        fill_random(d_out.view(), Random{41, 0});
        for (std::size_t i = 0; i < ids.size(); ++i) {
            ids[i] = static_cast<row_id>(Random{41, 1}.below(rows, i));
        }
    }
    [[nodiscard]] MatrixView<float> values() { return parameters[0].values.view(); }
    /// Other ids for each call, whoever asks: none finds rows that the one before it has just read.
    std::span<const row_id> next_ids() {
        next_ = next_ + 1 == batches ? 0 : next_ + 1;
        return std::span{ids}.subspan(next_ * batch, batch);
    }

    /// The one of that shape, made when it is first wanted.
    static TableData& of(std::size_t rows, std::size_t columns) {
        static std::map<std::size_t, std::unique_ptr<TableData>> made; // one number of columns a program
        auto& data = made[rows];
        if (!data) {
            data = std::make_unique<TableData>(rows, columns);
        }
        return *data;
    }

private:
    std::size_t next_ = 0;
};

/// What ours and the bare loops have in common: naive twins of both workloads. `Table` is
/// constructed from TableData, and has lookup(ids, out) and update(ids).
template <class Table>
class TableCase : public Case {
public:
    TableCase(std::size_t rows, std::size_t columns) : rows_{rows}, columns_{columns} {}

    void prepare(Check& check) override {
        data_ = &TableData::of(rows_, columns_);
        out_ = Matrix<float>(TableData::batch, columns_);
        table_.emplace(*data_);
        const auto ids = data_->next_ids();
        const MatrixView<float> values = data_->values();
        table_->lookup(ids, out_.view());
        check.matrix("out", out_.view(), [&](std::size_t r, std::size_t c) -> double { return values(ids[r], c); });

        std::map<row_id, std::vector<double>> want;
        for (std::size_t r = 0; r < ids.size(); ++r) {
            auto& row = want[ids[r]];
            for (std::size_t c = 0; c < columns_; ++c) {
                if (row.size() < columns_) {
                    row.push_back(values(ids[r], c));
                }
                row[c] -= TableData::rate * static_cast<double>(data_->d_out.view()(r, c));
            }
        }
        table_->update(ids);
        for (const auto& [id, row] : want) {
            for (std::size_t c = 0; c < columns_; ++c) {
                check.number("an updated row", values(id, c), row[c], 1e-6);
            }
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        if (workload == 0) {
            run(calls, [&] { table_->lookup(data_->next_ids(), out_.view()); });
        } else {
            run(calls, [&] { table_->update(data_->next_ids()); });
        }
    }

private:
    std::size_t rows_;
    std::size_t columns_;
    TableData* data_ = nullptr;
    Matrix<float> out_;
    std::optional<Table> table_;
};

/// Embedding and SGD, as in a training step: the lookup, and the backward pass with the step after it.
template <std::size_t Columns, std::size_t W>
class OurTable {
    using Item = Categorical<"item">;
    using Lookup = Embedding<Item, Columns, Table<TableData::name>>;
    using Node = typename Lookup::template Node<float, W, NoInput>;
    using BatchType = Batch<float, Item>;

public:
    explicit OurTable(TableData& data) : data_{data}, node_{node()}, state_{settings_, data_.parameters[0]} {}

    void lookup(std::span<const row_id> ids, MatrixView<float> out) {
        node_.forward(context({ids.size(), {ids}}), {}, out, workspace_);
    }
    void update(std::span<const row_id> ids) {
        workspace_.rows = ids;
        auto into = context({ids.size(), {ids}});
        data_.gradients[0].rows.clear();
        node_.backward(into, {}, {}, data_.d_out.view(), {}, workspace_);
        state_.update(settings_, data_.parameters[0], data_.gradients[0], ++steps_);
    }

private:
    Node node() {
        const typename Builder<float>::rows_list rows{{"item", data_.parameters[0].values.rows()}};
        std::uint64_t streams = 0;
        Builder<float> builder{data_.parameters, 1, rows, streams};
        return Node{builder};
    }
    BackwardContext<float, BatchType> context(const BatchType& batch) {
        batch_ = batch;
        return {{data_.parameters, batch_, true, 1, 1}, data_.gradients};
    }

    TableData& data_;
    SGD settings_{.learning_rate = TableData::rate};
    Node node_;
    typename SGD::State<float, W> state_;
    typename Node::Workspace workspace_;
    BatchType batch_;
    std::uint64_t steps_ = 0;
};

/// The same without a library: whole cache lines, prefetched some rows ahead, the best of three distances; of equal ids
/// one after the other.
template <std::size_t Columns>
class BareTable {
    static constexpr std::size_t stride = padded_stride<float>(Columns);
    static constexpr std::size_t line = cache_line / sizeof(float);

public:
    explicit BareTable(TableData& data) : table_{data.values()}, d_out_{data.d_out.view()} {
        Matrix<float> out(TableData::batch, Columns);
        double best = 0;
        for (int round = 0; round < 5; ++round) {
            for (const std::size_t ahead : {8UL, 16UL, 24UL}) {
                const auto ids = data.next_ids();
                const auto start = std::chrono::steady_clock::now();
                copy(ids, out.view(), ahead);
                const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
                if (best == 0 || taken.count() < best) {
                    best = taken.count();
                    ahead_ = ahead;
                }
            }
        }
    }

    void lookup(std::span<const row_id> ids, MatrixView<float> out) { copy(ids, out, ahead_); }
    void update(std::span<const row_id> ids) {
        constexpr auto rate = static_cast<float>(TableData::rate);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            prefetch(ids, i + ahead_);
            float* const to = table_.row(ids[i]);
            const float* const from = d_out_.row(i);
            for (std::size_t c = 0; c < stride; ++c) { // padding is 0
                to[c] -= rate * from[c];
            }
        }
    }

private:
    void prefetch(std::span<const row_id> ids, std::size_t i) const {
        if (i < ids.size()) {
            for (std::size_t c = 0; c < stride; c += line) {
                __builtin_prefetch(table_.row(ids[i]) + c);
            }
        }
    }
    void copy(std::span<const row_id> ids, MatrixView<float> out, std::size_t ahead) const {
        for (std::size_t i = 0; i < ids.size(); ++i) {
            prefetch(ids, i + ahead);
            for (std::size_t c = 0; c < stride; c += line) {
                std::memcpy(out.row(i) + c, table_.row(ids[i]) + c, cache_line);
            }
        }
    }

    MatrixView<float> table_;
    MatrixView<float> d_out_;
    std::size_t ahead_ = 8;
};

/// Benchmarks of tables of 4 MB, 64 MB and 2 GB with so many columns.
template <std::size_t Columns>
void add_tables() {
    struct Size {
        const char* name;
        std::size_t mebibytes;
    };
    for (const Size& size : {Size{"4 MB", 4}, Size{"64 MB", 64}, Size{"2 GB", 2048}}) {
        const std::size_t rows = (size.mebibytes << 20) / (padded_stride<float>(Columns) * sizeof(float));
        const std::string name = "Embedding, table of " + std::string{size.name} + ", rows of " +
                                 std::to_string(Columns * sizeof(float)) + " bytes, ";
        const auto table = static_cast<double>(rows * Columns);
        const std::vector<Workload> workloads{
            {.name = name + "lookup", .batch = TableData::batch, .elements = 2 * Columns, .footprint = table},
            {.name = name + "backward and SGD",
             .batch = TableData::batch,
             .flops = 2 * Columns,
             .elements = 3 * Columns,
             .footprint = table}};
        for_each_float_width([&]<class T, std::size_t W>() {
            add(std::make_unique<TableCase<OurTable<Columns, W>>>(rows, Columns), workloads, column_of<T, W>());
        });
#ifndef LINNET_BENCH_NO_VECTORIZER
        add(std::make_unique<TableCase<BareTable<Columns>>>(rows, Columns), workloads,
            {"float", sizeof(float), "peer:bare copy"});
#endif
    }
}

} // namespace linnet::bench
