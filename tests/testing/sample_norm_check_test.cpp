// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/sample_norm_check.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>

namespace sample_norm_check_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 5>;
using Target = ln::Categorical<"target", 4>;
using Other = ln::Categorical<"other", 4>;
using Tags = ln::MultiCategorical<"tags", 4>;
using Seen = ln::Sequence<"seen", 4, 6>;
using Reals = ln::Numeric<"reals", 3>;

/// Passes whatever the batch, its weights and the width.
template <class L, class In = ln::NoInput>
void check() {
    for (const std::size_t batch : {1U, 2U, 9U}) {
        for (const bool weighted : {false, true}) {
            for (const auto& report : {ln::check_sample_norms<L, In, 1>({.batch = batch, .list_weights = weighted}),
                                       ln::check_sample_norms<L, In, 4>({.batch = batch, .list_weights = weighted})}) {
                CAPTURE(batch);
                CAPTURE(weighted);
                INFO(report.message);
                CHECK(report);
            }
        }
    }
}
/// The same where weights are an error.
template <class L, class In = ln::NoInput>
void check_unweighted() {
    for (const std::size_t batch : {1U, 2U, 9U}) {
        const auto report = ln::check_sample_norms<L, In, 4>({.batch = batch});
        CAPTURE(batch);
        INFO(report.message);
        CHECK(report);
    }
}

} // namespace

TEST_CASE("the norms of samples are right for layers of a matrix") {
    check<ln::Dense<1>, ln::Shape<5>>();
    check<ln::Dense<17, ln::NoBias>, ln::Shape<5>>();
    check<ln::LayerNorm, ln::Shape<6>>();
    check<ln::Softmax, ln::Shape<3>>();
    check<ln::Sequential<ln::Dense<6>, ln::ReLU, ln::Dropout<ln::percent<20>>, ln::LayerNorm, ln::Dense<2>, ln::Tanh>,
          ln::Shape<5>>();
    check<ln::Named<"deep", ln::Sequential<ln::Dense<6>, ln::Sigmoid, ln::Named<"last", ln::Dense<2>>>>,
          ln::Shape<5>>();
    check<ln::Add<ln::Identity, ln::Sequential<ln::Dense<4>, ln::ReLU, ln::Dense<5>>>, ln::Shape<5>>();
    check<ln::Multiply<ln::Dense<3>, ln::Dense<3>>, ln::Shape<5>>();
    check<ln::Mixture<ln::Sequential<ln::Dense<2>, ln::Softmax>, ln::Dense<3>, ln::Sequential<ln::Dense<3>, ln::Tanh>>,
          ln::Shape<5>>();
}

TEST_CASE("the norms of samples are right for lookups, fused or not") {
    check<ln::Embedding<User, 3>>();
    check<ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Input<Reals>, ln::Embedding<Target, 2>>, ln::Dense<1>,
                         ln::Sigmoid>>(); // takes rows where they lie, and gives one row as their gradient
    check<ln::Sequential<ln::Embedding<User, 3>, ln::Dense<1>>>();
    check<ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Input<Reals>>, ln::Dense<4>, ln::ReLU>>();
    check<ln::Sequential<ln::Input<Reals>, ln::Dense<4>, ln::ReLU>>(); // reads the batch where it lies
    check<ln::Dot<ln::Embedding<User, 3>, ln::Embedding<Target, 3>>>();
    check<ln::Sequential<ln::PairwiseDot<ln::Embedding<User, 3>, ln::Embedding<Target, 3>,
                                         ln::Sequential<ln::Input<Reals>, ln::Dense<3>>>,
                         ln::Dense<2>>>();
    check<ln::EmbeddingBag<Tags, 3>>();
    check<ln::EmbeddingBag<Tags, 3, ln::Mean>>();
    check_unweighted<ln::EmbeddingBag<Tags, 3, ln::Max>>();
}

TEST_CASE("the norms of samples count a row of a shared table once, however often a sample looks it up") {
    using Items = ln::Table<"items">;
    check<ln::Dot<ln::Embedding<Target, 3, Items>, ln::Embedding<Other, 3, Items>>>();
    check<ln::Sequential<
        ln::Concat<ln::Embedding<Target, 3, Items>, ln::EmbeddingBag<Tags, 3, ln::Mean, Items>,
                   ln::Embedding<Other, 3, Items>, ln::Sequential<ln::Embedding<Seen, 3, Items>, ln::Sum>>,
        ln::Dense<1>>>();
    check<ln::Sequential<ln::Concat<ln::Embedding<Target, 3, Items>, ln::Embedding<Other, 3, Items>>, ln::Dense<1>>>();
}

