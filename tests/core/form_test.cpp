// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/form.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/type_list.hpp>

namespace form_test {

using namespace linnet;

struct Best {};
struct Second {};

struct Plain {};
struct Gives {
    using gives = TypeList<Best, Second>;
    using takes_gradient = TypeList<Second>;
};
struct Takes {
    using takes = TypeList<Second, Best>;
    using gives_gradient = TypeList<Best, Second>;
};
struct TakesSecond {
    using takes = TypeList<Second>;
};
struct InBatch {
    using gives = TypeList<InPlaceForm, Best>;
};

TEST_CASE("neighbours agree on the best form that the first gives and the second takes") {
    CHECK(std::is_same_v<output_form<Gives, Takes>, Best>);
    CHECK(std::is_same_v<output_form<Gives, TakesSecond>, Second>);
}

TEST_CASE("neighbours without a form in common write") {
    CHECK(std::is_same_v<output_form<Gives, Plain>, WrittenForm>);
    CHECK(std::is_same_v<output_form<Plain, Takes>, WrittenForm>);
    CHECK(std::is_same_v<gradient_form<Plain, Takes>, WrittenForm>);
    CHECK(std::is_same_v<gradient_form<Gives, Plain>, WrittenForm>);
}

TEST_CASE("every layer takes what lies in the batch") {
    CHECK(std::is_same_v<output_form<InBatch, Plain>, InPlaceForm>);
    CHECK(std::is_same_v<output_form<InBatch, Takes>, InPlaceForm>);
}

TEST_CASE("gradients have forms of their own, given by the second and taken by the first") {
    CHECK(std::is_same_v<gradient_form<Gives, Takes>, Second>);
    CHECK(GivesForm<Gives, Best>);
    CHECK_FALSE(GivesForm<Takes, Best>);
    CHECK(TakesGradientForm<Gives, Second>);
    CHECK_FALSE(TakesGradientForm<Gives, Best>);
    CHECK_FALSE(TakesGradientForm<Plain, Best>);
}

} // namespace form_test
