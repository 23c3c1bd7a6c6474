// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A warm training step and a warm prediction allocate nothing: operator new of this program counts.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <doctest/doctest.h>

#include <linnet/data/batch_buffer.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/reference_network.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
    ++allocations;
    void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc{};
    }
    return memory;
}

} // namespace

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

using namespace linnet_test;

namespace {

template <class O>
void check_no_allocation(const O& optimizer) {
    const auto data = everything_data(200);
    ln::Model<Everything> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer};
    ln::BatchBuffer<float, Everything::features, 1> buffer;
    decltype(model)::Workspace workspace;
    const auto run = [&](std::size_t first) {
        buffer.fill(data, 50, [first](std::size_t i) { return first + i; });
        trainer.step(buffer.batch(), buffer.labels(), buffer.weights());
        static_cast<void>(model.predict(buffer.batch(), workspace));
    };
    run(0);
    run(50); // lists are of uneven length, so the second batch may still be the largest
    run(100);
    run(150);
    const std::size_t before = allocations;
    for (const std::size_t first : {0U, 50U, 100U, 150U}) {
        run(first);
    }
    CHECK(allocations == before);
}

} // namespace

TEST_CASE("the counter counts") {
    const std::size_t before = allocations;
    delete new int(1);
    const linnet::Matrix<float> matrix(2, 2);
    CHECK(allocations == before + 2);
}

TEST_CASE("a warm step and a warm prediction allocate nothing, with every layer and every optimizer") {
    check_no_allocation(ln::SGD{});
    check_no_allocation(ln::SGD{.momentum = 0.9, .nesterov = true});
    check_no_allocation(ln::Adagrad{});
    check_no_allocation(ln::Adam{});
    check_no_allocation(ln::LazyAdam{});
}
