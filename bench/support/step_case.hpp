// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/core/stride.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/naive_network.hpp"
#include "support/random_batches.hpp"

namespace linnet::bench {

/// The settings that NaiveNetwork and libtorch have, too.
template <class O>
O step_settings() {
    if constexpr (std::is_same_v<O, LazyAdam>) {
        return {.learning_rate = 1e-3, .epsilon = 1e-8};
    } else {
        return O::pytorch(1e-3);
    }
}

/// Rows of a table, numbered anew: those that some batches look up, and the first thousand.
class UsedRows {
public:
    explicit UsedRows(std::size_t table_rows) {
        for (std::size_t row = 0; row < std::min<std::size_t>(table_rows, 1000); ++row) {
            rows_.push_back(static_cast<row_id>(row));
        }
    }
    void add(std::span<const row_id> ids) {
        rows_.insert(rows_.end(), ids.begin(), ids.end());
        std::sort(rows_.begin(), rows_.end());
        rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    }
    [[nodiscard]] const std::vector<row_id>& rows() const { return rows_; }
    [[nodiscard]] std::vector<row_id> renumbered(std::span<const row_id> ids) const {
        std::vector<row_id> numbers;
        for (const row_id id : ids) {
            const auto found = std::lower_bound(rows_.begin(), rows_.end(), id);
            numbers.push_back(static_cast<row_id>(found - rows_.begin()));
        }
        return numbers;
    }

private:
    std::vector<row_id> rows_;
};

/// Training steps of a network of two tables and one unit, on batches of some sizes.
template <class Tables, std::size_t Columns, class O, class T, std::size_t W>
class StepCase : public Case {
    using ModelType = Model<typename Tables::type, T, W>;
    using User = typename Tables::User;
    using Item = typename Tables::Item;
    using Batches = RandomBatches<T, typename ModelType::features>;

public:
    /// With at least `samples` different samples for each size.
    StepCase(std::vector<std::size_t> sizes, std::size_t samples, std::size_t rows, std::size_t threads = 1)
        : sizes_{std::move(sizes)}, samples_{samples}, rows_{rows}, threads_{threads} {}

    void prepare(Check& check) override {
        if constexpr (User::rows == dynamic) {
            model_.emplace(5, Rows<User>{rows_}, Rows<Item>{rows_});
        } else {
            model_.emplace(5);
        }
        trainer_.emplace(*model_, BinaryCrossEntropy{}, step_settings<O>(),
                         threads_ > 1 ? &pool_.emplace(threads_) : nullptr);
        for (const std::size_t size : sizes_) {
            batches_.push_back(std::make_unique<Batches>(size, std::max<std::size_t>(64, samples_ / size), rows_));
        }
        check_steps(check);
        check_memory(check);
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] { step(*batches_[workload]); });
    }
    [[nodiscard]] Memory memory() const override { return {model_->parameters().bytes(), trainer_->optimizer_bytes()}; }

private:
    T step(Batches& batches) {
        const T loss = trainer_->step(batches.batch(), batches.labels());
        batches.advance();
        return loss;
    }

    /// Three steps on the first batches of each size, against a naive network of the rows that they look up.
    void check_steps(Check& check) {
        constexpr int steps = 3;
        UsedRows users{rows_};
        UsedRows items{rows_};
        for (const std::size_t size : sizes_) {
            Batches batches{size, steps, rows_};
            for (int i = 0; i < steps; ++i, batches.advance()) {
                users.add(batches.batch().template column<User>());
                items.add(batches.batch().template column<Item>());
            }
        }
        const std::size_t naive_rows = std::max(users.rows().size(), items.rows().size());
        NaiveNetwork naive{naive_rows, Columns};
        // Calls f(what our network has, what the naive one has).
        const auto for_each_number = [&](const auto& f) {
            auto& parameters = model_->parameters();
            auto first = naive.values().begin();
            for (std::size_t table = 0; table < 2; ++table) {
                auto number = first + static_cast<std::ptrdiff_t>(table * naive_rows * Columns);
                for (const row_id row : (table == 0 ? users : items).rows()) {
                    for (const T value : parameters[table].values.view().row_span(row)) {
                        f(value, *number++);
                    }
                }
            }
            auto number = first + static_cast<std::ptrdiff_t>(2 * naive_rows * Columns);
            for (std::size_t block = 2; block < parameters.size(); ++block) {
                for (std::size_t r = 0; r < parameters[block].values.rows(); ++r) {
                    f(parameters[block].values.view()(r, 0), *number++);
                }
            }
        };
        for_each_number([](T ours, double& theirs) { theirs = static_cast<double>(ours); });
        for (auto& batches : batches_) {
            for (int i = 0; i < steps; ++i) {
                const auto& batch = batches->batch();
                std::vector<double> labels;
                for (std::size_t r = 0; r < batch.rows; ++r) {
                    labels.push_back(batches->labels()(r, 0));
                }
                const double want =
                    naive.step(users.renumbered(batch.template column<User>()),
                               items.renumbered(batch.template column<Item>()), labels, std::is_same_v<O, LazyAdam>);
                check.number("the loss", step(*batches), want, 1e-6);
            }
        }
        for_each_number([&](T ours, double theirs) {
            check.number("a parameter", static_cast<double>(ours), theirs, sizeof(T) == 4 ? 2e-5 : 1e-12);
        });
    }

    /// Two tables of padded rows, a weight per input and a bias; the optimizer keeps two numbers for each.
    void check_memory(Check& check) const {
        const std::size_t numbers = 2 * rows_ * padded_stride<T>(Columns) + 2 * Columns + 1;
        check.number("the model's memory", static_cast<double>(memory().model),
                     static_cast<double>(numbers * sizeof(T)), 0);
        const std::size_t resting = std::is_same_v<O, Adam> ? 2 * (rows_ + (rows_ + 63) / 64) * 8 : 0;
        check.number("the optimizer's memory", static_cast<double>(memory().optimizer),
                     static_cast<double>(2 * numbers * sizeof(T) + resting), 0);
    }

    std::vector<std::size_t> sizes_;
    std::size_t samples_;
    std::size_t rows_;
    std::size_t threads_;
    std::optional<ThreadPool> pool_;
    std::optional<ModelType> model_;
    std::optional<Trainer<ModelType, BinaryCrossEntropy, O>> trainer_;
    std::vector<std::unique_ptr<Batches>> batches_;
};

} // namespace linnet::bench
