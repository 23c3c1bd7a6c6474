// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/loss.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

#include "../support/archetypes.hpp"

namespace loss_test {

using namespace linnet;
using linnet_test::Made;

namespace {

struct HasName {
    static constexpr std::string_view name = "Made";
};
struct HasFuses {
    using fuses = void;
};
struct HasValue {
    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T>, const Targets<T>&, MatrixView<T>, T*) const {
        return 0;
    }
};
struct HasValueThatChanges {
    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T>, const Targets<T>&, MatrixView<T>, T*) {
        return 0;
    }
};
struct HasDouble {
    template <class T, std::size_t W>
    double value_and_gradient(ConstMatrixView<T>, const Targets<T>&, MatrixView<T>, T*) const {
        return 0;
    }
};
struct HasNoScratch {
    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T>, const Targets<T>&, MatrixView<T>) const {
        return 0;
    }
};
struct HasSamples {
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T>, const Targets<T>&, T*, MatrixView<T>, T*) const {}
};
struct CannotBeCopied {
    std::unique_ptr<int> p;
};

static_assert(Loss<Made<HasName, HasFuses, HasValue>>);
static_assert(!SampleLoss<Made<HasName, HasFuses, HasValue>>);
static_assert(SampleLoss<Made<HasName, HasFuses, HasValue, HasSamples>>);
static_assert(!SampleLoss<Made<HasName, HasFuses, HasSamples>>);
static_assert(!Loss<Made<HasFuses, HasValue>>);
static_assert(!Loss<Made<HasName, HasValue>>);
static_assert(!Loss<Made<HasName, HasFuses>>);
static_assert(!Loss<Made<HasName, HasFuses, HasValueThatChanges>>);
static_assert(!Loss<Made<HasName, HasFuses, HasDouble>>);
static_assert(!Loss<Made<HasName, HasFuses, HasNoScratch>>);
static_assert(!Loss<Made<HasName, HasFuses, HasValue, CannotBeCopied>>);
static_assert(!Loss<int>);
static_assert(PredictionLoss<Made<HasName, HasFuses, HasValue>> && !TowerLoss<Made<HasName, HasFuses, HasValue>>);

struct HasTowers {
    using query = Categorical<"query", 3>;
    using candidate = Categorical<"candidate", 3>;
};
struct HasNoCandidate {
    using query = Categorical<"query", 3>;
};
struct HasTowerValue {
    template <class T, std::size_t W, class BatchType>
    T value_and_gradient(const BatchType&, const TowerOutputs<T>&, const Targets<T>&, TowerLossScratch<T>&,
                         Executor*) const {
        return 0;
    }
};

static_assert(Loss<Made<HasName, HasTowers, HasTowerValue>> && TowerLoss<Made<HasName, HasTowers, HasTowerValue>>);
static_assert(!PredictionLoss<Made<HasName, HasTowers, HasTowerValue>>);
static_assert(!Loss<Made<HasTowers, HasTowerValue>>);
static_assert(!Loss<Made<HasName, HasNoCandidate, HasTowerValue>>);
static_assert(!Loss<Made<HasName, HasTowers, HasValue>>);

} // namespace

TEST_CASE("the concept of losses is checked where this file compiles") {
    CHECK(Loss<Made<HasName, HasFuses, HasValue>>);
}

} // namespace loss_test
