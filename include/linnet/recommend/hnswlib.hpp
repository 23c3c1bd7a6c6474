// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommend.hpp, because it needs hnswlib (Debian's libhnswlib-dev). Its headers define functions
// that are not inline, so only one translation unit of a program can include this.
#if __has_include(<hnswlib/hnswlib.h>)

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

// Its headers raise some of the warnings that we ask for.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wreorder"
#include <hnswlib/hnswlib.h>
#pragma GCC diagnostic pop

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/recommend/factor_scorer.hpp>

namespace linnet::inline LINNET_ISA {

struct HnswSettings {
    std::size_t links = 16;              ///< links from an item to others, M
    std::size_t build_candidates = 200;  ///< how thoroughly links are searched for, ef_construction
    std::size_t search_candidates = 100; ///< how thoroughly a list is searched for, ef; at least k is used
    std::size_t seed = 100;
    bool unknown_row_0 = true; ///< whether row 0 is that of unknown ids, and so not an item
};

/// The items of a dot-product model in a graph of neighbours. A search finds most of those with the highest x . y_i +
/// b_i without looking at all of them. If the model has biases of items, one more column holds them, and a 1 in the
/// user's vector x. The user's own bias, and a rising activation, do not change the order. If lists must be exact, use
/// `top_items`. The vectors are copied. One thread builds the graph in the order of rows, so equal factors and settings
/// give an equal graph on one machine.
/// Throws SettingError if there are no columns or no links. Several threads must not use it at once.
/// Source: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable
/// small world graphs", 2018; https://github.com/nmslib/hnswlib.
class HnswItems {
public:
    LINNET_COLD explicit HnswItems(const Factors<float>& factors, const HnswSettings& settings = {})
        : columns_{factors.items.columns}, has_bias_{factors.item_bias.data != nullptr}, settings_{settings},
          space_{checked(factors.items, settings) + (has_bias_ ? 1 : 0)},
          index_{&space_, std::max<std::size_t>(factors.items.rows, 1), settings.links, settings.build_candidates,
                 settings.seed} {
        std::vector<float> point;
        for (std::size_t row = settings.unknown_row_0 ? 1 : 0; row < factors.items.rows; ++row) {
            set(point, factors.items.row_span(row), has_bias_ ? factors.item_bias(row, 0) : 0.0F);
            index_.addPoint(point.data(), row);
        }
    }
    /// Makes it from vectors of items without biases.
    LINNET_COLD explicit HnswItems(ConstMatrixView<float> items, const HnswSettings& settings = {})
        : HnswItems(Factors<float>{{}, items}, settings) {}

    /// About the k items whose product with the user's vector, plus bias, is highest, best first and ties by row; fewer
    /// if there are fewer. Scores are those of hnswlib: they do not have the bits of `predict`, and lack the user's
    /// bias and the activation. Throws SettingError if the vector has another size.
    [[nodiscard]] LINNET_COLD std::vector<Scored<float>> search(std::span<const float> vector, std::size_t k) {
        if (vector.size() != columns_) {
            detail::fail<SettingError>({"HnswItems: a vector of ", vector.size(), " numbers, not ", columns_});
        }
        k = std::min<std::size_t>(k, index_.cur_element_count);
        if (k == 0) {
            return {};
        }
        std::vector<float> point;
        set(point, vector, 1.0F);
        kernels::TopK<float> best(k);
        index_.setEf(std::max(k, settings_.search_candidates));
        auto found = index_.searchKnn(point.data(), k);
        for (; !found.empty(); found.pop()) {
            best.add(static_cast<row_id>(found.top().second), 1.0F - found.top().first); // its distance is 1 - product
        }
        return best.take();
    }

private:
    static std::size_t checked(const ConstMatrixView<float>& items, const HnswSettings& settings) {
        if (items.columns == 0 || settings.links < 2) {
            detail::fail<SettingError>({"HnswItems: ", items.columns, " columns and ", settings.links,
                                        " links, which must be at least 1 and 2"});
        }
        return items.columns;
    }
    /// A point of the graph: the vector, then `last` if there is a column of biases.
    LINNET_COLD void set(std::vector<float>& point, std::span<const float> vector, float last) const {
        point.assign(vector.begin(), vector.end());
        if (has_bias_) {
            point.push_back(last);
        }
    }

    std::size_t columns_;
    bool has_bias_;
    HnswSettings settings_;
    hnswlib::InnerProductSpace space_;
    hnswlib::HierarchicalNSW<float> index_;
};

} // namespace linnet::inline LINNET_ISA

#else

#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

/// Stands in, so that using it without hnswlib gives one sentence.
template <class Unused = void>
class HnswItemsWithoutHnswlib {
    static_assert(never<Unused>, "linnet: HnswItems needs hnswlib: install libhnswlib-dev.");
};
using HnswItems = HnswItemsWithoutHnswlib<>;

} // namespace linnet::inline LINNET_ISA

#endif
