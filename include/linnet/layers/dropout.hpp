// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct DropoutRate {
    static_assert(never<Layer>, "linnet: the rate of Dropout must be at least 0 and below 1, such as percent<20>.");
};

/// The number of blocks of random words that a training step may use, so that no two steps share a word.
inline constexpr std::uint64_t random_blocks_per_step = std::uint64_t{1} << 36;

/// factors[i] = 0 with probability `rate`, or else 1 / (1 - rate), drawn from the words of block `first` on.
template <class T>
LINNET_HOT void draw_dropout(const Random& random, std::uint64_t first, double rate, T* factors, std::size_t n) {
    const auto dropped = static_cast<std::uint32_t>(rate * 0x1p32);
    const T kept = static_cast<T>(1.0 / (1.0 - rate));
    std::array<std::uint32_t, 64> words;
    for (std::size_t c = 0; c < n; c += words.size()) {
        random.blocks(first + c / 4, words);
        const std::size_t some = std::min(words.size(), n - c);
        for (std::size_t i = 0; i < some; ++i) {
            factors[c + i] = words[i] < dropped ? T{0} : kept;
        }
    }
}

} // namespace detail

/// In training, sets each element to 0 with probability `Rate` and multiplies the others by 1 / (1 - Rate). Otherwise
/// out = in. `Rate` is a fraction as a type, such as `percent<20>`. The mask is a function of the seed of the model,
/// the training step and the place of the element. As an option of EmbeddingBag, it drops ids from the lists.
///
/// Shapes: `batch x n` -> `batch x n`.
/// Source: Srivastava et al., JMLR 15 (2014); inverted scaling as in Keras.
template <class Rate>
struct Dropout {
    static constexpr std::string_view name = "Dropout";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    static constexpr double rate = detail::ratio_value<Rate>;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = std::conditional_t<(rate >= 0.0 && rate < 1.0), same_shape<Dropout, In>,
                                      ShapeError<detail::DropoutRate<Dropout>>>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            Matrix<T> mask; ///< holds 0 or 1 / (1 - Rate)
            bool active = false;

            void reserve(std::size_t batch) { mask.reserve(batch, In::columns); }
        };

        explicit Node(Builder<T>& builder) : stream_{builder.new_stream()} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            workspace.active = context.training && rate > 0.0;
            if (workspace.active) {
                draw(context, workspace.mask.top(in.rows));
                multiply(context.executor, out, in, workspace.mask.top(in.rows));
            } else {
                kernels::copy_rows<T, W>(context.executor, out, in);
            }
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            if (workspace.active) {
                multiply(context.executor, d_in, d_out, workspace.mask.top(d_in.rows));
            } else {
                kernels::copy_rows<T, W>(context.executor, d_in, d_out);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Dropout<", Rate::num, "/", Rate::den, ">"}), In::columns);
        }

    private:
        static void multiply(Executor* executor, MatrixView<T> to, ConstMatrixView<T> from, ConstMatrixView<T> mask) {
            kernels::map_rows<T, W>(
                executor, to, [](const pack<T, W>& x, const pack<T, W>& kept) LINNET_INLINE_LAMBDA { return x * kept; },
                from, mask);
        }

        template <class Context>
        void draw(const Context& context, MatrixView<T> mask) const {
            const Random random{context.seed, stream_};
            const std::uint64_t blocks_per_row = (mask.columns + 3) / 4;
            for_each_share(
                context.executor, mask.rows, 1, 32 * mask.columns, [&](std::size_t begin, std::size_t count) {
                    for (std::size_t r = begin; r < begin + count; ++r) {
                        const std::uint64_t first = context.step * detail::random_blocks_per_step + r * blocks_per_row;
                        detail::draw_dropout(random, first, rate, mask.row(r), mask.columns);
                    }
                });
        }

        std::uint64_t stream_;
    };
};

} // namespace linnet::inline LINNET_ISA
