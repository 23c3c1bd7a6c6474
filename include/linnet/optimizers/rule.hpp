// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

enum class Blocks { below_path, tables, biases };

/// Blocks of a kind, wherever they stand.
struct BlocksOfKind {
    Blocks kind;
};

/// The blocks that a rule is for, as a template argument: a path, or a kind of blocks.
template <std::size_t N>
struct Where {
    Blocks kind = Blocks::below_path;
    char path[N]{};

    // NOLINTNEXTLINE(google-explicit-constructor): a literal must convert by itself
    consteval Where(const char (&literal)[N]) { std::copy_n(literal, N, path); }
    // NOLINTNEXTLINE(google-explicit-constructor): and so must Tables and Biases
    consteval Where(BlocksOfKind blocks) : kind{blocks.kind} {}

    /// How errors call it.
    [[nodiscard]] LINNET_COLD std::string text() const {
        switch (kind) {
        case Blocks::tables:
            return "Tables";
        case Blocks::biases:
            return "Biases";
        case Blocks::below_path:
            break;
        }
        return detail::text({"'", std::string_view{path, N - 1}, "'"});
    }

    template <class T>
    [[nodiscard]] LINNET_COLD bool matches(const ParameterBlock<T>& block) const {
        const std::string_view name = block.name;
        if (!block.trained()) {
            return false;
        }
        switch (kind) {
        case Blocks::tables:
            return block.kind == BlockKind::rows;
        case Blocks::biases:
            return name == "bias" || name.ends_with(".bias");
        case Blocks::below_path:
            break;
        }
        const std::string_view wanted{path, N - 1};
        return name.starts_with(wanted) && (name.size() == wanted.size() || name[wanted.size()] == '.');
    }
};
template <std::size_t N>
Where(const char (&)[N]) -> Where<N>;
Where(BlocksOfKind) -> Where<1>;

} // namespace detail

/// For a Rule: the tables of all lookups, and the biases of all layers.
inline constexpr detail::BlocksOfKind Tables{detail::Blocks::tables};
inline constexpr detail::BlocksOfKind Biases{detail::Blocks::biases};

/// An optimizer for a part of the network, in a PerPart: `Rule<"deep", Adam>` for the blocks whose path begins with
/// "deep" (see Builder), or for the shared table of that name; `Rule<Tables, RowwiseAdagrad>`, `Rule<Biases, SGD>`.
/// Its settings are the optimizer's: `Rule<"deep", Adam>{{.learning_rate = 1e-3}}`.
template <detail::Where Part, Optimizer O>
struct Rule : O {
    static constexpr auto where = Part;
};

} // namespace linnet::inline LINNET_ISA
