// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fingerprint.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/pointer_setting.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/negative_samplers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/column_buffers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/had_filter.hpp>

namespace linnet::inline LINNET_ISA {

/// A data set of positives to which training adds negatives: items, drawn again in each epoch, that are neither the
/// positive nor known to be one of the user's. In a batch each positive (label 1) is followed by its negatives (label
/// 0, and its weight), as Bpr, SampledSoftmaxCrossEntropy and BinaryCrossEntropy read them. See `with_negatives`.
///
/// An item that cannot be a negative is drawn again, up to 64 times; then the next row after the last one drawn that
/// can be a negative is taken. The draws depend on seed, epoch and the place of the positive in the data set (and, for
/// negatives from the batch, on the batch), so they are the same for any batch size, order and number of threads.
template <class Data, IdFeature User, IdFeature Item, NegativeSampler Negatives, class ItemSide>
class WithNegatives {
public:
    static constexpr std::size_t label_columns = 1;

    /// Its batches, for a network that reads some of its features, and has Towers or none.
    template <class T, class Features, class Towers = void>
    class Batches;

    LINNET_COLD WithNegatives(const Data& positives, const UserItems& known, const Negatives& negatives,
                              std::uint64_t seed, const ItemSide* item_side)
        : positives_{&positives}, known_{&known}, item_side_{item_side}, count_{negatives.count}, seed_{seed},
          sampler_{negatives, known}, filter_{known} {
        if (count_ == 0) {
            detail::fail<SettingError>({"with_negatives: the count of negatives must be at least 1"});
        }
    }

    /// The number of positives.
    [[nodiscard]] std::size_t size() const { return positives_->size(); }
    [[nodiscard]] std::size_t negatives_per_positive() const { return count_; }
    [[nodiscard]] bool has_labels() const { return true; }
    /// The vocabulary that gave the ids of a feature their rows, if any.
    template <class F>
    [[nodiscard]] Fingerprint encoded_by() const {
        if constexpr (!std::is_same_v<F, Item> && list_contains<typename ItemSide::features, F>) {
            return item_side_ == nullptr ? Fingerprint{} : item_side_->template encoded_by<F>();
        } else {
            return positives_->template encoded_by<F>();
        }
    }

    /// Throws SettingError if the columns do not have the same number of rows, a label is not above 0, or the user of a
    /// sample had every item; IdError if the log of known items has no row for a user or item, or the item side has no
    /// row for an item.
    LINNET_COLD void check() const {
        positives_->check();
        for (std::size_t i = 0; i < positives_->labels.size(); ++i) {
            if (!(positives_->labels[i] > 0.0F)) {
                detail::fail<SettingError>({"with_negatives: row ", i, " has the label ", positives_->labels[i],
                                            "; each sample must be a positive, with a label above 0 or none"});
            }
        }
        const auto& users = positives_->template column<User>().ids;
        const auto& items = positives_->template column<Item>().ids;
        const std::size_t rows = item_side_ == nullptr ? known_->items() : item_side_->size();
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i] >= known_->items() || items[i] >= rows) {
                detail::fail<IdError>({"with_negatives: feature '", Item::name, "', row ", i, ": id ", items[i],
                                       " is not below ", known_->items() < rows ? known_->items() : rows});
            }
            if (users[i] >= known_->users()) {
                detail::fail<IdError>({"with_negatives: feature '", User::name, "', row ", i, ": id ", users[i],
                                       " is not below ", known_->users()});
            }
            if (had_everything(users[i], items[i])) {
                fail_of_nothing_left(users[i]);
            }
        }
        if (item_side_ != nullptr) {
            item_side_->check();
            if (item_side_->size() < known_->items()) {
                detail::fail<SettingError>({"with_negatives: the item side has ", item_side_->size(),
                                            " rows, and there are ", known_->items(), " items"});
            }
        }
    }

