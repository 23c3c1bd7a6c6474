// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: loops
// ours: train/ffm_bench.cpp

// The loop that libffm publishes, written by hand in its instructions: sample by sample, a pair of fields at a time,
// with each vector beside its sums of squares, and an approximate reciprocal of their root. Source: Juan, Zhuang, Chin,
// Lin, "Field-aware factorization machines for CTR prediction", RecSys 2016.
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include <immintrin.h>

#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/random.hpp>

#include "support/ffm.hpp"

namespace linnet::bench {

namespace {

/// The rows of all fields below each other; of each id, for each field, 4 weights and then 4 sums of squares.
template <class Network>
class FfmLoop {
    static constexpr std::size_t fields = Network::fields;
    static constexpr std::size_t stride = 2 * Network::row_columns;

public:
    FfmLoop() {
        std::size_t rows = 0;
        for (std::size_t f = 0; f < fields; ++f) {
            firsts_[f] = rows;
            rows += Network::rows_of(f);
        }
        const Random random{5, 0};
        numbers_ = AlignedBuffer<float>(rows * stride);
        for (std::size_t i = 0; i < rows * stride; ++i) {
            numbers_.data()[i] = i % 8 < 4 ? static_cast<float>(0.1 * random.uniform(i)) : 1.0F;
        }
    }
    [[nodiscard]] const float* vector(std::size_t field, row_id id, std::size_t met) const {
        return numbers_.data() + (firsts_[field] + id) * stride + 2 * met * Network::columns;
    }
    /// The mean loss of the batch, each sample before its step.
    template <class Batch>
    float step(const Batch& batch, ConstMatrixView<float> labels) {
        float total = 0;
        for (std::size_t r = 0; r < labels.rows; ++r) {
            float* rows[fields];
            std::size_t field = 0;
            std::apply(
                [&](const auto&... ids) {
                    ((rows[field] = numbers_.data() + (firsts_[field] + ids[r]) * stride, ++field), ...);
                },
                batch.columns);
            total += step_of_sample(rows, labels(r, 0));
        }
        return total / static_cast<float>(labels.rows);
    }

private:
    template <class Visit>
    static void for_each_pair(float* const* rows, const Visit& visit) {
        for (std::size_t a = 0; a < fields; ++a) {
            for (std::size_t b = a + 1; b < fields; ++b) {
                visit(rows[a] + 8 * b, rows[b] + 8 * a);
            }
        }
    }
    static float step_of_sample(float* const* rows, float label) {
        __m128 sum = _mm_setzero_ps();
        for_each_pair(rows, [&](const float* one, const float* other) {
            sum = _mm_add_ps(sum, _mm_mul_ps(_mm_load_ps(one), _mm_load_ps(other)));
        });
        sum = _mm_hadd_ps(sum, sum);
        const float logit = _mm_cvtss_f32(_mm_hadd_ps(sum, sum));
        const float slope = 1 / (1 + std::exp(-logit)) - label;
        const __m128 kappa = _mm_set1_ps(slope);
        const __m128 rate = _mm_set1_ps(static_cast<float>(ffm_optimizer().learning_rate));
        for_each_pair(rows, [&](float* one, float* other) {
            const __m128 w = _mm_load_ps(one);
            const __m128 v = _mm_load_ps(other);
            move(one, w, _mm_mul_ps(kappa, v), rate);
            move(other, v, _mm_mul_ps(kappa, w), rate);
        });
        return std::log1p(std::exp(logit)) - label * logit;
    }
    static void move(float* vector, __m128 w, __m128 gradient, __m128 rate) {
        const __m128 squares = _mm_add_ps(_mm_load_ps(vector + 4), _mm_mul_ps(gradient, gradient));
        _mm_store_ps(vector + 4, squares);
        _mm_store_ps(vector, _mm_sub_ps(w, _mm_mul_ps(rate, _mm_mul_ps(_mm_rsqrt_ps(squares), gradient))));
    }

    std::size_t firsts_[fields]{};
    AlignedBuffer<float> numbers_;
};

class FfmLoopCase : public Case {
    using Few = Ffm<20>;
    using Full = Ffm<10'000>;
    template <class Network>
    using Batches = RandomBatches<float, typename Network::type::features>;

public:
    explicit FfmLoopCase(std::vector<NetworkRun> runs) : runs_{std::move(runs)} {}

    /// The loss of one sample, of the start, and one weight after its step.
    void prepare(Check& check) override {
        FfmLoop<Few> few;
        const Batches<Few> batches{1, 1};
        std::vector<row_id> ids;
        std::apply([&](const auto&... of_field) { (ids.push_back(of_field[0]), ...); }, batches.batch().columns);
        double logit = 0;
        for (std::size_t a = 0; a < Few::fields; ++a) {
            for (std::size_t b = a + 1; b < Few::fields; ++b) {
                for (std::size_t k = 0; k < Few::columns; ++k) {
                    logit += static_cast<double>(few.vector(a, ids[a], b)[k]) * few.vector(b, ids[b], a)[k];
                }
            }
        }
        const double label = batches.labels()(0, 0);
        const double gradient = (1 / (1 + std::exp(-logit)) - label) * few.vector(1, ids[1], 0)[0];
        const double before = few.vector(0, ids[0], 1)[0];
        check.number("the loss", few.step(batches.batch(), batches.labels()),
                     std::log1p(std::exp(logit)) - label * logit, 1e-5);
        check.number("a weight", few.vector(0, ids[0], 1)[0],
                     before - ffm_optimizer().learning_rate * gradient / std::sqrt(1 + gradient * gradient), 1e-4);
        full_.emplace();
        for (const NetworkRun& run : runs_) {
            batches_.push_back(std::make_unique<Batches<Full>>(run.batch, batches_of(run)));
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        Batches<Full>& batches = *batches_[workload];
        run(calls, [&] {
            batches.advance();
            benchmark::DoNotOptimize(full_->step(batches.batch(), batches.labels()));
        });
    }

private:
    std::vector<NetworkRun> runs_;
    std::optional<FfmLoop<Full>> full_;
    std::vector<std::unique_ptr<Batches<Full>>> batches_;
};

} // namespace

const Cases cases{[] {
    add(std::make_unique<FfmLoopCase>(ffm_runs()), network_workloads(ffm_name, 0, ffm_runs()),
        {"float", 4, "peer:loop of libffm"});
}};

} // namespace linnet::bench
