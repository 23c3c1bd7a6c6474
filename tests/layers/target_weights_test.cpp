// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/target_weights.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"

namespace target_weights_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Film = Categorical<"film", 6>;
using Seen = Sequence<"seen", 6, 4>;

/// A layer that puts out the weight of the last step of each history, 0 for none.
template <bool Normalised>
struct LastWeight {
    static constexpr std::string_view name = "LastWeight";
    static constexpr bool reads_input = false;
    using features = TypeList<Film, Seen>;
    using tables = TypeList<>;
    template <class In>
    using output = Shape<1>;

    template <class T, std::size_t W, class In>
    class Node {
        using weights = detail::TargetWeights<T, W, Embedding<Film, 2>, Embedding<Seen, 2>, Dense<1>, Normalised>;

    public:
        static constexpr bool trainable = true;
        using Workspace = typename weights::Workspace;
        explicit Node(Builder<T>& builder) : weights_{builder} {}
        template <class Context>
        void forward(const Context& context, ConstMatrixView<T>, MatrixView<T> out, Workspace& workspace) const {
            const auto parts = weights_.parts(context, out.rows);
            weights_.forward(context, parts, out.rows, workspace);
            const StepsView<T> of_steps = workspace.weights.weights(parts.offsets);
            for (std::size_t b = 0; b < out.rows; ++b) {
                const std::size_t length = of_steps.length(b);
                out(b, 0) = length == 0 ? T{0} : of_steps.sequence(b)(length - 1, 0);
            }
        }
        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T>, Workspace& workspace) const {
            const auto parts = weights_.parts(context, out.rows);
            workspace.reserve_backward(parts.count);
            const StepsView<T> d_steps = parts.of(workspace.d_steps);
            const StepsView<T> d_weights = workspace.weights.d_weights(parts.offsets);
            for (std::size_t b = 0; b < out.rows; ++b) {
                for (std::size_t i = 0; i < d_steps.length(b); ++i) {
                    d_weights.sequence(b)(i, 0) = i + 1 == d_steps.length(b) ? d_out(b, 0) : T{0};
                    d_steps.sequence(b)(i, 0) = d_steps.sequence(b)(i, 1) = T{0};
                }
            }
            weights_.backward(context, parts, out.rows, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("LastWeight", 1);
            description.nested([&] { weights_.describe(description); });
        }

    private:
        weights weights_;
    };
};

} // namespace

TEST_CASE("the gradients of the weights of steps are those of central differences") {
    check_gradients_at_one_width<LastWeight<false>>({.batch = 9});
    check_gradients_at_one_width<LastWeight<true>>({.batch = 9});
}

TEST_CASE("the softmax of weights is over the steps of one history") {
    const row_id films[] = {1, 2, 1};
    const std::uint64_t offsets[] = {0, 3, 3, 5};
    const row_id seen[] = {2, 2, 2, 4, 4};
    const auto run = [&](auto layer) {
        layer.forward({3, {films, JaggedColumn<double>{offsets, seen, {}}}});
        return std::array<double, 3>{layer.out.view()(0, 0), layer.out.view()(1, 0), layer.out.view()(2, 0)};
    };
    const auto shares = run(BoundLayer<LastWeight<true>, NoInput, double, 4>{{.batch = 3}});
    CHECK(shares[0] == doctest::Approx(1.0 / 3).epsilon(1e-14)); // of three equal steps
    CHECK(shares[1] == 0.0);
    CHECK(shares[2] == 0.5);
    const auto scores = run(BoundLayer<LastWeight<false>, NoInput, double, 4>{{.batch = 3}});
    CHECK(scores[0] != scores[2]);
    CHECK(scores[1] == 0.0);
}

} // namespace target_weights_test
