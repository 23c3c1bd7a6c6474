// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: faiss
// ours: recommend/top_items_bench.cpp

// The ten items with the highest inner product in faiss's exact index, on one thread.
#include <cstddef>
#include <memory>
#include <vector>

#include <faiss/IndexFlat.h>

#include "support/case.hpp"
#include "support/fair_settings.hpp"
#include "support/top_items_data.hpp"

namespace linnet::bench {

namespace {

class FaissCase : public Case {
public:
    FaissCase(std::size_t users, std::size_t items)
        : users_{users}, items_{items}, scores_(users * top_items_k), rows_(users * top_items_k) {}

    void prepare(Check& check) override {
        data_ = &top_items_data(users_, items_);
        index_.add(static_cast<faiss::Index::idx_t>(items_), data_->items.view().data);
        search();
        const std::size_t last = (users_ - 1) * top_items_k;
        data_->check(
            check, [&](std::size_t i) { return static_cast<std::size_t>(rows_[last + i]); },
            [&](std::size_t i) { return static_cast<double>(scores_[last + i]); });
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { search(); });
    }

private:
    void search() {
        index_.search(static_cast<faiss::Index::idx_t>(users_), data_->users.view().data, top_items_k, scores_.data(),
                      rows_.data());
    }

    std::size_t users_;
    std::size_t items_;
    const TopItemsData* data_ = nullptr;
    faiss::IndexFlatIP index_{top_items_columns};
    std::vector<float> scores_;
    std::vector<faiss::Index::idx_t> rows_;
};

} // namespace

const Cases cases{[] {
    for_each_top_items_size([](std::size_t users, std::size_t items) {
        add(std::make_unique<FaissCase>(users, items), {top_items_workload(users, items)},
            {"float", sizeof(float), "peer:faiss"});
    });
}};

} // namespace linnet::bench
