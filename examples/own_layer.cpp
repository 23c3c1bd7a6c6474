// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A feature, a layer, a loss, an optimizer and a metric of one's own, each of which the library takes wherever it takes
// its own: they are checked by the public checkers, train a network, and are saved and loaded with the rest.
// How loud is it when? The volume that people want depends on the hour, and on how far a knob was turned.
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/io/model_file.hpp>
#include <linnet/linnet.hpp>
#include <linnet/testing.hpp>

#include "gates.hpp"

namespace ln = linnet;

namespace radio {

/// A feature: the hour of the day, as ids 0 to 23. Its column and its store are those of Categorical, so that Embedding
/// reads it; what is its own is what a value is and how it is drawn for checks.
template <ln::FixedString Name>
struct Hour : ln::Categorical<Name, 24> {
    static ln::row_id of(std::string_view time) { return static_cast<ln::row_id>(std::stoul(std::string{time})); }
};

/// A layer: out = in^2 + slope in, element by element, with a slope for each column that is trained, from 1 on.
/// Shapes: `batch x n` -> `batch x n`; slope `n`.
struct Bend {
    static constexpr std::string_view name = "Bend";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;

    template <class In>
    using output = ln::same_shape<Bend, In>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(ln::Builder<T>& builder)
            : slope_{builder.dense("slope", 1, In::columns, ln::Ones{}, {1, In::columns})} {}

        template <class Context>
        void forward(const Context& context, ln::ConstMatrixView<T> in, ln::MatrixView<T> out, Workspace&) const {
            const T* const slope = context.parameters[slope_].values.view().row(0);
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < In::columns; ++c) {
                    out(b, c) = in(b, c) * (in(b, c) + slope[c]);
                }
            }
        }

        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T> in, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T> d_in, Workspace&) const {
            const T* const slope = context.parameters[slope_].values.view().row(0);
            T* const d_slope = context.gradients[slope_].dense.view().row(0);
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < In::columns; ++c) {
                    d_slope[c] += in(b, c) * d_out(b, c);
                    if (d_in.data != nullptr) { // the layer before wants no gradient
                        d_in(b, c) = (T{2} * in(b, c) + slope[c]) * d_out(b, c);
                    }
                }
            }
        }

        void describe(ln::Description& description) const { description.add("Bend", In::columns, {slope_}); }

    private:
        std::size_t slope_;
    };
};

/// A loss: the mean of w log cosh(p - y), of slope tanh(p - y): quadratic near 0 and linear far away. Source: Keras
/// `LogCosh`.
struct LogCosh {
    static constexpr std::string_view name = "log cosh";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ln::ConstMatrixView<T> predictions, const ln::Targets<T>& targets, ln::MatrixView<T> gradient,
                         T* scratch) const {
        using P = ln::pack<T, W>;
        ln::check_finite_labels<T>(name, targets.labels);
        ln::check_weights(name, targets);
        const auto rule = [](const P& p, const P& y) {
            const P error = p - y; // log cosh x = x + softplus(-2 x) - log 2
            return ln::kernels::LossAndSlope<T, W>{
                error + softplus(P(T{-2}) * error) - P(static_cast<T>(0.69314718055994531)), tanh(error)};
        };
        return ln::kernels::elementwise_loss<T, W>(predictions, targets, gradient, scratch, rule);
    }
};

/// An optimizer: w -= learning_rate g / (1 + |g|), so that no step is longer than the learning rate.
struct BoundedSGD {
    double learning_rate = 0.01;

    void check(double factor = 1.0) const {
        if (!(learning_rate * factor >= 0.0 && learning_rate * factor < 1e9)) {
            throw ln::SettingError{"BoundedSGD: the learning rate must be 0 or more, and finite"};
        }
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const BoundedSGD& settings, const ln::ParameterBlock<T>& block) : update_{block} { settings.check(); }

        void update(const BoundedSGD& settings, ln::ParameterBlock<T>& block, const ln::GradientBlock<T>& gradient,
                    const ln::Step& step) {
            using P = ln::pack<T, W>;
            const P rate(static_cast<T>(settings.learning_rate * step.learning_rate_factor));
            update_.update_touched(
                block, gradient, [=](P& w, const P& g) { w = w - rate * g / (P(T{1}) + abs(g)); }, step.executor);
        }
        template <class Visitor>
        void visit(const Visitor&) {} // there is nothing to remember

    private:
        ln::kernels::BlockUpdate<T, W, 0> update_;
    };
};

/// A metric: the share of predictions that are at most `tolerance` off.
struct Within {
    static constexpr std::string_view name = "within";
    double tolerance = 0.1;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> = {}) const {
        std::size_t near = 0;
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            near += std::abs(static_cast<double>(predictions[i] - labels[i])) <= tolerance ? 1 : 0;
        }
        return static_cast<double>(near) / static_cast<double>(predictions.size());
    }
};

} // namespace radio

using At = radio::Hour<"at">;
using Knob = ln::Numeric<"knob", 1>;
using Network = ln::Sequential<ln::Add<ln::Embedding<At, 1>, ln::Sequential<ln::Input<Knob>, radio::Bend>>>;

namespace {

double log_cosh(std::span<const double> predictions, std::span<const double> labels) {
    double sum = 0.0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        sum += std::log(std::cosh(predictions[i] - labels[i])) / static_cast<double>(predictions.size());
    }
    return sum;
}

void run(Gates& gates) {
    // Each checker throws nothing and says what is wrong where something is.
    for (const ln::GradientReport& report :
         {ln::check_gradients<radio::Bend, ln::Shape<5>>(), ln::check_gradients<Network>(),
          ln::check_loss_gradients(radio::LogCosh{}, log_cosh)}) {
        gates.at_least("a gradient check (" + report.message + ")", report ? 1.0 : 0.0, 1.0);
    }

    ln::Dataset<Network::features> data;
    for (std::size_t i = 0; i < 2000; ++i) {
        const ln::row_id hour = radio::Hour<"at">::of(std::to_string(i % 24));
        const auto knob = static_cast<float>(ln::Random{1, 0}.uniform(i));
        data.add(0.05F * static_cast<float>(hour) + knob * knob - 0.5F * knob, hour, std::vector<float>{knob});
    }
    ln::Model<Network> model{/*seed=*/1};
    ln::fit(model, radio::LogCosh{}, radio::BoundedSGD{.learning_rate = 0.2}, data,
            {.epochs = 60, .batch_size = 20, .metrics = {radio::Within{}}});
    const auto result = ln::evaluate(model, radio::LogCosh{}, data, {radio::Within{.tolerance = 0.05}});
    gates.at_least("the share within .05", result.metrics["within"], 0.9);

    const std::filesystem::path file = std::filesystem::temp_directory_path() / "linnet_own_layer.safetensors";
    ln::save(model, file);
    const auto loaded = ln::load<ln::Model<Network>>(file);
    std::filesystem::remove(file);
    gates.equal("the difference after save and load", ln::predict(loaded, data) == ln::predict(model, data) ? 0.0 : 1.0,
                0.0, 0.0);
    std::printf("%s", ln::summary(loaded).c_str());
}

} // namespace

int main() {
    try {
        Gates gates{"own_layer"};
        run(gates);
        return gates.exit_code();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "own_layer: %s\n", error.what());
        return 1;
    }
}
