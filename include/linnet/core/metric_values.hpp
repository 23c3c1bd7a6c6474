// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// The values of metrics. Read them by name, as in `history.epochs.back().metrics["auc"]`, or one after the other in
/// the order in which they were asked for: `for (const auto& [name, value] : metrics)`.
class MetricValues {
public:
    MetricValues() = default;
    LINNET_COLD MetricValues(std::initializer_list<std::pair<std::string, double>> values) : values_{values} {}

    /// The value of the first metric with that name. Throws SettingError, which names the metrics there are, if there
    /// is none.
    [[nodiscard]] double at(std::string_view name) const;
    [[nodiscard]] double operator[](std::string_view name) const { return at(name); }
    /// Deleted, because values are read by name and not by position.
    template <std::integral I>
    double operator[](I) const = delete;

    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != size(); }

    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    [[nodiscard]] auto begin() const { return values_.begin(); }
    [[nodiscard]] auto end() const { return values_.end(); }

    /// Appends the value of a metric.
    LINNET_COLD void emplace_back(std::string_view name, double value) { values_.emplace_back(name, value); }
    void clear() { values_.clear(); }

    /// Compares names and values, in order.
    [[nodiscard]] bool operator==(const MetricValues&) const = default;

private:
    [[nodiscard]] std::size_t find(std::string_view name) const;

    std::vector<std::pair<std::string, double>> values_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION double MetricValues::at(std::string_view name) const {
    const std::size_t place = find(name);
    if (place == size()) {
        std::string message = detail::text({"there is no metric '", name, "'; "});
        message += empty() ? "none was asked for" : "there are ";
        for (std::size_t i = 0; i < size(); ++i) {
            detail::append(message, {i == 0 ? "'" : ", '", values_[i].first, "'"});
        }
        throw SettingError(message);
    }
    return values_[place].second;
}

LINNET_COLD LINNET_DEFINITION std::size_t MetricValues::find(std::string_view name) const {
    std::size_t place = 0;
    while (place < size() && values_[place].first != name) {
        ++place;
    }
    return place;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