TEST_CASE("the norms of samples are right for layers of sequences") {
    using Seen9 = ln::Embedding<Seen, 9>;
    check<ln::Sequential<ln::Embedding<Seen, 3>, ln::Max>>();
    check<ln::Sequential<Seen9, ln::Dense<1>, ln::Mean>>();
    check<ln::Sequential<Seen9, ln::Dense<17>, ln::ReLU, ln::Dense<3, ln::NoBias>, ln::Last>>();
    check<ln::Sequential<Seen9, ln::LayerNorm, ln::Sum>>();
    check<ln::Sequential<Seen9, ln::GRU<5>, ln::Sum>>();
    check<ln::Sequential<Seen9, ln::GRU<17, ln::LastState>>>();
    check<ln::Sequential<Seen9, ln::SelfAttention<3>, ln::Sum>>();
    check<ln::Sequential<
        Seen9, ln::Concat<ln::Identity, ln::Add<ln::Identity, ln::SelfAttention<1, ln::Causal>>, ln::Dense<2>>,
        ln::Mean>>();
}

namespace {

enum class Fault { none, no_bias, wrong_d_in, not_added, throws };

/// out = in + bias, with one thing wrong in the norms.
template <Fault F>
struct Bias {
    static constexpr std::string_view name = "Bias";
    static constexpr bool reads_input = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;
    template <class In>
    using output = In;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };
        explicit Node(ln::Builder<T>& builder)
            : bias_{builder.dense("bias", 1, In::columns, ln::Zeros{}, ln::Fans{1, In::columns})} {}

        template <class Context>
        void forward(const Context& context, ln::ConstMatrixView<T> in, ln::MatrixView<T> out, Workspace&) const {
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < in.columns; ++c) {
                    out(b, c) = in(b, c) + context.parameters[bias_].values.view()(0, c);
                }
            }
        }
        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T> d_in, Workspace&) const {
            for (std::size_t b = 0; b < d_out.rows; ++b) {
                for (std::size_t c = 0; c < d_out.columns; ++c) {
                    context.gradients[bias_].dense.view()(0, c) += d_out(b, c);
                }
            }
            write(d_out, d_in, T{0});
        }
        template <class Context>
        void add_sample_norms(Context& context, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>,
                              ln::ConstMatrixView<T> d_out, ln::MatrixView<T> d_in, Workspace&) const {
            if (F == Fault::throws) {
                throw ln::SettingError("no norm today");
            }
            for (std::size_t b = 0; b < d_out.rows; ++b) {
                double squares = F == Fault::not_added ? -context.norms.square(b) : 0.0;
                for (std::size_t c = 0; F != Fault::no_bias && c < d_out.columns; ++c) {
                    squares += static_cast<double>(d_out(b, c) * d_out(b, c));
                }
                context.norms.add(b, squares);
            }
            write(d_out, d_in, F == Fault::wrong_d_in ? T{1} : T{0});
        }
        void describe(ln::Description& description) const { description.add("Bias", In::columns, {bias_}); }

    private:
        static void write(const ln::ConstMatrixView<T>& d_out, const ln::MatrixView<T>& d_in, T more) {
            for (std::size_t b = 0; d_in.data != nullptr && b < d_out.rows; ++b) {
                for (std::size_t c = 0; c < d_out.columns; ++c) {
                    d_in(b, c) = d_out(b, c) + more;
                }
            }
        }
        std::size_t bias_;
    };
};

template <Fault F>
std::string message() {
    return ln::check_sample_norms<Bias<F>, ln::Shape<3>>().message;
}

} // namespace

TEST_CASE("the check of norms sees what is wrong") {
    CHECK(message<Fault::none>().empty());
    CHECK(message<Fault::no_bias>().find("the squared norm of sample (0, 0): with rows that lie apart") !=
          std::string::npos);
    CHECK(message<Fault::wrong_d_in>().find("the gradient of the input by add_sample_norms (0, 0)") !=
          std::string::npos);
    CHECK(message<Fault::not_added>().find("the squared norm of sample (0, 0)") != std::string::npos);
    CHECK(message<Fault::throws>() == "no norm today");
}

} // namespace sample_norm_check_test
