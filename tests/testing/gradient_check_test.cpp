// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/gradient_check.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/numeric.hpp>

namespace gradient_check_test {

using namespace linnet;

namespace {

enum class Fault {
    none,
    wrong_parameter_gradient,
    wrong_input_gradient,
    replaced_parameter_gradient,
    replaced_where_rows_touch,
    added_input_gradient,
    forgotten_output,
    forgotten_input_gradient,
    output_beyond_columns,
    output_beyond_rows,
    input_gradient_beyond_columns,
    parameter_gradient_in_padding,
    input_gradient_though_null,
    another_output_each_time,
    rows_of_workspace,
    wrong_where_rows_touch,
    not_trainable,
    throws
};

struct Ones {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random) const {
        for (std::size_t c = 0; c < values.columns; ++c) {
            values(0, c) = 1;
        }
    }
};

/// out(b, c) = factor(c)^2 in(b, c), with one thing wrong.
template <Fault F>
struct Scale {
    static constexpr std::string_view name = "Scale";
    static constexpr bool reads_input = true;
    using features = TypeList<>;
    using tables = TypeList<>;
    template <class In>
    using output = In;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = F != Fault::not_trainable;
        struct Workspace {
            std::size_t rows = 0;
            T calls = 0;
            void reserve(std::size_t batch) { rows = batch; }
        };

        explicit Node(Builder<T>& builder) : block{builder.dense("factor", 1, In::columns, Ones{}, Fans{1, 1})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            if (F == Fault::throws) {
                throw SettingError("no such setting");
            }
            const auto factor = context.parameters[block].values.view();
            const std::size_t rows = F == Fault::rows_of_workspace ? workspace.rows : in.rows;
            const bool last_missing = F == Fault::forgotten_output;
            for (std::size_t b = 0; b < rows; ++b) {
                for (std::size_t c = 0; c < In::columns - (last_missing && b == 1 ? 1 : 0); ++c) {
                    out(b, c) = factor(0, c) * factor(0, c) * in(b, c);
                }
            }
            if (F == Fault::output_beyond_columns) {
                out(0, In::columns) = 1;
            }
            if (F == Fault::output_beyond_rows) {
                out(out.rows, 0) = 1;
            }
            if (F == Fault::another_output_each_time) {
                out(0, 0) += ++workspace.calls;
            }
            if (F == Fault::wrong_where_rows_touch && out.stride == out.columns) {
                out(1, 0) += 1;
            }
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            const auto factor = context.parameters[block].values.view();
            const auto gradient = context.gradients[block].dense.view();
            for (std::size_t c = 0; c < In::columns; ++c) {
                T total = F == Fault::wrong_parameter_gradient && c == 1 ? T{1e-4} : T{0};
                for (std::size_t b = 0; b < in.rows; ++b) {
                    total += d_out(b, c) * in(b, c);
                }
                total *= 2 * factor(0, c);
                const bool replaces = F == Fault::replaced_parameter_gradient ||
                                      (F == Fault::replaced_where_rows_touch && d_out.stride == d_out.columns);
                gradient(0, c) = replaces ? total : gradient(0, c) + total;
            }
            if (F == Fault::parameter_gradient_in_padding) {
                gradient.data[In::columns] = 1;
            }
            if (d_in.data == nullptr) {
                if (F == Fault::input_gradient_though_null) {
                    gradient(0, 0) += 1;
                }
                return;
            }
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < In::columns; ++c) {
                    const T d = d_out(b, c) * factor(0, c) * factor(0, c);
                    if (F == Fault::wrong_input_gradient && b == 1 && c == 2) {
                        d_in(b, c) = d + T{1e-4};
                    } else if (F == Fault::added_input_gradient) {
                        d_in(b, c) = d + (d_in(b, c) == T{1e3} ? d_in(b, c) : T{0}); // passes over NaN
                    } else if (F != Fault::forgotten_input_gradient || b != 1 || c != 0) {
                        d_in(b, c) = d;
                    }
                }
            }
            if (F == Fault::input_gradient_beyond_columns) {
                d_in(0, In::columns) = 1;
            }
        }

        void describe(Description&) const {}

        std::size_t block;
    };
};

using Word = Categorical<"word", dynamic>;

enum class LookupFault { none, forgotten_row, gradient_in_place_of_scale, wrong_row };

/// out(b, :) = 2 table(id[b], :), with one thing wrong.
template <LookupFault F>
struct Lookup {
    static constexpr std::string_view name = "Lookup";
    static constexpr bool reads_input = false;
    using features = TypeList<Word>;
    using tables = TypeList<>;
    template <class>
    using output = Shape<3>;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>& builder)
            : block{builder.table("words", false, builder.template rows_of<Word>(), 3, Ones{})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T>, MatrixView<T> out, Workspace&) const {
            const auto table = context.parameters[block].values.view();
            const auto ids = context.batch.template column<Word>();
            for (std::size_t b = 0; b < out.rows; ++b) {
                for (std::size_t c = 0; c < 3; ++c) {
                    out(b, c) = 2 * table(ids[b], c);
                }
            }
        }
        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out, MatrixView<T>,
                      Workspace&) const {
            const auto ids = context.batch.template column<Word>();
            for (std::size_t b = F == LookupFault::forgotten_row ? 1 : 0; b < d_out.rows; ++b) {
                const T scale = F == LookupFault::gradient_in_place_of_scale ? T{1} : T{2};
                const row_id row = F == LookupFault::wrong_row ? 0 : ids[b];
                context.gradients[block].rows.add(row, d_out.row(b), scale);
            }
        }
        void describe(Description&) const {}

        std::size_t block;
    };
};

