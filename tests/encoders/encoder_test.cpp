// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/encoder.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/encoders/category.hpp>
#include <linnet/encoders/encoder_list.hpp>

#include "support/frames.hpp"

namespace encoder_test {

using namespace linnet;
using linnet_test::column_of;
using strings = std::vector<std::string>;
using Kind = Categorical<"kind">;
using Answer = Numeric<"answer">;

namespace {

/// "yes" and "no" as 1 and 0; what is missing becomes the share of "yes" in training.
class YesNo {
public:
    using features = TypeList<Answer>;

    explicit YesNo(std::string column) : column_{std::move(column)} {}

    [[nodiscard]] strings columns() const { return {column_}; }
    [[nodiscard]] std::string text() const { return "yes_no<answer>('" + column_ + "')"; }
    template <class Set>
    void fit(const Frame& frame, Set&) {
        double known = 0.0;
        double yes = 0.0;
        for (const std::string& answer : linnet_test::strings_of(frame.strings(column_))) {
            known += answer.empty() ? 0.0 : 1.0;
            yes += answer == "yes" ? 1.0 : 0.0;
        }
        if (known == 0.0) {
            throw DataError("column '" + column_ + "' has no answer");
        }
        share_ = yes / known;
    }
    template <class Set>
    void grow(const Frame&, Set&) {}
    template <class F, class Set>
    [[nodiscard]] ColumnStore<F> encode(const Frame& frame, const Set&) const {
        ColumnStore<F> store;
        for (const std::string& answer : linnet_test::strings_of(frame.strings(column_))) {
            store.numbers.push_back(answer.empty() ? static_cast<float>(share_) : answer == "yes" ? 1.0F : 0.0F);
        }
        return store;
    }
    [[nodiscard]] std::vector<double> learned() const { return {share_}; }
    void set_learned(std::span<const double> numbers) {
        if (numbers.size() != 1 || !(numbers[0] >= 0.0 && numbers[0] <= 1.0)) {
            throw DataError("no share");
        }
        share_ = numbers[0];
    }

private:
    std::string column_;
    double share_ = 0.5;
};

struct Whole {
    using features = TypeList<Kind>;
    [[nodiscard]] strings columns() const { return {}; }
    [[nodiscard]] std::string text() const { return {}; }
    template <class Set>
    void fit(const Frame&, Set&) {}
    template <class Set>
    void grow(const Frame&, Set&) {}
    template <class F, class Set>
    [[nodiscard]] ColumnStore<F> encode(const Frame&, const Set&) const {
        return {};
    }
    [[nodiscard]] std::vector<double> learned() const { return {}; }
    void set_learned(std::span<const double>) {}
};
struct TextIsNoString : Whole {
    [[nodiscard]] const char* text() const { return ""; }
};
struct TextIsNotConst : Whole {
    std::string text() { return {}; }
};
struct ColumnIsOneString : Whole {
    [[nodiscard]] std::string columns() const { return {}; }
};
struct LearnsFloats : Whole {
    [[nodiscard]] std::vector<float> learned() const { return {}; }
};
struct LearnsFromOtherNumbers : Whole {
    void set_learned(const std::string&) {}
};
struct FitsOnNumbers : Whole {
    template <class Set>
    void fit(const std::vector<float>&, Set&) {}
};
struct FitsWithoutVocabularies : Whole {
    void fit(const Frame&) {}
};
struct GrowsNot : Whole {
    void grow() {}
};
struct IsNotCopied : Whole {
    std::unique_ptr<int> number;
};
struct EncodesAnotherStore : Whole {
    template <class F, class Set>
    [[nodiscard]] std::vector<row_id> encode(const Frame&, const Set&) const {
        return {};
    }
};
struct EncodesNot : Whole {
    void encode() const {}
};
struct HasNoFeatures {
    [[nodiscard]] strings columns() const { return {}; }
};

Frame survey() {
    Frame frame;
    frame.set("likes it", column_of({"yes", "", "no", "yes", "yes"}));
    frame.set("kind", column_of({"a", "b", "a", "", "c"}));
    return frame;
}

} // namespace

TEST_CASE("types of other forms are no encoders") {
    static_assert(Encoder<YesNo>);
    static_assert(Encoder<Whole>);
    static_assert(Encoder<CategoryEncoder<Kind>>);
    static_assert(!Encoder<TextIsNoString>);
    static_assert(!Encoder<TextIsNotConst>);
    static_assert(!Encoder<ColumnIsOneString>);
    static_assert(!Encoder<LearnsFloats>);
    static_assert(!Encoder<LearnsFromOtherNumbers>);
    static_assert(!Encoder<FitsOnNumbers>);
    static_assert(!Encoder<FitsWithoutVocabularies>);
    static_assert(!Encoder<GrowsNot>);
    static_assert(!Encoder<IsNotCopied>);
    static_assert(!Encoder<EncodesAnotherStore>);
    static_assert(!Encoder<EncodesNot>);
    static_assert(!Encoder<HasNoFeatures>);
    static_assert(!Encoder<int>);
    static_assert(!Encoder<Frame>);
    CHECK(Encoder<YesNo>);
}

TEST_CASE("an encoder of your own works in a list beside others") {
    EncoderList list{YesNo{"likes it"}, category<Kind>()};
    Vocabularies<TypeList<Kind, Answer>> vocabularies;
    list.fit(survey(), vocabularies);
    CHECK(list.learned() == std::vector<std::vector<double>>{{0.75}, {}});
    CHECK(list.encode<Answer>(survey(), vocabularies).numbers == std::vector<float>{1, 0.75F, 0, 1, 1});
    CHECK(list.encode<Kind>(survey(), vocabularies).ids == std::vector<row_id>{1, 2, 1, 0, 3});
    CHECK(list.text() == "yes_no<answer>('likes it')\ncategory<kind>('kind', min_count 1)\n");

    EncoderList restored{YesNo{"likes it"}, category<Kind>()};
    restored.set_learned(list.learned());
    CHECK(restored.encode<Answer>(survey(), vocabularies).numbers == std::vector<float>{1, 0.75F, 0, 1, 1});
    CHECK_THROWS_WITH_AS(restored.set_learned({{1.5}, {}}), "no share", DataError);
    CHECK(restored.learned() == list.learned());

    Frame silent = survey();
    silent.set("likes it", column_of({"", "", "", "", ""}));
    CHECK_THROWS_WITH_AS(list.fit(silent, vocabularies), "column 'likes it' has no answer", DataError);
    CHECK(list.learned() == restored.learned());
}

TEST_CASE("an encoder that learns only values takes no numbers") {
    detail::LearnsOnlyValues nothing;
    CHECK(nothing.learned().empty());
    CHECK_NOTHROW(nothing.set_learned({}));
    const std::vector<double> numbers{1.0, 2.0};
    CHECK_THROWS_WITH_AS(nothing.set_learned(numbers), "2 numbers for an encoder that learns none", DataError);
}

TEST_CASE("the line of an encoder begins with its name, feature and columns") {
    CHECK(detail::encoder_text("numeric", "counts", {"I1", "I 2", ""}) == "numeric<counts>('I1', 'I 2', ''");
    CHECK(detail::encoder_text("hashed", "x", {}) == "hashed<x>(");
}

} // namespace encoder_test
