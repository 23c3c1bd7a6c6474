// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/optimizers/rule.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Part>
concept IsRule = requires { Part::where.text(); };

} // namespace detail

/// An optimizer for each part of a network: a block gets the first rule that matches it, and the last of all, which is
/// no rule, where none does:
/// `PerPart{Rule<"deep", Adam>{{.learning_rate = 1e-3}}, Rule<Tables, RowwiseAdagrad>{}, SGD{}}`.
///
/// Each has its own settings and learning rate, all scaled by the learning rate factor of a step; `part<0>()` is the
/// first. Throws SettingError, naming the rule, for settings out of their range and for a rule that gets no block.
template <Optimizer... Parts>
struct PerPart {
    static_assert(sizeof...(Parts) > 1,
                  "linnet: PerPart needs a Rule, and the optimizer of all other blocks behind it.");
    static constexpr std::size_t rules = sizeof...(Parts) - (sizeof...(Parts) > 0 ? 1 : 0);
    static_assert((std::size_t{detail::IsRule<Parts>} + ...) == rules &&
                      !detail::IsRule<std::tuple_element_t<rules, std::tuple<Parts...>>>,
                  "linnet: PerPart takes Rules, and behind them the optimizer of all blocks that no Rule matches.");

    std::tuple<Parts...> parts{};

    PerPart() = default;
    explicit PerPart(Parts... settings) : parts{std::move(settings)...} {}

    /// The settings of rule I, or, behind the rules, of what is for all other blocks.
    template <std::size_t I>
    [[nodiscard]] auto& part() {
        return std::get<I>(parts);
    }
    template <std::size_t I>
    [[nodiscard]] const auto& part() const {
        return std::get<I>(parts);
    }

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        for_each_share([&](const auto& part, std::size_t) {
            using Part = std::remove_cvref_t<decltype(part)>;
            try {
                if constexpr (requires { part.check(learning_rate_factor); }) {
                    part.check(learning_rate_factor);
                } else if constexpr (requires { part.check(); }) {
                    part.check();
                }
            } catch (const SettingError& error) {
                if constexpr (detail::IsRule<Part>) {
                    detail::fail<SettingError>({"the rule of ", Part::where.text(), ": ", error.what()});
                } else {
                    throw;
                }
            }
        });
    }

    /// Throws SettingError for a rule that gets none of the blocks.
    template <class T>
    LINNET_COLD void check_blocks(const Parameters<T>& parameters) const {
        std::array<bool, sizeof...(Parts)> used{};
        for (const ParameterBlock<T>& block : parameters) {
            used[part_of(block)] = true;
        }
        for_each_share([&](const auto& part, std::size_t i) {
            using Part = std::remove_cvref_t<decltype(part)>;
            if constexpr (detail::IsRule<Part>) {
                if (!used[i]) {
                    detail::fail<SettingError>({"the rule of ", Part::where.text(),
                                                " gets no block of the network; `summary` shows their names"});
                }
            }
        });
    }

    /// Of a block: the state of the part that it got when it started.
    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        LINNET_COLD State(const PerPart& settings, const ParameterBlock<T>& block) {
            settings.check();
            const std::size_t chosen = part_of(block);
            with_index([&](auto i) {
                if (i == chosen) {
                    state_.template emplace<i>(std::get<i>(settings.parts), block);
                }
            });
        }

        void update(const PerPart& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            with_state([&](auto& state, auto i) { state.update(std::get<i>(settings.parts), block, gradient, step); });
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            with_state([&](auto& state, auto) { state.visit(visitor); });
        }

    private:
        template <class F>
        void with_state(const F& f) {
            with_index([&](auto i) {
                if (auto* const state = std::get_if<i>(&state_); state != nullptr) {
                    f(*state, i);
                }
            });
        }

        std::variant<typename Parts::template State<T, W>...> state_;
    };

private:
    template <class F>
    static void with_index(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(std::integral_constant<std::size_t, I>{}), ...);
        }(std::index_sequence_for<Parts...>{});
    }
    template <class F>
    void for_each_share(const F& f) const {
        with_index([&](auto i) { f(std::get<i>(parts), std::size_t{i}); });
    }

    /// The first rule that matches, or what stands behind them.
    template <class T>
    [[nodiscard]] LINNET_COLD static std::size_t part_of(const ParameterBlock<T>& block) {
        std::size_t chosen = rules;
        with_index([&](auto i) {
            using Part = std::tuple_element_t<i, std::tuple<Parts...>>;
            if constexpr (detail::IsRule<Part>) {
                chosen = chosen == rules && Part::where.matches(block) ? std::size_t{i} : chosen;
            }
        });
        return chosen;
    }
};

template <class... Parts>
PerPart(Parts...) -> PerPart<Parts...>;

} // namespace linnet::inline LINNET_ISA