template <Fault F>
GradientReport report_of() {
    return check_gradients<Scale<F>, Shape<3>, 4>();
}

bool says(const GradientReport& report, std::string_view part) {
    const bool found = report.message.find(part) != std::string::npos;
    if (!found) {
        MESSAGE(report.message);
    }
    return !report && found;
}

} // namespace

TEST_CASE("the gradient check passes a right layer and reports a small error") {
    const GradientReport report = report_of<Fault::none>();
    CHECK(report);
    CHECK(report.message.empty());
    CHECK(report.largest_error < 1e-9);
    CHECK(check_gradients<Lookup<LookupFault::none>>());
}

TEST_CASE("the gradient check names the element of a wrong derivative") {
    const GradientReport parameter = report_of<Fault::wrong_parameter_gradient>();
    CHECK(says(parameter, "factor (0, 1): derivative"));
    CHECK(parameter.where == "factor (0, 1)");
    CHECK(parameter.largest_error > 1e-6);
    CHECK(says(report_of<Fault::wrong_input_gradient>(), "the gradient of the input (1, 2): derivative"));
    CHECK(says(check_gradients<Lookup<LookupFault::forgotten_row>>(), "words ("));
    CHECK(says(check_gradients<Lookup<LookupFault::gradient_in_place_of_scale>>(), "words ("));
    CHECK(says(check_gradients<Lookup<LookupFault::wrong_row>>(), "words ("));
}

TEST_CASE("the gradient check sees gradients of parameters that replace and one of the input that adds") {
    CHECK(says(report_of<Fault::replaced_parameter_gradient>(), "must add to the gradient"));
    CHECK(says(report_of<Fault::replaced_where_rows_touch>(), "must add to the gradient"));
    CHECK(says(report_of<Fault::added_input_gradient>(), "must replace it"));
}

TEST_CASE("the gradient check sees elements that are never written") {
    CHECK(says(report_of<Fault::forgotten_output>(), "forward left the output (1, 2) unwritten"));
    CHECK(says(report_of<Fault::forgotten_input_gradient>(), "backward left the gradient of the input (1, 0)"));
}

TEST_CASE("the gradient check sees what is written where nothing should be") {
    CHECK(says(report_of<Fault::output_beyond_columns>(), "forward wrote outside"));
    CHECK(says(report_of<Fault::output_beyond_rows>(), "forward wrote outside"));
    CHECK(says(report_of<Fault::input_gradient_beyond_columns>(), "backward wrote outside"));
    CHECK(says(report_of<Fault::parameter_gradient_in_padding>(), "backward wrote to the padding"));
    CHECK(says(report_of<Fault::rows_of_workspace>(), "forward wrote outside"));
}

TEST_CASE("the gradient check sees a layer whose results depend on more than its input") {
    CHECK(says(report_of<Fault::another_output_each_time>(), "forward, run twice"));
    CHECK(says(report_of<Fault::wrong_where_rows_touch>(), "with rows that touch"));
    CHECK(says(report_of<Fault::input_gradient_though_null>(), "backward without d_in"));
}

TEST_CASE("the gradient check sees a layer that wrongly says it is not trainable") {
    CHECK(says(report_of<Fault::not_trainable>(), "says it is not trainable"));
}

TEST_CASE("what a layer throws becomes the message of the gradient check") {
    const GradientReport report = report_of<Fault::throws>();
    CHECK_FALSE(report);
    CHECK(report.message == "no such setting");
}

TEST_CASE("the gradient check takes a batch of the caller's") {
    const row_id ids[] = {1, 1, 4};
    const Batch<double, Word> batch{3, {ids}};
    CHECK(check_gradients<Lookup<LookupFault::none>, NoInput, 2>(batch));
    CHECK(says(check_gradients<Lookup<LookupFault::forgotten_row>, NoInput, 2>(batch), "words (1, 0)"));
    CHECK(check_gradients<Lookup<LookupFault::none>>({.batch = 0}));
    CHECK(check_gradients<Lookup<LookupFault::none>>({.batch = 30, .dynamic_rows = 50, .seed = 9}));
}

TEST_CASE("the tolerance of the gradient check is a setting") {
    const auto report = check_gradients<Scale<Fault::wrong_parameter_gradient>, Shape<3>, 1>({.tolerance = 1e-2});
    CHECK(report);
    CHECK(report.largest_error > 1e-6);
}

} // namespace gradient_check_test
