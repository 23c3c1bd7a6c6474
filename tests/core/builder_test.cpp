// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/builder.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace builder_test {

using namespace linnet;

namespace {

/// Writes the number that its stream draws first, and notes the fans.
struct First {
    template <class T>
    void operator()(MatrixView<T> values, Fans fans, Random random) const {
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c) {
                values(r, c) = static_cast<T>(random.uniform(0));
            }
        }
        if (seen != nullptr) {
            seen->push_back(fans);
        }
    }
    std::vector<Fans>* seen = nullptr;
};

struct Site {
    explicit Site(std::uint64_t seed = 1) : builder{parameters, seed, rows, streams} {}

    Parameters<double> parameters;
    Builder<double>::rows_list rows{{"word", 9}};
    std::uint64_t streams = 0;
    Builder<double> builder;
};

double first_of(const Site& site, std::size_t block) { return site.parameters[block].values.view()(0, 0); }

} // namespace

TEST_CASE("a builder makes dense blocks and tables, and tells initializers their fans") {
    Site site;
    std::vector<Fans> fans;
    CHECK(site.builder.dense("kernel", 3, 5, First{&fans}, Fans{3, 5}) == 0);
    CHECK(site.builder.table("table", false, 7, 2, First{&fans}) == 1);
    CHECK(site.parameters[0].kind == BlockKind::dense);
    CHECK(site.parameters[0].values.rows() == 3);
    CHECK(site.parameters[0].values.columns() == 5);
    CHECK(site.parameters[1].kind == BlockKind::rows);
    CHECK(site.parameters[1].values.rows() == 7);
    CHECK(site.builder.statistics("mean", 4, 6, First{&fans}) == 2);
    CHECK(site.parameters[2].kind == BlockKind::statistics);
    CHECK(site.parameters[2].name == "mean");
    CHECK(site.parameters[2].values.rows() == 4);
    CHECK(site.parameters[2].values.columns() == 6);
    REQUIRE(fans.size() == 3);
    CHECK(fans[2].in == 4);
    CHECK(fans[0].in == 3);
    CHECK(fans[0].out == 5);
    CHECK(fans[1].in == 7);
    CHECK(fans[1].out == 2);
}

TEST_CASE("blocks of one name are numbered, and each has a random stream of its own") {
    Site site;
    for (int i = 0; i < 3; ++i) {
        site.builder.dense("kernel", 1, 1, First{}, Fans{});
    }
    CHECK(site.parameters[0].name == "kernel");
    CHECK(site.parameters[1].name == "kernel_1");
    CHECK(site.parameters[2].name == "kernel_2");
    CHECK(first_of(site, 0) != first_of(site, 1));
    CHECK(first_of(site, 1) != first_of(site, 2));
    Site same;
    same.builder.dense("kernel", 1, 1, First{}, Fans{});
    CHECK(first_of(same, 0) == first_of(site, 0));
    Site other{2};
    other.builder.dense("kernel", 1, 1, First{}, Fans{});
    CHECK(first_of(other, 0) != first_of(site, 0));
}

TEST_CASE("a block is named by its path, which a name starts anew below the names around it") {
    Site site;
    const auto names_of = [&site](Builder<double>& builder) {
        const std::size_t block = builder.dense("kernel", 1, 1, First{}, Fans{});
        return site.parameters[block].name;
    };
    const auto name = [&](ChildBuilder<double> child) { return names_of(child); };
    const Builder<double>& builder = site.builder;
    CHECK(name(builder.outermost()) == "kernel");
    CHECK(name(builder.child(2)) == "2.kernel");
    CHECK(name(builder.child(2).builder.child(10)) == "2.10.kernel");
    const auto deep = builder.child(2).builder.named("deep");
    CHECK(name(deep) == "deep.kernel");
    CHECK(name(deep.builder.child(0)) == "deep.0.kernel");
    CHECK(name(deep.builder.child(0).builder.child(1).builder.named("inner")) == "deep.inner.kernel");
    CHECK(name(deep.builder.named("inner").builder.child(3)) == "deep.inner.3.kernel");
    CHECK(name(deep.builder.child(0).builder.outermost()) == "kernel_1");

    ChildBuilder<double> child = deep;
    static_cast<void>(child.builder.table("user.embedding", false, 2, 1, First{}));
    CHECK(site.parameters[site.parameters.size() - 1].name == "deep.user.embedding");
    static_cast<void>(child.builder.table("items", true, 2, 1, First{}));
    CHECK(site.parameters[site.parameters.size() - 1].name == "items");
}

