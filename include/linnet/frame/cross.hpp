// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/transform.hpp>

namespace linnet::inline LINNET_ISA {

/// Crosses two columns of strings: "young" and "Bern" become "young x Bern", so that a model can learn about the
/// combination. The result is missing if either of them is. To cross numbers, cross their QuantileBuckets. It learns
/// nothing, so it may be applied without a fit.
/// Source: Cheng, Koc, Harmsen, Shaked, Chandra et al., "Wide & deep learning for recommender systems", DLRS 2016;
/// `HashedCrossing` of Keras, which also hashes, as HashToRows does afterwards.
struct Cross {
    std::string first;
    std::string second;
    std::string to{}; ///< where the result goes; empty: to a column named "first x second"

    /// Throws SettingError if a column is crossed with itself, and DataError if a column of strings is missing.
    LINNET_COLD void fit(const Frame& train) {
        check();
        static_cast<void>(train.strings(first));
        static_cast<void>(train.strings(second));
    }

    /// Throws SettingError if a column is crossed with itself, and DataError if a column of strings is missing.
    LINNET_COLD void apply(Frame& frame) const {
        check();
        const StringColumn& left = frame.strings(first);
        const StringColumn& right = frame.strings(second);
        StringColumn result;
        result.reserve(left.size());
        for (std::size_t row = 0; row < left.size(); ++row) {
            const bool missing = left[row].empty() || right[row].empty();
            result.push_back(missing ? std::string{} : detail::text({left[row], " x ", right[row]}));
        }
        frame.set(writes(), std::move(result));
    }

    [[nodiscard]] bool reads(std::string_view name) const { return name == first || name == second; }
    [[nodiscard]] LINNET_COLD std::string writes() const {
        return to.empty() ? detail::text({first, " x ", second}) : to;
    }
    [[nodiscard]] bool operator==(const Cross&) const = default;

private:
    LINNET_COLD void check() const {
        if (first == second) {
            detail::fail<SettingError>({"Cross: column '", first, "' cannot be crossed with itself"});
        }
    }
};

} // namespace linnet::inline LINNET_ISA