private:
    /// Whether the item cannot be a negative of a positive, because it is the unknown item, the positive, or known to
    /// be the user's.
    [[nodiscard]] bool had(row_id user, row_id positive, row_id item) const {
        return item == 0 || item == positive || detail::is_among(known_->of(user), item);
    }
    /// Whether this is true of every item.
    [[nodiscard]] bool had_everything(row_id user, row_id positive) const {
        const std::size_t count = known_->of(user).size() + (known_->contains(user, 0) ? 0 : 1) +
                                  (positive == 0 || known_->contains(user, positive) ? 0 : 1);
        return count >= known_->items();
    }
    [[noreturn]] LINNET_COLD static void fail_of_nothing_left(row_id user) {
        detail::fail<SettingError>({"with_negatives: user ", user, " had every item, so none can be drawn"});
    }

    const Data* positives_;
    const UserItems* known_;
    const ItemSide* item_side_;
    std::size_t count_;
    std::uint64_t seed_;
    typename Negatives::Sampler sampler_;
    detail::HadFilter filter_;
};

/// The batches of a WithNegatives: `count` positives make `count (1 + negatives)` rows. For a network of two towers of
/// which one reads nothing that changes with the item, these are groups (core/batch.hpp): the columns of that tower
/// have a row for each positive.
template <class Data, IdFeature User, IdFeature Item, NegativeSampler Negatives, class ItemSide>
template <class T, class Features, class Towers>
class WithNegatives<Data, User, Item, Negatives, ItemSide>::Batches {
public:
    void reserve(std::size_t) {} // the first batch makes room

    /// Gathers the positives `row_at(0)`, ..., `row_at(count - 1)` and draws their negatives, divided among the threads
    /// of `executor`, if there is one. Allocates only if the batch is larger than all before it. Throws SettingError if
    /// a user had every item.
    template <class RowAt>
    LINNET_HOT void fill(const WithNegatives& source, std::size_t count, const RowAt& row_at, std::uint64_t epoch = 0,
                         Executor* executor = nullptr) {
        const std::size_t group = 1 + source.count_;
        batch_.rows = count * group;
        write_labels(group);
        weights_.resize(source.positives_->weights.empty() ? 0 : batch_.rows);
        log_q_.resize(Negatives::corrects ? batch_.rows : 0);
        draw_items(source, count, row_at, epoch, executor);
        fill_columns(source, count, row_at, Features{});
    }

    /// Which of the gathered positives a row of the batch comes from.
    [[nodiscard]] std::size_t sample_of(std::size_t row) const { return row / group_; }
    [[nodiscard]] const BatchOf<T, Features>& batch() const { return batch_; }
    [[nodiscard]] ConstMatrixView<T> labels() const { return labels_.view().top(batch_.rows); }
    [[nodiscard]] std::span<const T> weights() const { return weights_; }
    [[nodiscard]] Targets<T> targets() const { return {labels(), weights_, log_q_}; }

private:
    static constexpr std::size_t attempts = 64;                     // to draw an item that the user did not have
    static constexpr std::uint64_t stream = std::uint64_t{3} << 62; // unlike layers, blocks and shuffling
    static constexpr std::size_t together = 16;                     // draws at a time
    /// Where a negative goes.
    struct Place {
        row_id user;
        row_id positive;
        row_id* item;
    };

    template <class F>
    static constexpr bool changes = std::is_same_v<F, Item> || list_contains<typename ItemSide::features, F>;
    template <class... F>
    static consteval bool none_changes(TypeList<F...>) {
        return sizeof...(F) != 0 && !(changes<F> || ...);
    }
    /// The features of a tower that runs once for each positive.
    static consteval auto shared_features() {
        if constexpr (std::is_void_v<Towers> || Features::size > 64) {
            return TypeList<>{};
        } else if constexpr (!Towers::fits) {
            return TypeList<>{};
        } else if constexpr (none_changes(typename Towers::template features<0>{})) {
            return typename Towers::template features<0>{};
        } else if constexpr (none_changes(typename Towers::template features<1>{})) {
            return typename Towers::template features<1>{};
        } else {
            return TypeList<>{};
        }
    }
    using shared = decltype(shared_features());

    void write_labels(std::size_t group) {
        if (batch_.rows <= labels_.rows() && group == group_) {
            return; // as they were
        }
        group_ = group;
        labels_.reserve(batch_.rows, 1);
        for (std::size_t i = 0; i < labels_.rows(); ++i) {
            labels_.view()(i, 0) = i % group == 0 ? T{1} : T{0};
        }
    }

