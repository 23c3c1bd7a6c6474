// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/growing_buffer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/stride.hpp>

namespace linnet::inline LINNET_ISA {

/// The squared norms of the gradients of single samples, over all parameters of a model: what clipping sample by sample
/// needs. Layers add to them in a pass that computes no gradient of a parameter.
///
/// A sample may look a row of a table up several times, in one list or by several layers, and the norm is that of the
/// sum. So layers report their lookups here, and they are grouped when all layers have run. Its memory grows to what
/// the largest batch needs and is then kept.
/// Source: Goodfellow, "Efficient per-example gradient computations", 2015; Lee, Kifer, "Scaling up differentially
/// private deep learning with fast per-example gradient clipping", PoPETs 2021; Li, Tramer, Liang, Hashimoto, "Large
/// language models can be strong differentially private learners", ICLR 2022 (ghost clipping).
template <class T>
class SampleNorms {
public:
    /// A row of a table that a sample looked up. Its gradient is that of the sample, times `scale`.
    struct Lookup {
        std::size_t sample;
        std::size_t number; ///< of the lookup in its table, from 0 on
        const T* gradient;
        T scale;
        row_id row;
    };

    SampleNorms() = default;
    LINNET_COLD explicit SampleNorms(const Parameters<T>& parameters) : lookups_(parameters.size()) {}

    /// Begins a batch: all norms are 0.
    void clear(std::size_t samples) {
        samples_.assign(samples, {});
        clear_lookups();
    }

    /// The samples of the batch, and the squared norm of each.
    [[nodiscard]] std::size_t samples() const { return samples_.size(); }
    [[nodiscard]] double square(std::size_t sample) const { return samples_[sample].square; }
    /// The number of parameter blocks.
    [[nodiscard]] std::size_t blocks() const { return lookups_.size(); }

    /// For layers: adds a squared norm, of which only rounding makes less than 0. Threads may call it for different
    /// samples.
    void add(std::size_t sample, double square) { samples_[sample].square += square < 0.0 ? 0.0 : square; }
    /// For layers: the sample looked up a row of a table. `gradient` stays readable until the pass ends.
    /// requires: one thread calls it
    void add_lookup(std::size_t block, std::size_t sample, row_id row, const T* gradient, T scale = T{1}) {
        lookups_[block].push_back({sample, lookups_[block].size(), gradient, scale, row});
    }
    /// For layers: memory for `threads` threads, with `rows` rows of `columns` for each, which hold anything.
    [[nodiscard]] MatrixView<T> scratch(std::size_t threads, std::size_t rows, std::size_t columns) {
        const std::size_t stride = padded_stride<T>(columns);
        scratch_.reserve(threads * rows * stride, 1);
        return {scratch_.view().data, threads * rows, columns, stride};
    }

    /// What was looked up in the table of a block, in the order of `add_lookup`.
    [[nodiscard]] std::span<const Lookup> lookups(std::size_t block) const {
        return {lookups_[block].begin(), lookups_[block].end()};
    }
    /// Copies the lookups of a block, sorted by sample, for `of_sample`.
    void sort_by_sample(std::size_t block) {
        for (Sample& sample : samples_) {
            sample.end = 0;
        }
        for (const Lookup& lookup : lookups(block)) {
            ++samples_[lookup.sample].end;
        }
        std::size_t begin = 0;
        for (Sample& sample : samples_) {
            begin += std::exchange(sample.end, begin);
        }
        sorted_.resize(begin);
        for (const Lookup& lookup : lookups(block)) {
            sorted_[samples_[lookup.sample].end++] = lookup;
        }
    }
    /// The lookups of a sample, in any order that the caller gives them.
    [[nodiscard]] std::span<Lookup> of_sample(std::size_t sample) {
        const std::size_t begin = sample == 0 ? 0 : samples_[sample - 1].end;
        return {sorted_.data() + begin, samples_[sample].end - begin};
    }
    void clear_lookups() {
        for (GrowingBuffer<Lookup>& of_block : lookups_) {
            of_block.clear();
        }
    }

private:
    struct Sample {
        double square = 0.0;
        std::size_t end = 0; // of its lookups in `sorted_`
    };

    std::vector<Sample> samples_;
    std::vector<GrowingBuffer<Lookup>> lookups_; // of each block
    std::vector<Lookup> sorted_;
    Matrix<T> scratch_; // in one column
};

} // namespace linnet::inline LINNET_ISA