TEST_CASE("a path changes no number: a block draws from the stream of its index, and layers from theirs in turn") {
    Site site;
    Site plain;
    ChildBuilder<double> child = site.builder.child(1).builder.named("deep");
    static_cast<void>(child.builder.dense("kernel", 1, 1, First{}, Fans{}));
    static_cast<void>(site.builder.dense("kernel", 1, 1, First{}, Fans{}));
    static_cast<void>(plain.builder.dense("kernel", 1, 1, First{}, Fans{}));
    static_cast<void>(plain.builder.dense("kernel", 1, 1, First{}, Fans{}));
    CHECK(first_of(site, 0) == first_of(plain, 0));
    CHECK(first_of(site, 1) == first_of(plain, 1));
    const std::uint64_t first = child.builder.new_stream();
    CHECK(site.builder.new_stream() == first + 1);
}

TEST_CASE("a shared table is made once") {
    Site site;
    CHECK(site.builder.table("items", true, 4, 2, First{}) == 0);
    CHECK(site.builder.table("items", true, 4, 2, First{}) == 0);
    CHECK(site.builder.table("items", false, 4, 2, First{}) == 1);
    CHECK(site.parameters[1].name == "items_1");
    CHECK(site.parameters.size() == 2);
}

TEST_CASE("a shared table that does not fit is refused") {
    Site site;
    site.builder.table("items", true, 4, 2, First{});
    site.builder.dense("kernel", 4, 2, First{}, Fans{});
    CHECK_THROWS_WITH_AS(site.builder.table("items", true, 5, 2, First{}),
                         "table 'items' is shared by features of 4 and 5 rows", SettingError);
    CHECK_THROWS_WITH_AS(site.builder.table("items", true, 4, 3, First{}),
                         "table 'items' has the name of another parameter block", SettingError);
    CHECK_THROWS_AS(site.builder.table("kernel", true, 4, 2, First{}), SettingError);
    CHECK(site.parameters.size() == 2);
}

TEST_CASE("a table or a block of more elements than there can be is refused by name") {
    Site site;
    constexpr std::size_t wraps = (std::size_t{1} << 60) + 1;
    CHECK_THROWS_WITH_AS(site.builder.table("items", false, wraps, 16, First{}),
                         "'items' of 1152921504606846977 rows and 16 columns asks for more memory than there can be",
                         SettingError);
    CHECK_THROWS_AS(site.builder.table("items", true, wraps, 16, First{}), SettingError);
    CHECK_THROWS_AS(site.builder.dense("kernel", 16, wraps, First{}, Fans{}), SettingError);
    CHECK(site.parameters.size() == 0);
}

TEST_CASE("the rows of a feature come from its type, or from the list by name") {
    const Site site;
    CHECK(site.builder.rows_of<Categorical<"user", 3>>() == 3);
    CHECK(site.builder.rows_of<Categorical<"word", 3>>() == 3);
    CHECK(site.builder.rows_of<Categorical<"word">>() == 9);
    CHECK_THROWS_WITH_AS(static_cast<void>(site.builder.rows_of<Categorical<"user">>()),
                         "feature 'user' has a dynamic vocabulary: give the model its vocabulary or its number of rows",
                         SettingError);
}

TEST_CASE("layers that draw get streams that no block has") {
    Site site;
    const std::uint64_t first = site.builder.new_stream();
    CHECK(first >= std::uint64_t{1} << 32);
    CHECK(site.builder.new_stream() == first + 1);
    CHECK(site.streams == 2);
}

} // namespace builder_test
