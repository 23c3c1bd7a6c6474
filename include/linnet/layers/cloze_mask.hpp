// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct ClozeMaskInput {
    static_assert(never<Layer>, "linnet: ClozeMask needs a sequence: put it behind an Embedding of a Sequence feature, "
                                "or behind layers that keep its steps.");
};
template <class Layer>
struct ClozeMaskRate {
    static_assert(never<Layer>, "linnet: the rate of ClozeMask must be at least 0 and below 1, such as percent<20>.");
};

template <class Layer, class In, bool RateFits>
consteval auto cloze_mask_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!RateFits) {
        return ShapeError<ClozeMaskRate<Layer>>{};
    } else if constexpr (!is_steps<In>) {
        return ShapeError<ClozeMaskInput<Layer>>{};
    } else {
        return In{};
    }
}

/// Draws `masked.size()` of `length` steps, each set with the same probability, and writes their places, counted from
/// `first_step`, in their order. Source: Knuth, "The Art of Computer Programming", volume 2, 3.4.2, algorithm S.
LINNET_HOT inline void draw_masked(const Random& random, std::uint64_t first_number, std::size_t length,
                                   std::size_t first_step, std::span<std::size_t> masked) {
    std::size_t drawn = 0;
    for (std::size_t i = 0; drawn < masked.size(); ++i) {
        if (random.below(length - i, first_number + i) < masked.size() - drawn) {
            masked[drawn++] = first_step + i;
        }
    }
}

} // namespace detail

/// Hides items of a history from layers that see all of its steps, so that they learn to tell what is hidden. A step
/// that holds one trained vector, the mask, follows each sequence: it stands for the item that comes next, and so Last
/// hands over the prediction. In training, round(`Rate` n) of the n steps before it become masks, too; ClozeLoss
/// compares the states of all masks with the items in their places. Which steps those are is a function of the seed of
/// the model, the training step and the place of the sequence in the batch.
///
/// Sequences become one step longer, those without steps as well: a PositionEmbedding behind it has a place for each
/// step if its `Length` is that of the feature + 1. Only a Sequential takes it. `Rate` is a fraction as a type, such as
/// `percent<20>`. Shapes: `batch x steps x n` -> `batch x (steps + 1) x n`; mask `1 x n`, from `Init`. Backward: d_in
/// of a step is its d_out, or zeros where it was masked; d_mask += the sum of d_out over the masks, step after step.
/// Throws SettingError where the layer that runs it keeps the number of steps, such as Residual. Source: Sun et al.,
/// "BERT4Rec: sequential recommendation with bidirectional encoder representations from transformer", CIKM 2019, which
/// mixes histories with random masks and histories whose last item alone is masked; the number of masks as in its code.
template <class Rate, Initializer Init = RandomUniform<>>
struct ClozeMask {
    static constexpr std::string_view name = "ClozeMask";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::cloze_mask_output<ClozeMask, In, (Rate::num >= 0 && Rate::num < Rate::den)>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines

    public:
        static constexpr bool trainable = true;
        static constexpr bool changes_lengths = true;

        struct Workspace {
            std::vector<std::uint64_t> offsets; ///< of the longer sequences
            std::vector<std::size_t> masked;    ///< the steps that hold the mask, in their order; the last of each
                                                ///< sequence is its last step
            std::vector<std::size_t> first;     ///< of each sequence among them

            void reserve(std::size_t batch) {
                if (offsets.size() <= batch) {
                    offsets.resize(batch + 1);
                    first.resize(batch + 1);
                }
            }

            [[nodiscard]] std::span<const std::size_t> masked_of(std::size_t b) const {
                return std::span(masked).subspan(first[b], first[b + 1] - first[b]);
            }
        };

        explicit Node(Builder<T>& builder)
            : mask_{builder.dense("mask", 1, columns, Init{}, Fans{1, columns})}, stream_{builder.new_stream()} {}

        /// Where the longer sequences begin.
        [[nodiscard]] std::span<const std::uint64_t> offsets_behind(std::span<const std::uint64_t> offsets,
                                                                    Workspace& workspace) const {
            for (std::size_t b = 0; b < offsets.size(); ++b) {
                workspace.offsets[b] = offsets[b] - offsets[0] + b;
            }
            return std::span(workspace.offsets).first(offsets.size());
        }

