// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>

#include <linnet/simd/pack.hpp>

#include "support/case.hpp"
#include "support/chains.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// The most arithmetic that packs of one width can do: fused multiply-adds on registers alone.
template <class T, std::size_t W>
class PeakCase : public Case {
    using Sums = Chains<T, W>;
    static constexpr std::size_t rounds = 512;

public:
    static constexpr double flops = 2.0 * rounds * Sums::size * W;

    void prepare(Check& check) override {
        multiply_and_add();
        double want = 0;
        for (std::size_t i = 0; i < rounds; ++i) {
            want = want * factor_ + term_;
        }
        for (const T lane : result_) {
            check.number("a lane", lane, want, 1e-5);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { multiply_and_add(); });
    }

private:
    void multiply_and_add() {
        Sums sums(start_);
        const pack<T, W> a(factor_);
        const pack<T, W> b(term_);
        for (std::size_t round = 0; round < rounds; ++round) {
            sums.update([&](pack<T, W>& sum, auto) LINNET_INLINE_LAMBDA { sum = fma(sum, a, b); });
        }
        sums.store(result_);
    }

    T factor_ = T{0.875};
    T term_ = T{0.125};
    T start_[Sums::size * W]{};
    T result_[Sums::size * W];
};

const Cases cases{[] {
    for_each_width([]<class T, std::size_t W>() {
        const Workload workload{.name = "FMA peak", .unit = "FLOP/s", .flops = PeakCase<T, W>::flops};
        add(std::make_unique<PeakCase<T, W>>(), {workload}, column_of<T, W>());
    });
}};

} // namespace linnet::bench