    template <class RowAt>
    void draw_items(const WithNegatives& source, std::size_t count, const RowAt& row_at, std::uint64_t epoch,
                    Executor* executor) {
        const auto& items = source.positives_->template column<Item>().ids;
        const Random random{source.seed_, stream + epoch};
        items_.resize(batch_.rows);
        for (std::size_t p = 0; p < count; ++p) {
            items_[p * group_] = items[row_at(p)];
        }
        constexpr std::size_t cost = 200; // of a draw and a search among what the user had
        for_each_share(executor, count, 1, cost * source.count_, [&](std::size_t first, std::size_t some) {
            draw_negatives(source, first, some, row_at, random, count);
            for (std::size_t i = first * group_; i < (first + some) * group_; ++i) {
                if constexpr (Negatives::corrects) {
                    log_q_[i] = static_cast<T>(source.sampler_.log_q(items_[i]));
                }
            }
            for (std::size_t p = first; p < first + some && !weights_.empty(); ++p) {
                std::fill_n(weights_.data() + p * group_, group_,
                            static_cast<T>(source.positives_->weights[row_at(p)]));
            }
        });
    }

    /// The negatives of `some` positives. Each place of the list of items has `attempts` random numbers of its own;
    /// those of several places are made together, and a place whose item cannot be a negative waits for the next ones.
    template <class RowAt>
    void draw_negatives(const WithNegatives& source, std::size_t first, std::size_t some, const RowAt& row_at,
                        const Random& random, std::size_t count) {
        const auto& users = source.positives_->template column<User>().ids;
        std::array<std::uint64_t, together> indices{};
        std::array<std::uint64_t, together> bits;
        std::array<Place, together> places;
        std::array<unsigned, together> suspect;
        std::size_t waiting = 0;
        const auto draw = [&] {
            random.bits_of(indices, bits);
            for (std::size_t i = 0; i < waiting; ++i) { // in a loop of its own, so that its reads of memory overlap
                const auto [user, positive, to] = places[i];
                const row_id item = drawn(source, random, indices[i], bits[i], count);
                *to = item;
                suspect[i] = static_cast<unsigned>(source.filter_.may_have(user, item)) |
                             static_cast<unsigned>(item == 0) | static_cast<unsigned>(item == positive);
            }
            const std::size_t all = std::exchange(waiting, 0);
            for (std::size_t i = 0; i < all; ++i) {
                const Place place = places[i];
                if (suspect[i] != 0 &&
                    (source.filter_.knows(place.user) || source.had(place.user, place.positive, *place.item))) {
                    const std::uint64_t next = indices[i] + 1;
                    if (next % attempts == 0) {
                        *place.item = next_negative(source, place);
                    } else {
                        places[waiting] = place;
                        indices[waiting++] = next;
                    }
                }
            }
        };
        constexpr std::size_t ahead = 8;
        const auto prefetch = [&](std::size_t p) LINNET_INLINE_LAMBDA {
            if (p + 2 * ahead < first + some) {
                __builtin_prefetch(users.data() + row_at(p + 3 * ahead < first + some ? p + 3 * ahead : p));
                source.filter_.prefetch(users[row_at(p + 2 * ahead)]);
                source.filter_.prefetch_bits(users[row_at(p + ahead)]);
            }
        };
        row_id* item = items_.data() + first * group_;
        for (std::size_t p = first; p < first + some; ++p) {
            prefetch(p);
            const std::uint64_t row = row_at(p);
            const row_id positive = *item++;
            for (std::size_t n = 0; n < source.count_; ++n) {
                places[waiting] = {users[row], positive, item++};
                indices[waiting] = (row * source.count_ + n) * attempts;
                ++waiting;
                while (waiting == together) {
                    draw();
                }
            }
        }
        while (waiting != 0) {
            draw();
        }
    }

    /// The item that `random.bits(index)`, which are these, draw.
    [[nodiscard]] LINNET_INLINE row_id drawn(const WithNegatives& source, const Random& random, std::uint64_t index,
                                             std::uint64_t bits, std::size_t count) const {
        if constexpr (Negatives::in_batch) {
            return items_[Random::below_of(count, bits) * group_];
        } else if constexpr (requires { source.sampler_.draw_of(bits); }) {
            return source.sampler_.draw_of(bits);
        } else {
            return source.sampler_.draw(random, index);
        }
    }

