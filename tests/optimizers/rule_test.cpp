// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/rule.hpp>

#include <string>

#include <doctest/doctest.h>

#include <linnet/core/parameters.hpp>
#include <linnet/optimizers/adam.hpp>

namespace rule_test {

using namespace linnet;

namespace {

template <class R>
bool matches(const std::string& name, BlockKind kind = BlockKind::dense) {
    const ParameterBlock<float> block{name, kind, {}};
    return R::where.matches(block);
}

} // namespace

TEST_CASE("a rule of a path is for all that lies below it, and for a shared table of that name") {
    using Deep = Rule<"deep", Adam>;
    CHECK(matches<Deep>("deep.kernel"));
    CHECK(matches<Deep>("deep.0.1.bias"));
    CHECK(matches<Deep>("deep", BlockKind::rows));
    CHECK_FALSE(matches<Deep>("deeper.kernel"));
    CHECK_FALSE(matches<Deep>("dee"));
    CHECK_FALSE(matches<Deep>("0.deep.kernel"));
    CHECK(matches<Rule<"outer.deep", Adam>>("outer.deep.kernel"));
    CHECK_FALSE(matches<Rule<"outer.deep", Adam>>("outer.kernel"));
    CHECK(matches<Rule<"0.1", Adam>>("0.1.item.embedding", BlockKind::rows));
    CHECK_FALSE(matches<Rule<"0.1", Adam>>("0.10.item.embedding", BlockKind::rows));
    CHECK_FALSE(matches<Deep>("deep.moving_mean", BlockKind::statistics));
    CHECK(Deep::where.text() == "'deep'");
}

TEST_CASE("a rule may be for all tables, or for all biases") {
    CHECK(matches<Rule<Tables, Adam>>("user.embedding", BlockKind::rows));
    CHECK_FALSE(matches<Rule<Tables, Adam>>("0.kernel"));
    CHECK(matches<Rule<Biases, Adam>>("deep.0.bias"));
    CHECK(matches<Rule<Biases, Adam>>("bias"));
    CHECK_FALSE(matches<Rule<Biases, Adam>>("deep.0.no_bias"));
    CHECK_FALSE(matches<Rule<Biases, Adam>>("bias.kernel"));
    CHECK(Rule<Tables, Adam>::where.text() == "Tables");
    CHECK(Rule<Biases, Adam>::where.text() == "Biases");
}

TEST_CASE("the settings of a rule are those of its optimizer") {
    const Rule<"deep", Adam> rule{{.learning_rate = 0.5}};
    CHECK(rule.learning_rate == 0.5);
    CHECK(rule.beta_1 == Adam{}.beta_1);
    static_assert(Optimizer<Rule<Tables, Adam>>);
}

} // namespace rule_test
