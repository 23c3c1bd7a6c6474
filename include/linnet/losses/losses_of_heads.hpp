// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A weight for each loss; 1 unless it is given.
template <std::size_t Count>
class LossWeights {
public:
    LossWeights() { weights_.fill(1.0); }
    template <class... Numbers>
        requires(sizeof...(Numbers) > 0 && (std::convertible_to<Numbers, double> && ...))
    LossWeights(Numbers... weights) // NOLINT(google-explicit-constructor): so that `.weights = {1.0, 0.5}` reads as one
        : LossWeights{} {
        static_assert(sizeof...(Numbers) == Count, "linnet: Losses takes a weight for each of its losses, or none.");
        std::size_t i = 0;
        ((weights_[i < Count ? i++ : 0] = static_cast<double>(weights)), ...);
    }

    [[nodiscard]] double operator[](std::size_t i) const { return weights_[i]; }

private:
    std::array<double, Count> weights_;
};

} // namespace detail

/// The loss of a network with several heads: the sum of weight_i loss_i in the order of the heads, where loss_i
/// compares head i of the predictions with its labels: `Losses<BinaryCrossEntropy, MeanSquaredError>{.weights = {1.0,
/// 0.5}}`. Each loss is fused with the closing activation of its own head, as it would be in a network of that head
/// alone. A head whose weight is 0 is not trained, and its labels are not looked at.
///
/// Shapes: predictions and labels of the heads side by side, in the order of Outputs; weights of samples are those of
/// every head. Unit: those of the losses, by the weights.
/// Throws SettingError for a weight that is negative or not finite, or if all of them are 0; LabelError, naming the
/// head, as its loss does.
/// Source: Keras `compile(loss=[...], loss_weights=[...])`.
template <class... Ls>
struct Losses {
    static constexpr std::string_view name = "losses of heads";
    using of_heads = TypeList<Ls...>;

    detail::LossWeights<sizeof...(Ls)> weights = {};
    std::tuple<Ls...> losses = {};

    [[nodiscard]] double weight(std::size_t head) const { return weights[head]; }
    template <std::size_t Head>
    [[nodiscard]] const auto& loss() const {
        return std::get<Head>(losses);
    }

    /// Throws SettingError if the weights are not as above.
    void check() const {
        bool trains = false;
        for (std::size_t i = 0; i < sizeof...(Ls); ++i) {
            if (!(weights[i] >= 0.0) || std::isinf(weights[i])) [[unlikely]] {
                fail_weight(i);
            }
            trains = trains || weights[i] > 0.0;
        }
        if (!trains) [[unlikely]] {
            detail::fail<SettingError>(
                {"Losses: the weights of ", names(), " are all 0, so there is nothing to train"});
        }
    }

private:
    static constexpr std::array<std::string_view, sizeof...(Ls)> all_names{std::string_view{Ls::name}...};

    [[noreturn]] LINNET_COLD void fail_weight(std::size_t i) const {
        detail::fail<SettingError>({"Losses: the weight of ", all_names[i], ", the loss of head ", i,
                                    ", must be 0 or a positive number, not ", weights[i]});
    }
    [[nodiscard]] LINNET_COLD static std::string names() {
        std::string names;
        for (std::size_t i = 0; i < sizeof...(Ls); ++i) {
            detail::append(names, {i == 0 ? "" : i + 1 == sizeof...(Ls) ? " and " : ", ", all_names[i]});
        }
        return names;
    }
};

} // namespace linnet::inline LINNET_ISA
