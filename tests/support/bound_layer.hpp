// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/testing/guarded_matrix.hpp>
#include <linnet/testing/random_batch.hpp>

namespace linnet_test {

/// What a bound layer runs on. The numbers are the same for float and double.
struct LayerRun {
    std::size_t batch = 7;
    std::size_t gap = 3; ///< between the rows of everything that flows
    bool list_weights = false;
    bool training = true;
    std::uint64_t seed = 1;
    std::uint64_t step = 1;
    linnet::Executor* executor = nullptr;
};

/// The elements of a view, row by row.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<T> elements(linnet::ConstMatrixView<T> matrix) {
    std::vector<T> all;
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        all.insert(all.end(), matrix.row(r), matrix.row(r) + matrix.columns);
    }
    return all;
}

/// The gradient of a parameter block, or the next value of statistics, row by row. That of a table is summed in T, in
/// the order of its lookups.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<T> block_gradient(const linnet::ParameterBlock<T>& block,
                                                        const linnet::GradientBlock<T>& gradient) {
    if (block.kind != linnet::BlockKind::rows) {
        return elements(gradient.dense.view());
    }
    const std::size_t columns = block.values.columns();
    std::vector<T> all(block.count(), T{0});
    for (const auto& part : gradient.rows.all()) {
        T* const row = all.data() + gradient.rows.row(part.group) * columns;
        for (std::size_t c = 0; c < columns; ++c) {
            row[c] += part.scale * part.gradient[c];
        }
    }
    return all;
}

/// All numbers that a layer meets: random parameters, input and d_out, and NaN where it should write.
template <class T>
struct LayerNumbers {
    linnet::Parameters<T> parameters;
    linnet::Gradients<T> gradients;
    linnet::GuardedMatrix<T> in, out, d_out, d_in;

    LINNET_COLD LayerNumbers(const LayerRun& run, std::size_t inputs, std::size_t outputs)
        : in{run.batch, inputs, run.gap, 1}, out{run.batch, outputs, run.gap, 2}, d_out{run.batch, outputs, run.gap, 3},
          d_in{run.batch, inputs, run.gap, 4} {
        in.draw(linnet::Random{run.seed, 100});
        d_out.draw(linnet::Random{run.seed, 101});
        out.fill(std::numeric_limits<T>::quiet_NaN());
        d_in.fill(std::numeric_limits<T>::quiet_NaN());
    }
    /// Called after the layer has asked for its blocks.
    LINNET_COLD void draw_parameters(std::uint64_t seed) {
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const auto values = parameters[i].values.view();
            const bool statistics = parameters[i].kind == linnet::BlockKind::statistics; // a variance is positive
            const linnet::Random random{seed, 102 + i};
            for (std::size_t r = 0; r < values.rows; ++r) {
                for (std::size_t c = 0; c < values.columns; ++c) {
                    const double number = random.uniform(r * values.columns + c);
                    values(r, c) = statistics ? static_cast<T>(static_cast<float>(number) + 0.5F)
                                              : linnet::GuardedMatrix<T>::away_from_zero(number);
                }
            }
        }
        gradients = linnet::Gradients<T>{parameters};
    }
    /// The gradients of all blocks, one after the other.
    [[nodiscard]] LINNET_COLD std::vector<T> all_gradients() const {
        std::vector<T> all;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::vector<T> gradient = block_gradient(parameters[i], gradients[i]);
            all.insert(all.end(), gradient.begin(), gradient.end());
        }
        return all;
    }
    [[nodiscard]] LINNET_COLD bool intact() const {
        return in.intact() && out.intact() && d_out.intact() && d_in.intact();
    }
};

/// A layer bound to scalar, width and input, with random numbers and a random batch of its features. `dynamic`
/// vocabularies have 5 rows.
template <linnet::Layer L, class In, class T, std::size_t W>
class BoundLayer : public LayerNumbers<T> {
public:
    using batch_type = linnet::BatchOf<T, typename L::features>;
    using Node = typename L::template Node<T, W, In>;
    static_assert(linnet::LayerNode<Node, T, batch_type>);
    static constexpr std::size_t columns = L::template output<In>::columns;
    static constexpr bool has_input = L::reads_input && linnet::is_shape<In>;

    LINNET_COLD explicit BoundLayer(const LayerRun& run)
        : LayerNumbers<T>{run, In::columns, columns}, run_{run}, random_{{run.batch, 5, run.list_weights, run.seed}},
          node{build()} {
        this->draw_parameters(run.seed);
        workspace.reserve(run.batch);
    }

    void forward() { forward(batch()); }
    LINNET_HOT void forward(const batch_type& batch) {
        const linnet::ForwardContext<T, batch_type> context{this->parameters, batch,     run_.training,
                                                            run_.seed,        run_.step, run_.executor};
        node.forward(context, input(), this->out.view(), workspace);
    }
    void backward() { backward(batch()); }
    LINNET_HOT void backward(const batch_type& batch) {
        linnet::BackwardContext<T, batch_type> context{
            {this->parameters, batch, run_.training, run_.seed, run_.step, run_.executor}, this->gradients};
        node.backward(context, input(), this->out.view(), this->d_out.view(),
                      has_input ? this->d_in.view() : linnet::MatrixView<T>{}, workspace);
    }
    [[nodiscard]] const batch_type& batch() const { return random_.batch(); }

private:
    LINNET_COLD Node build() {
        typename linnet::Builder<T>::rows_list rows;
        [&]<class... Features>(linnet::TypeList<Features...>) {
            (rows.emplace_back(std::string{Features::name}, std::size_t{5}), ...);
        }(typename L::features{});
        std::uint64_t streams = 0;
        linnet::Builder<T> builder{this->parameters, run_.seed, rows, streams};
        return Node(builder);
    }
    linnet::ConstMatrixView<T> input() { return linnet::is_shape<In> ? this->in.view() : linnet::MatrixView<T>{}; }

    LayerRun run_;
    linnet::RandomBatch<T, typename L::features> random_;

public:
    Node node;
    typename Node::Workspace workspace;
};

/// Everything that a layer computes in a forward and a backward pass.
template <class T>
struct LayerResult {
    std::vector<T> out;
    std::vector<T> d_in;
    std::vector<T> gradients;
    bool intact = false;
};

template <class L, class In, class T, std::size_t W>
[[nodiscard]] LINNET_COLD LayerResult<T> run_layer(const LayerRun& run) {
    using Bound = BoundLayer<L, In, T, W>;
    Bound layer{run};
    layer.forward();
    if constexpr (Bound::Node::trainable) {
        layer.backward();
    }
    return {elements<T>(layer.out.view()), Bound::has_input ? elements<T>(layer.d_in.view()) : std::vector<T>{},
            layer.all_gradients(), layer.intact()};
}

} // namespace linnet_test
