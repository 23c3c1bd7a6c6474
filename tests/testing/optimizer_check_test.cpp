// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/optimizer_check.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/optimizers.hpp>

namespace optimizer_check_test {

using namespace linnet;

namespace {

enum class Fault {
    none,
    pads,
    pads_state,
    hides_state,
    sizes_differ,
    same_name,
    depends_on_width,
    ignores_factor,
    loses_rows
};

/// Heavy ball, with one thing wrong.
template <Fault F>
struct Momentum {
    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const Momentum&, const ParameterBlock<T>& block)
            : velocity_(block.values.rows(), block.values.columns()), late_(F == Fault::sizes_differ ? 0 : 1) {}

        void update(const Momentum&, ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Step& step) {
            late_.resize(1);
            const T rate = static_cast<T>(0.1 * (F == Fault::ignores_factor ? 1.0 : step.learning_rate_factor));
            const std::size_t shift = F == Fault::loses_rows && block.values.rows() > 100 ? 1 : 0;
            const MatrixView<T> values = block.values.view();
            const MatrixView<T> velocity = velocity_.view();
            for (std::size_t r = 0; r + shift < values.rows; ++r) {
                for (std::size_t c = 0; c < values.columns; ++c) {
                    T g{0};
                    if (block.kind == BlockKind::dense) {
                        g = gradient.dense.view()(r, c);
                    } else if (const std::size_t group = gradient.rows.group_of(r); group != RowGradients<T>::none) {
                        for (const auto& part : gradient.rows.of(group)) {
                            g += part.scale * part.gradient[c];
                        }
                    }
                    if (F == Fault::depends_on_width && W == 4) {
                        g *= T(1.0625);
                    }
                    T& v = velocity(r + shift, c);
                    v = T(0.5) * v - rate * g;
                    values(r, c) += v;
                }
                if (F == Fault::pads && values.stride > values.columns) {
                    values.row(r)[values.columns] = T{1};
                }
                if (F == Fault::pads_state && values.stride > values.columns) {
                    velocity.row(r)[values.columns] = T{1};
                }
            }
        }

        template <class Visitor>
        void visit(Visitor&& visitor) {
            if constexpr (F != Fault::hides_state) {
                visitor("velocity", velocity_.view());
            }
            if constexpr (F == Fault::same_name) {
                visitor("velocity", velocity_.view());
            }
            if constexpr (F == Fault::sizes_differ) {
                visitor("late", std::span<std::uint64_t>{late_});
            }
        }

    private:
        Matrix<T> velocity_;
        std::vector<std::uint64_t> late_;
    };
};

template <Fault F>
std::string mistake() {
    return check_optimizer(Momentum<F>{});
}

} // namespace

TEST_CASE("an optimizer that keeps its promises has no mistake") {
    CHECK(mistake<Fault::none>() == "");
    CHECK(check_optimizer(LazyAdam{}) == "");
}

TEST_CASE("each broken promise is said") {
    CHECK(mistake<Fault::pads>().ends_with("the padding of the parameters is not zero"));
    CHECK(mistake<Fault::pads_state>().ends_with("the padding of 'velocity' is not zero"));
    CHECK(mistake<Fault::hides_state>() == "float, width 1, a dense block of 67 x 1: a new state that gets what visit "
                                           "hands over goes on with other bits");
    CHECK(mistake<Fault::sizes_differ>().ends_with("visit hands over 'late' as a new state does not"));
    CHECK(mistake<Fault::same_name>().ends_with("visit hands over 'velocity' twice"));
    CHECK(mistake<Fault::depends_on_width>() ==
          "float, width 4, a dense block of 67 x 1: the bits are not those of width 1");
    CHECK(mistake<Fault::ignores_factor>().ends_with("a learning rate factor of 0 moves parameters"));
    CHECK(mistake<Fault::loses_rows>() == "float, width 1, a table of 67 x 1: the state of a table that has grown goes "
                                          "on with other bits");
}

} // namespace optimizer_check_test