    /// For a user who had nearly everything, or everything in the batch: the next item that they did not have.
    [[nodiscard]] LINNET_COLD static row_id next_negative(const WithNegatives& source, const Place& place) {
        row_id item = *place.item;
        for (std::size_t tried = 0; tried < source.known_->items(); ++tried) {
            item = item + 1 < source.known_->items() ? item + 1 : 1;
            if (!source.had(place.user, place.positive, item)) {
                return item;
            }
        }
        fail_of_nothing_left(place.user);
    }

    template <class RowAt, Feature... F>
    void fill_columns(const WithNegatives& source, std::size_t count, const RowAt& row_at, TypeList<F...>) {
        if constexpr (shared::size != 0) {
            std::size_t feature = 0;
            batch_.group = group_;
            batch_.shared_columns = 0;
            ((batch_.shared_columns |= std::uint64_t{list_contains<shared, F>} << feature++), ...);
        }
        ((batch_.template column<F>() = gathered<F>(source, count, row_at)), ...);
    }

    template <class F, class RowAt>
    [[nodiscard]] typename F::template column<T> gathered(const WithNegatives& source, std::size_t count,
                                                          const RowAt& row_at) {
        auto& buffer = buffers_.template of<F>();
        if constexpr (std::is_same_v<F, Item>) {
            return items_;
        } else if constexpr (list_contains<typename ItemSide::features, F>) {
            if (source.item_side_ == nullptr) {
                detail::fail<SettingError>({"with_negatives: feature '", F::name, "' needs the item side"});
            }
            return buffer.gather(source.item_side_->template column<F>(), batch_.rows,
                                 [&](std::size_t i) { return items_[i]; });
        } else if constexpr (list_contains<shared, F>) {
            return buffer.gather(source.positives_->template column<F>(), count, row_at);
        } else {
            return buffer.gather(source.positives_->template column<F>(), batch_.rows,
                                 [&](std::size_t i) { return row_at(i / group_); });
        }
    }

    detail::ColumnBuffers<T, Features> buffers_;
    std::size_t group_ = 0;
    std::vector<row_id> items_;
    BatchOf<T, Features> batch_;
    Matrix<T> labels_;
    std::vector<T> weights_;
    std::vector<T> log_q_;
};

namespace detail {

template <class Given>
struct WrongItemSide {
    static_assert(never<Given>, "linnet: NegativesOptions::item_side is the address of a data set, whose type is named "
                                "outside of the braces: NegativesOptions<decltype(side)>{.item_side = &side}.");
};

} // namespace detail

/// Further options of `with_negatives`.
template <class ItemSide>
struct NegativesOptions {
    std::uint64_t seed = 0;
    /// A data set whose sample r describes row r of the items, for features that change with the item.
    PointerSetting<const ItemSide, detail::WrongItemSide> item_side = {};
};

/// The positives in `data`, all of whose labels are above 0 or missing, with negatives that are drawn in training:
/// items other than the positive that `known` does not list for the user. `known` is usually the training log itself;
/// if it also contains the validation items, those are never negatives. The other columns of `data` keep the values of
/// the positive, so features that change with the item must be on the item side. Data, log and side must outlive the
/// result, which takes 16 bytes for each user and 2 to 4 for each item that they had, and as long to make as to read
/// the log once. Throws SettingError if there is nothing to draw. If a user had every item, training throws it before
/// the first batch: leave out the rows of such users.
template <IdFeature User, IdFeature Item, class Data, class Known, NegativeSampler Negatives,
          class ItemSide = Dataset<TypeList<Item>>>
    requires std::convertible_to<Known&, const UserItems&>
[[nodiscard]] auto with_negatives(Data&& data, Known&& known, const Negatives& negatives,
                                  NegativesOptions<ItemSide> options = {}) {
    static_assert(std::is_lvalue_reference_v<Data> && std::is_lvalue_reference_v<Known>,
                  "linnet: with_negatives refers to its data and log, which must outlive it: give them names.");
    return WithNegatives<std::remove_cvref_t<Data>, User, Item, Negatives, ItemSide>{data, known, negatives,
                                                                                     options.seed, options.item_side};
}

} // namespace linnet::inline LINNET_ISA
