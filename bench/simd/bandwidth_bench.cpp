// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>

#include <linnet/core/aligned_buffer.hpp>

#include "support/case.hpp"
#include "support/chains.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

struct MemoryLevel {
    const char* name;
    std::size_t kibibytes;
};
constexpr MemoryLevel memories[] = {
    {"L1 (16 KiB)", 16}, {"L2 (512 KiB)", 512}, {"L3 (8 MiB)", 8 * 1024}, {"memory (128 MiB)", 128 * 1024}};

/// Ones, as many as the largest memory holds; made once, as touching new pages is slow.
template <class T>
const T* ones() {
    static const AlignedBuffer<T> buffer = [] {
        AlignedBuffer<T> made(std::end(memories)[-1].kibibytes * 1024 / sizeof(T));
        std::fill_n(made.data(), made.size(), T{1});
        return made;
    }();
    return buffer.data();
}

} // namespace

/// The fastest that packs of one width can read: sums over a memory of some size.
template <class T, std::size_t W>
class BandwidthCase : public Case {
    using Sums = Chains<T, W>;
    static constexpr std::size_t step = Sums::size * W;

public:
    explicit BandwidthCase(std::size_t bytes) : count{bytes / sizeof(T) / step * step} {}

    const std::size_t count;

    void prepare(Check& check) override {
        data_ = ones<T>();
        read();
        for (const T lane : result_) {
            check.number("a lane", lane, static_cast<double>(count / step), 0);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { read(); });
    }

private:
    void read() {
        Sums sums(start_);
        for (std::size_t i = 0; i < count; i += step) {
            sums.update([&](pack<T, W>& sum, auto chain)
                            LINNET_INLINE_LAMBDA { sum = sum + pack<T, W>::load(data_ + i + chain * W); });
        }
        sums.store(result_);
    }

    const T* data_ = nullptr;
    T start_[step]{};
    T result_[step];
};

const Cases cases{[] {
    for_each_width([]<class T, std::size_t W>() {
        for (const MemoryLevel& memory : memories) {
            auto made = std::make_unique<BandwidthCase<T, W>>(memory.kibibytes * 1024);
            const auto numbers = static_cast<double>(made->count);
            const Workload workload{.name = std::string("Read bandwidth, ") + memory.name,
                                    .unit = "B/s",
                                    .elements = numbers,
                                    .footprint = numbers};
            add(std::move(made), {workload}, column_of<T, W>());
        }
    });
}};

} // namespace linnet::bench
