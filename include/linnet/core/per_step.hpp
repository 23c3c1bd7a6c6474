// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// What a layer of rows gives in another form (see core/form.hpp), where its rows are the steps of sequences.
template <class Values>
struct FormOfSteps {
    Values values;
    std::span<const std::uint64_t> offsets;
};

/// A bound layer that treats each row of a matrix by itself, applied to the steps of sequences as the rows of one.
template <class T, class RowNode>
class PerStep {
public:
    static constexpr bool trainable = RowNode::trainable;
    using gives = decltype(detail::forms_given<RowNode>());
    using takes = decltype(detail::forms_taken<RowNode>());

    struct Workspace {
        typename RowNode::Workspace rows;

        void reserve(std::size_t) {} // `forward` knows how many steps there are
    };

    explicit PerStep(Builder<T>& builder) : node_{builder} {}

    template <class Context, class In>
    void forward(const Context& context, const In& in, const StepsView<T>& out, Workspace& workspace) const {
        workspace.rows.reserve(out.values.rows);
        if (out.values.rows != 0) {
            node_.forward(context, rows_in(in), out.values, workspace.rows);
        }
    }

    template <class Context, class In>
    void backward(Context& context, const In& in, const ConstStepsView<T>& out, const ConstStepsView<T>& d_out,
                  const StepsView<T>& d_in, Workspace& workspace) const {
        if (out.values.rows == 0) {
            return;
        }
        if constexpr (requires { context.norms; }) {
            Context of_steps = context.of_steps(out.offsets);
            detail::call_sample_norms(node_, of_steps, rows_in(in), out.values, d_out.values, d_in.values,
                                      workspace.rows);
        } else {
            node_.backward(context, rows_in(in), out.values, d_out.values, d_in.values, workspace.rows);
        }
    }

    template <class Form, class Context>
    [[nodiscard]] auto give(Form form, const Context& context, const ConstStepsView<T>& in, std::size_t,
                            Workspace& workspace) const {
        workspace.rows.reserve(in.values.rows);
        using Given = decltype(node_.give(form, context, in.values, in.values.rows, workspace.rows));
        return FormOfSteps<Given>{node_.give(form, context, in.values, in.values.rows, workspace.rows), in.offsets};
    }

    LINNET_COLD void describe(Description& description) const { node_.describe(description); }

private:
    static ConstMatrixView<T> rows_in(const StepsView<T>& in) { return in.values; }
    static const ConstMatrixView<T>& rows_in(const ConstStepsView<T>& in) { return in.values; }
    template <class Values>
    static const Values& rows_in(const FormOfSteps<Values>& in) {
        return in.values;
    }

    RowNode node_;
};

} // namespace linnet::inline LINNET_ISA
