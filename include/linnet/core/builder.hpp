// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/any_feature.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/memory_size.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

template <class T>
class ChildBuilder;

/// Passed to the layers when a model is made: they ask it for parameter blocks and random streams.
///
/// A block is named by the path of its layer in the network's type and what it is there, such as "1.kernel": a
/// combinator numbers the layers in it, from 0 on, and a `Named<"deep", ...>` starts a path of its own below the names
/// around it, so that what is named keeps its blocks' names wherever it stands: "deep.0.kernel". The table of a lookup
/// that shares it with none is named by the feature, too: "0.1.item.embedding"; a shared table has its own name and no
/// path. The path changes names only: initial values are drawn by the order of the blocks.
template <class T>
class Builder {
public:
    using rows_list = std::vector<std::pair<std::string, std::size_t>>;

    /// `rows` gives the number of rows of the features whose vocabulary is `dynamic`, by name. `streams` counts the
    /// layers that draw random numbers. Blocks take their values from `source`, if there is one, and are initialised
    /// otherwise.
    Builder(Parameters<T>& parameters, std::uint64_t seed, const rows_list& rows, std::uint64_t& streams,
            BlockSource<T>* source = nullptr)
        : parameters_{parameters}, seed_{seed}, rows_{rows}, streams_{streams}, source_{source} {}

    /// For a layer of layers: the builder of its i-th layer, whose constructor takes it.
    [[nodiscard]] LINNET_COLD ChildBuilder<T> child(std::size_t index) const {
        return {inside(join(path_, detail::text({index})), names_)};
    }
    /// The same for a layer that is called `name`: the numbers since the last name are dropped.
    [[nodiscard]] LINNET_COLD ChildBuilder<T> named(std::string_view name) const {
        std::string path = join(std::string_view{path_}.substr(0, names_), name);
        const std::size_t names = path.size();
        return {inside(std::move(path), names)};
    }
    /// The builder of the network itself, whose path is empty.
    [[nodiscard]] LINNET_COLD ChildBuilder<T> outermost() const { return {inside({}, 0)}; }

    /// Makes a dense block of `rows x columns`, filled by `initialize`, and returns its index. Throws SettingError,
    /// naming the block, if its size in bytes does not fit a `std::size_t`, as `table` does.
    template <class Init>
    LINNET_COLD std::size_t dense(std::string_view name, std::size_t rows, std::size_t columns, const Init& initialize,
                                  Fans fans) {
        return add(unique(join(path_, name)), BlockKind::dense, rows, columns, initialize, fans);
    }

    /// Makes a block of statistics of `rows x columns`, filled by `initialize`, and returns its index: numbers that are
    /// saved and copied with the model but not trained (see BlockKind). Throws as `dense` does.
    template <class Init>
    LINNET_COLD std::size_t statistics(std::string_view name, std::size_t rows, std::size_t columns,
                                       const Init& initialize) {
        return add(unique(join(path_, name)), BlockKind::statistics, rows, columns, initialize, Fans{rows, columns});
    }

    /// Makes a table of `rows x columns`, filled by `initialize`. A table that is `shared` is found again by its name.
    /// A layer that reads its rows by `looked_up_rows`, and in no other way, says `looked_up`, so that they may be
    /// quantised for prediction.
    /// Throws SettingError if two features that share a table differ in rows, or if its name belongs to a block that no
    /// lookup shares, or to a table of another width.
    template <class Init>
    LINNET_COLD std::size_t table(std::string_view name, bool shared, std::size_t rows, std::size_t columns,
                                  const Init& initialize, bool looked_up = false) {
        const std::size_t found = shared ? parameters_.find(name) : Parameters<T>::none;
        if (found == Parameters<T>::none) {
            const std::size_t added = add(shared ? std::string{name} : unique(join(path_, name)), BlockKind::rows, rows,
                                          columns, initialize, Fans{rows, columns});
            parameters_[added].shared = shared;
            parameters_[added].looked_up = looked_up;
            return added;
        }
        ParameterBlock<T>& block = parameters_[found];
        if (!block.shared || block.values.columns() != columns) {
            detail::fail<SettingError>({"table '", name, "' has the name of another parameter block"});
        }
        if (block.values.rows() != rows) {
            detail::fail<SettingError>(
                {"table '", name, "' is shared by features of ", block.values.rows(), " and ", rows, " rows"});
        }
        block.looked_up = block.looked_up && looked_up;
        return found;
    }

