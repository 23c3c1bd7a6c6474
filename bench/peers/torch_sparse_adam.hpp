// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <torch/torch.h>

namespace linnet::bench {

/// torch.optim.SparseAdam, which libtorch lacks, in its tensor operations: equal ids are summed first, then only rows
/// with a gradient are read and written.
class SparseAdam {
public:
    explicit SparseAdam(torch::Tensor table)
        : table_{std::move(table)}, first_{torch::zeros_like(table_)}, second_{torch::zeros_like(table_)} {}

    void step() {
        const torch::NoGradGuard no_grad;
        const auto gradient = table_.grad().coalesce();
        const auto rows = gradient._indices().select(0, 0);
        const auto values = gradient._values();
        const auto old_first = first_.index_select(0, rows);
        const auto old_second = second_.index_select(0, rows);
        auto first_change = values.sub(old_first).mul_(0.1);
        auto second_change = values.pow(2).sub_(old_second).mul_(0.001);
        first_.index_add_(0, rows, first_change);
        second_.index_add_(0, rows, second_change);
        const auto root = second_change.add_(old_second).sqrt_().add_(1e-8);
        ++steps_;
        const double rate = 1e-3 * std::sqrt(1 - std::pow(0.999, steps_)) / (1 - std::pow(0.9, steps_));
        table_.index_add_(0, rows, first_change.add_(old_first).div_(root), -rate);
    }

private:
    torch::Tensor table_;
    torch::Tensor first_;
    torch::Tensor second_;
    int steps_ = 0;
};

/// SparseAdam for the tables, which come first, and Adam for the rest, at a learning rate of 1e-3.
class TablesAdam {
public:
    TablesAdam(const std::vector<torch::Tensor>& parameters, std::size_t tables)
        : rest_{std::vector<torch::Tensor>(parameters.begin() + static_cast<std::ptrdiff_t>(tables), parameters.end()),
                torch::optim::AdamOptions(1e-3)} {
        for (std::size_t i = 0; i < tables; ++i) {
            tables_.emplace_back(parameters[i]);
        }
    }
    void step() {
        rest_.step();
        for (SparseAdam& table : tables_) {
            table.step();
        }
    }

private:
    std::vector<SparseAdam> tables_;
    torch::optim::Adam rest_;
};

} // namespace linnet::bench
