// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// One person's list of ten by raw id, from a file that another process may have saved: two vectors of 64 columns and a
// bias of the item, one thread. Beside the mean, the counters are the time below which half of the lists, and 99 of
// 100, are ready, in microseconds.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommender.hpp>
#include <linnet/recommender/recommender_file.hpp>

#include "support/case.hpp"

namespace linnet::bench {

namespace {

using User = Categorical<"user">;
using Item = Categorical<"item">;
using Network = Add<Dot<Embedding<User, 64>, Embedding<Item, 64>>, Embedding<Item, 1>>;

constexpr std::size_t people = 1000;

template <std::size_t W>
auto untrained() {
    return recommender<Network, float, W>(users<User>(), items<Item>(), {.seed = 1});
}

/// The file of a recommender of so many items, each of which somebody had. It is removed at the end of the program.
const std::string& saved(std::size_t items_count) {
    struct File {
        std::size_t items;
        std::string path;
        File(std::size_t count, std::string name) : items{count}, path{std::move(name)} {}
        File(const File&) = delete;
        File& operator=(const File&) = delete;
        ~File() {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
        }
    };
    static std::vector<std::unique_ptr<File>> files;
    for (const auto& file : files) {
        if (file->items == items_count) {
            return file->path;
        }
    }
    Interactions log;
    for (std::size_t i = 0; i < items_count; ++i) {
        log.users.push_back("user " + std::to_string(i % people));
        log.items.push_back("item " + std::to_string(i));
    }
    auto shop = untrained<native_width<float>>();
    shop.fit(log, MeanSquaredError{}, SGD{}, {.epochs = 0});
    const auto name = "linnet_bench_" + std::to_string(::getpid()) + "_" + std::to_string(items_count);
    files.push_back(std::make_unique<File>(items_count, (std::filesystem::temp_directory_path() / name).string()));
    save(shop, files.back()->path);
    return files.back()->path;
}

template <std::size_t W>
class ServingCase : public Case {
    using Shop = decltype(untrained<W>());

public:
    explicit ServingCase(std::size_t items_count) : items_{items_count} {}

    void prepare(Check& check) override {
        shop_.emplace(untrained<W>());
        load(*shop_, saved(items_), {.mmap = true});
        const auto list = shop_->recommend("user 7", {.k = 10});
        check.that(list.size() == 10, "the list is short");
        const auto predicted = linnet::recommend(shop_->model(), shop_->user_ids().find("user 7"),
                                                 {.k = 10, .exclude_seen = &shop_->seen()});
        for (std::size_t i = 0; i < 10; ++i) {
            check.that(list[i].id == predicted[i].id, "the list is not that of the model");
        }
    }
    void time(Calls& calls, std::size_t) override {
        std::size_t user = 0;
        run(calls, [&] {
            const auto start = std::chrono::steady_clock::now();
            auto list = shop_->recommend("user " + std::to_string(user++ % people), {.k = 10});
            benchmark::DoNotOptimize(list.data());
            times_.push_back(
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
        });
    }
    [[nodiscard]] std::vector<std::pair<std::string, double>> counters() const override {
        std::vector<double> sorted = times_;
        std::sort(sorted.begin(), sorted.end());
        return {{"p50_us", sorted[sorted.size() / 2]}, {"p99_us", sorted[sorted.size() * 99 / 100]}};
    }

private:
    std::size_t items_;
    std::optional<Shop> shop_;
    std::vector<double> times_; // of all repetitions so far, as one has too few for a hundredth
};

template <std::size_t W>
void add_serving(std::size_t items_count) {
    const auto table = static_cast<double>(items_count) * 65;
    add(std::make_unique<ServingCase<W>>(items_count),
        {{.name = "A list of 10 of " + std::to_string(items_count / 1000) + "k items, by raw id",
          .unit = "lists/s",
          .flops = 2 * table,
          .elements = table,
          .footprint = table}},
        column_of<float, W>());
}

} // namespace

const Cases cases{[] {
    for (const std::size_t items_count : {100'000U, 1'000'000U}) {
        add_serving<1>(items_count);
        add_serving<native_width<float>>(items_count);
    }
}};

} // namespace linnet::bench