    /// Makes the block that the model derives from a table, of the same shape, or finds it, if another lookup of the
    /// table made it. requires: `table` is the block that was made last, or has a derived one
    LINNET_COLD std::size_t derived(std::size_t table) {
        if (!parameters_.is_source(table)) {
            const ParameterBlock<T>& source = parameters_[table];
            Matrix<T> values(source.values.rows(), source.values.columns());
            parameters_.add({detail::text({source.name, ".propagated"}), BlockKind::derived, std::move(values)});
        }
        return table + 1;
    }

    /// The number of rows of a feature: from its type, or, if that says `dynamic`, as given. Throws SettingError if it
    /// was not given.
    template <IdFeature F>
    [[nodiscard]] std::size_t rows_of() const {
        return rows_of<F>(rows_);
    }
    template <IdFeature F>
    [[nodiscard]] static std::size_t rows_of(const rows_list& rows) {
        return rows_of(F::name, F::rows, rows);
    }

    /// For a layer that reads a stand-in: the feature it stands for.
    [[nodiscard]] const detail::StandsFor<T>& feature() const { return *feature_; }
    [[nodiscard]] std::size_t rows_of_feature() const { return rows_of(feature_->name, feature_->rows, rows_); }
    /// Says it, for the layer and those inside it.
    void set_feature(const detail::StandsFor<T>& feature) { feature_ = &feature; }

    /// A number for each layer that draws random numbers in training.
    [[nodiscard]] std::uint64_t new_stream() { return noise_stream + streams_++; }

private:
    [[nodiscard]] LINNET_COLD static std::size_t rows_of(std::string_view feature, std::size_t by_type,
                                                         const rows_list& rows) {
        if (by_type != dynamic) {
            return by_type;
        }
        for (const auto& [name, count] : rows) {
            if (name == feature) {
                return count;
            }
        }
        detail::fail<SettingError>(
            {"feature '", feature, "' has a dynamic vocabulary: give the model its vocabulary or its number of rows"});
    }

    [[nodiscard]] LINNET_COLD Builder inside(std::string path, std::size_t names) const {
        Builder child{*this};
        child.path_ = std::move(path);
        child.names_ = names;
        return child;
    }
    [[nodiscard]] LINNET_COLD static std::string join(std::string_view path, std::string_view name) {
        return path.empty() ? std::string{name} : detail::text({path, ".", name});
    }

    // Initializers use the index of the block as their stream; the streams of layers start beyond every index.
    static constexpr std::uint64_t noise_stream = std::uint64_t{1} << 32;

    // Not cold: it fills whole tables.
    template <class Init>
    [[gnu::noinline]] std::size_t add(std::string name, BlockKind kind, std::size_t rows, std::size_t columns,
                                      const Init& initialize, Fans fans) {
        check_size(name, rows, columns);
        ParameterBlock<T> block{std::move(name), kind, {}};
        if (source_ != nullptr) {
            block.values = source_->values(block.name, kind, rows, columns);
        } else {
            block.values = Matrix<T>(rows, columns);
            initialize(block.values.view(), fans, Random{seed_, parameters_.size()});
        }
        return parameters_.add(std::move(block));
    }

    LINNET_COLD static void check_size(std::string_view name, std::size_t rows, std::size_t columns) {
        static_cast<void>(detail::padded_elements<T>(rows, columns, detail::text({"'", name, "'"})));
    }

    /// `name`, or `name_1`, `name_2` ... where it is taken.
    [[nodiscard]] LINNET_COLD std::string unique(std::string_view name) const {
        std::string candidate{name};
        for (std::size_t i = 1; parameters_.find(candidate) != Parameters<T>::none; ++i) {
            candidate = detail::text({name, "_", i});
        }
        return candidate;
    }

    Parameters<T>& parameters_;
    std::uint64_t seed_;
    const rows_list& rows_;
    std::uint64_t& streams_;
    BlockSource<T>* source_;
    std::string path_{};
    std::size_t names_ = 0; // characters of the path up to the last name
    const detail::StandsFor<T>* feature_ = nullptr;
};

/// A builder for a layer inside another one: what the constructor of its node takes.
template <class T>
class ChildBuilder {
public:
    Builder<T> builder;

    // NOLINTNEXTLINE(google-explicit-constructor): nodes take a builder, and this is one that lives as long as the call
    operator Builder<T>&() { return builder; }
};

} // namespace linnet::inline LINNET_ISA