        template <class Context>
        void forward(const Context& context, const ConstStepsView<T>& in, const StepsView<T>& out,
                     Workspace& workspace) const {
            detail::check_room(std::span<const std::uint64_t>(workspace.offsets), out.offsets);
            place(in, context.training, workspace);
            const Random random{context.seed, stream_};
            const T* const mask = context.parameters[mask_].values.view().row(0);
            const std::size_t cost = (2 * columns + 32) * (1 + in.steps() / (in.rows() + 1));
            for_each_share(context.executor, in.rows(), 1, cost, [&](std::size_t begin, std::size_t count) {
                for (std::size_t b = begin; b < begin + count; ++b) {
                    const std::size_t first = out.first_step(b);
                    const std::span masked =
                        std::span(workspace.masked).subspan(workspace.first[b], masks(workspace, b));
                    detail::draw_masked(random, context.step * numbers_per_step + first, in.length(b), first,
                                        masked.first(masked.size() - 1));
                    masked.back() = first + in.length(b);
                    copy(in.sequence(b), out.values.middle(first, in.length(b)));
                    for (const std::size_t step : masked) {
                        kernels::copy_row<T, W>(mask, out.values.row(step), columns);
                    }
                }
            });
        }

        template <class Context>
        void backward(Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>&,
                      const ConstStepsView<T>& d_out, const StepsView<T>& d_in, Workspace& workspace) const {
            T* const d_mask = context.gradients[mask_].dense.view().row(0);
            for_each_share(context.executor, columns, column_unit, 2 * workspace.masked.size(),
                           [&](std::size_t begin, std::size_t count) {
                               for (const std::size_t step : workspace.masked) {
                                   kernels::add_scaled_row<T, W>(T{1}, d_out.values.row(step) + begin, d_mask + begin,
                                                                 count);
                               }
                           });
            pass_on(context, in, d_out, d_in, workspace);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>&,
                              const ConstStepsView<T>& d_out, const StepsView<T>& d_in, Workspace& workspace) const {
            T* const gradient = context.norms.scratch(1, 1, columns).row(0);
            for (std::size_t b = 0; b < in.rows(); ++b) {
                std::fill_n(gradient, columns, T{0});
                for (const std::size_t step : workspace.masked_of(b)) {
                    kernels::add_scaled_row<T, W>(T{1}, d_out.values.row(step), gradient, columns);
                }
                context.norms.add(b, static_cast<double>(kernels::dot<T, W>(gradient, gradient, columns)));
            }
            pass_on(context, in, d_out, d_in, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"ClozeMask<", Rate::num, "/", Rate::den, ">"}), columns, {mask_});
        }

    private:
        /// How many numbers a training step may draw, so that no two steps share one.
        static constexpr std::uint64_t numbers_per_step = std::uint64_t{1} << 36;

        /// Makes room for the places of the masks: how many there are depends on the lengths alone.
        static void place(const ConstStepsView<T>& in, bool training, Workspace& workspace) {
            constexpr auto part = static_cast<std::size_t>(Rate::num);
            constexpr auto whole = static_cast<std::size_t>(Rate::den);
            workspace.first[0] = 0;
            for (std::size_t b = 0; b < in.rows(); ++b) {
                const std::size_t hidden = training ? (2 * part * in.length(b) + whole) / (2 * whole) : 0;
                workspace.first[b + 1] = workspace.first[b] + hidden + 1;
            }
            workspace.masked.resize(workspace.first[in.rows()]);
        }
        [[nodiscard]] static std::size_t masks(const Workspace& workspace, std::size_t b) {
            return workspace.first[b + 1] - workspace.first[b];
        }
        static void copy(const ConstMatrixView<T>& from, const MatrixView<T>& to) {
            for (std::size_t i = 0; i < from.rows; ++i) {
                kernels::copy_row<T, W>(from.row(i), to.row(i), columns);
            }
        }

        template <class Context>
        static void pass_on(const Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>& d_out,
                            const StepsView<T>& d_in, const Workspace& workspace) {
            if (d_in.values.data == nullptr) {
                return;
            }
            const std::size_t cost = 2 * columns * (1 + in.steps() / (in.rows() + 1));
            for_each_share(context.executor, in.rows(), 1, cost, [&](std::size_t begin, std::size_t count) {
                for (std::size_t b = begin; b < begin + count; ++b) {
                    const std::size_t first = d_out.first_step(b);
                    const MatrixView<T> to = d_in.values.middle(in.first_step(b), in.length(b));
                    copy(d_out.values.middle(first, in.length(b)), to);
                    for (const std::size_t step : workspace.masked_of(b).first(masks(workspace, b) - 1)) {
                        std::fill_n(to.row(step - first), columns, T{0});
                    }
                }
            });
        }

        std::size_t mask_;
        std::uint64_t stream_;
    };
};

} // namespace linnet::inline LINNET_ISA
