// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/fit_checkpoint.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace fit_checkpoint_test {

using namespace linnet;

namespace {

/// A place of a user's own: keeps all in memory.
class InMemory final : public FitCheckpoint<float> {
public:
    [[nodiscard]] const void* trainer() const override { return this; }
    [[nodiscard]] std::string name() const override { return "memory"; }
    void save(const std::vector<NamedNumbers>& numbers, const Parameters<float>& best) override {
        numbers_ = numbers;
        best_ = best;
    }
    [[nodiscard]] bool read(std::vector<NamedNumbers>& numbers, Parameters<float>& best) override {
        numbers = numbers_;
        best = best_;
        return !numbers_.empty();
    }
    void restore() override {}
    void remove() override { numbers_.clear(); }

private:
    std::vector<NamedNumbers> numbers_;
    Parameters<float> best_;
};

} // namespace

TEST_CASE("a checkpoint is used by its base") {
    InMemory memory;
    FitCheckpoint<float>& checkpoint = memory;
    std::vector<NamedNumbers> numbers;
    Parameters<float> best;
    CHECK(!checkpoint.read(numbers, best));
    checkpoint.save({{"loss", {0.5, 0.25}}}, {});
    CHECK(checkpoint.read(numbers, best));
    REQUIRE(numbers.size() == 1);
    CHECK(numbers[0].name == "loss");
    CHECK(numbers[0].values == std::vector<double>{0.5, 0.25});
    CHECK(best.size() == 0);
    checkpoint.remove();
    CHECK(!checkpoint.read(numbers, best));
    CHECK(checkpoint.name() == "memory");
}

} // namespace fit_checkpoint_test
