// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommender/recommender_settings.hpp>

namespace linnet::inline LINNET_ISA {

/// A trained Recommender whose network is chosen when the program runs, such as one of several that a file may hold:
/// see `load_any` in `recommender/recommender_file.hpp`. A batch of users costs one virtual call. Scores are those of
/// the recommender as `T`. Copies share the recommender, which does not change.
template <class T>
class AnyRecommenderOf {
public:
    using list_type = std::vector<Recommendation<T>>;

    /// None yet: everything throws SettingError.
    AnyRecommenderOf() = default;
    /// Throws SettingError if it was not trained.
    template <class Trained>
        requires requires { typename Trained::model_type; }
    LINNET_COLD explicit AnyRecommenderOf(Trained recommender) {
        static_cast<void>(recommender.model());
        held_ = std::make_shared<const HeldOf<Trained>>(std::move(recommender));
    }

    /// A list for each user, as that of the recommender.
    [[nodiscard]] LINNET_COLD std::vector<list_type> recommend(std::span<const std::string> users,
                                                               const ListOptions& options = {}) const {
        return held().recommend(users, options);
    }
    [[nodiscard]] LINNET_COLD std::vector<list_type> recommend(std::initializer_list<std::string> users,
                                                               const ListOptions& options = {}) const {
        return recommend(std::span<const std::string>{users.begin(), users.size()}, options);
    }
    [[nodiscard]] LINNET_COLD list_type recommend(const std::string& user, const ListOptions& options = {}) const {
        return std::move(recommend(std::span{&user, 1}, options)[0]);
    }
    /// Throws IdError if the item is not known, and what `similar_items` of the recommender throws.
    [[nodiscard]] LINNET_COLD list_type similar_items(const std::string& item, const ListOptions& options = {}) const {
        return held().similar_items(item, options);
    }

    /// The recommender, or null if it is of another type.
    template <class Trained>
    [[nodiscard]] LINNET_COLD const Trained* get() const {
        const auto* const found = dynamic_cast<const HeldOf<Trained>*>(held_.get());
        return found == nullptr ? nullptr : &found->recommender;
    }

private:
    struct Held {
        Held() = default;
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;
        virtual ~Held() = default;
        [[nodiscard]] virtual std::vector<list_type> recommend(std::span<const std::string> users,
                                                               const ListOptions& options) const = 0;
        [[nodiscard]] virtual list_type similar_items(const std::string& item, const ListOptions& options) const = 0;
    };
    template <class Trained>
    struct HeldOf final : Held {
        explicit HeldOf(Trained trained) : recommender{std::move(trained)} {}

        [[nodiscard]] LINNET_COLD std::vector<list_type> recommend(std::span<const std::string> users,
                                                                   const ListOptions& options) const override {
            std::vector<list_type> lists;
            for (auto& list : recommender.recommend(users, options)) {
                lists.push_back(with_scores(std::move(list)));
            }
            return lists;
        }
        [[nodiscard]] LINNET_COLD list_type similar_items(const std::string& item,
                                                          const ListOptions& options) const override {
            return with_scores(recommender.similar_items(item, options));
        }

        Trained recommender;
    };

    template <class List>
    [[nodiscard]] LINNET_COLD static list_type with_scores(List list) {
        if constexpr (std::is_same_v<List, list_type>) {
            return list;
        } else {
            list_type result;
            for (auto& item : list) {
                result.push_back({item.row, std::move(item.id), static_cast<T>(item.score)});
            }
            return result;
        }
    }

    [[nodiscard]] const Held& held() const {
        if (held_ == nullptr) {
            detail::fail<SettingError>({"this AnyRecommender holds no recommender"});
        }
        return *held_;
    }

    std::shared_ptr<const Held> held_;
};

/// One with scores that hold those of any recommender exactly.
using AnyRecommender = AnyRecommenderOf<double>; // an alias, so that only programs that use it pay for it

} // namespace linnet::inline LINNET_ISA
