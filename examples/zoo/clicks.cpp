// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "clicks.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../made_up.hpp"

namespace zoo {

namespace {

constexpr float typical_age = 33.0F;
constexpr float typical_year = 1989.0F;

/// The number that an id is, or a typical one where it is missing.
float number_of(const ln::Vocabulary& vocabulary, ln::row_id row, float typical) {
    return row == 0 ? typical : std::stof(std::string{vocabulary.raw(row)});
}

/// Samples of users and items with what is known about both.
Samples samples_of(const Clicks& clicks, ln::Dataset<ln::TypeList<User, Item>> ids) {
    auto joined = ln::join<User, Item>(std::move(ids), clicks.user_side, clicks.item_side);
    ln::ColumnStore<AgeAndYear> numbers;
    for (std::size_t s = 0; s < joined.size(); ++s) {
        const float age = number_of(clicks.vocabularies.of<Age>(), joined.column<Age>().ids[s], typical_age);
        const float year = number_of(clicks.vocabularies.of<Year>(), joined.column<Year>().ids[s], typical_year);
        numbers.numbers.insert(numbers.numbers.end(), {(age - typical_age) / 12.0F, (year - typical_year) / 14.0F});
    }
    return ln::with_column<AgeAndYear>(std::move(joined), std::move(numbers));
}

/// Divides numbers by their deviation, after their mean was taken off, and multiplies them by a factor.
struct Scaling {
    float mean = 0.0F;
    float factor = 0.0F;

    Scaling(const std::vector<float>& numbers, float weight) {
        double sum = 0.0;
        double squares = 0.0;
        for (const float number : numbers) {
            sum += static_cast<double>(number);
            squares += static_cast<double>(number) * static_cast<double>(number);
        }
        const auto n = static_cast<double>(numbers.size());
        const double variance = squares / n - sum / n * (sum / n);
        mean = static_cast<float>(sum / n);
        factor = variance > 1e-9 ? weight / static_cast<float>(std::sqrt(variance)) : 0.0F;
    }
    [[nodiscard]] float operator()(float number) const { return (number - mean) * factor; }
};

/// A number for each sample and for each row of users or items.
struct Column {
    std::vector<float> of_train; ///< out of fold, where it depends on labels
    std::vector<float> of_rows;
};

ln::StringColumn raw_ids(const ln::Vocabulary& vocabulary) {
    ln::StringColumn ids;
    for (ln::row_id row = 0; row < vocabulary.size(); ++row) {
        ids.push_back(vocabulary.raw(row));
    }
    return ids;
}

/// The columns of one side: `known` for each row, then the rate of likes and the log of the number of ratings. What is
/// known weighs less than the last two, which a kernel machine would lose among them.
std::vector<Column> columns(const std::vector<std::vector<float>>& known, const std::vector<ln::row_id>& rows,
                            const ln::StringColumn& values, const ln::Vocabulary& vocabulary,
                            std::span<const float> labels) {
    std::vector<Column> result;
    const auto add = [&](std::vector<float> of_train, std::vector<float> of_rows, float weight) {
        const Scaling scaling{of_train, weight};
        std::transform(of_train.begin(), of_train.end(), of_train.begin(), scaling);
        std::transform(of_rows.begin(), of_rows.end(), of_rows.begin(), scaling);
        result.push_back({std::move(of_train), std::move(of_rows)});
    };
    const auto of = [&](const std::vector<float>& of_rows) {
        std::vector<float> numbers;
        for (const ln::row_id row : rows) {
            numbers.push_back(of_rows[row]);
        }
        return numbers;
    };
    for (const std::vector<float>& of_rows : known) {
        add(of(of_rows), of_rows, 0.3F);
    }
    ln::TargetEncoder encoder;
    const ln::StringColumn ids = raw_ids(vocabulary);
    std::vector<float> rates = encoder.fit_transform(values, labels);
    std::vector<float> counts = encoder.counts(ids);
    std::transform(counts.begin(), counts.end(), counts.begin(), [](float count) { return std::log1p(count); });
    add(std::move(rates), encoder.transform(ids), 1.0F);
    add(of(counts), counts, 1.0F);
    return result;
}

ln::Matrix<float> matrix_of_rows(const std::vector<Column>& columns) {
    ln::Matrix<float> matrix(columns.front().of_rows.size(), columns.size());
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            matrix.view()(row, i) = columns[i].of_rows[row];
        }
    }
    return matrix;
}

/// The numbers of each pair of `users[s]` and `items[s]`.
NumberSamples number_samples(const Clicks& clicks, std::span<const ln::row_id> users,
                             std::span<const ln::row_id> items) {
    NumberSamples samples;
    std::vector<float>& numbers = samples.column<Numbers>().numbers;
    numbers.reserve(users.size() * Numbers::columns);
    for (std::size_t s = 0; s < users.size(); ++s) {
        const float* const user = clicks.numbers_of_users.view().row(users[s]);
        const float* const item = clicks.numbers_of_items.view().row(items[s]);
        numbers.insert(numbers.end(), user, user + user_numbers);
        numbers.insert(numbers.end(), item, item + item_numbers);
    }
    return samples;
}

void add_numbers(Clicks& clicks, const ln::Interactions& log) {
    const Samples& train = clicks.fields.train;
    const auto& users = train.column<User>().ids;
    const auto& items = train.column<Item>().ids;
    std::vector<std::vector<float>> of_users(user_numbers - 2, std::vector<float>(clicks.seen.users()));
    for (ln::row_id row = 0; row < clicks.seen.users(); ++row) {
        of_users[0][row] =
            number_of(clicks.vocabularies.of<Age>(), clicks.user_side.column<Age>().ids[row], typical_age);
        of_users[1][row] = clicks.user_side.column<Gender>().ids[row] == 1 ? 1.0F : 0.0F;
        const ln::row_id occupation = clicks.user_side.column<Occupation>().ids[row];
        if (occupation > 0 && occupation + 1 < of_users.size()) {
            of_users[occupation + 1][row] = 1.0F;
        }
    }
    std::vector<std::vector<float>> of_items(item_numbers - 2, std::vector<float>(clicks.seen.items()));
    for (ln::row_id row = 0; row < clicks.seen.items(); ++row) {
        of_items[0][row] =
            number_of(clicks.vocabularies.of<Year>(), clicks.item_side.column<Year>().ids[row], typical_year);
        for (std::size_t genre = 0; genre + 1 < of_items.size() && genre < clicks.genres.columns(); ++genre) {
            of_items[genre + 1][row] = clicks.genres.view()(row, genre);
        }
    }
    const auto user_columns = columns(of_users, users, log.users, clicks.vocabularies.of<User>(), train.labels);
    const auto item_columns = columns(of_items, items, log.items, clicks.vocabularies.of<Item>(), train.labels);
    clicks.numbers_of_users = matrix_of_rows(user_columns);
    clicks.numbers_of_items = matrix_of_rows(item_columns);
    NumberSamples& samples = clicks.numbers.train;
    for (std::size_t s = 0; s < users.size(); ++s) {
        for (const auto* of_side : {&user_columns, &item_columns}) {
            for (const Column& column : *of_side) {
                samples.column<Numbers>().numbers.push_back(column.of_train[s]);
            }
        }
    }
    samples.labels = train.labels;
    const auto add = [&](const Samples& from, NumberSamples& to) {
        to = number_samples(clicks, from.column<User>().ids, from.column<Item>().ids);
        to.labels = from.labels;
    };
    add(clicks.fields.validation, clicks.numbers.validation);
    add(clicks.fields.test, clicks.numbers.test);
}

struct Raw {
    ln::Interactions train, validation, test;
    Profiles profiles;
};

Raw read(const std::string& folder) {
    if (folder.empty()) {
        ln::LogSplit split = ln::random_split(made_up::ratings(), {.train = 0.8, .validation = 0.1, .seed = 1});
        for (ln::Interactions* part : {&split.train, &split.validation, &split.test}) {
            for (float& rating : part->ratings) {
                rating = ln::LikedFrom{4}(rating);
            }
        }
        return {std::move(split.train), std::move(split.validation), std::move(split.test), read_profiles("")};
    }
    const auto part = [&](const char* name) {
        return ln::read_interactions(folder + "/splits/ctrr_" + name + ".tsv", ln::movielens_100k());
    };
    return {part("train"), part("valid"), part("test"), read_profiles(folder)};
}

} // namespace

template <>
Samples Clicks::pairs<Samples>(std::span<const ln::row_id> users, std::size_t first, std::size_t count) const {
    ln::Dataset<ln::TypeList<User, Item>> ids;
    for (const ln::row_id user : users) {
        for (std::size_t item = first; item < first + count; ++item) {
            ids.column<User>().add(user);
            ids.column<Item>().add(static_cast<ln::row_id>(item));
        }
    }
    return samples_of(*this, std::move(ids));
}
template <>
HistorySamples Clicks::pairs<HistorySamples>(std::span<const ln::row_id> users, std::size_t first,
                                             std::size_t count) const {
    Samples samples = pairs<Samples>(users, first, count);
    ln::ColumnStore<Liked> column;
    column.encoded_by = liked.encoded_by;
    for (const ln::row_id user : samples.column<User>().ids) {
        column.add_row(liked, user);
    }
    return ln::with_column<Liked>(std::move(samples), std::move(column));
}
template <>
NumberSamples Clicks::pairs<NumberSamples>(std::span<const ln::row_id> users, std::size_t first,
                                           std::size_t count) const {
    std::vector<ln::row_id> of_users;
    std::vector<ln::row_id> of_items;
    for (const ln::row_id user : users) {
        for (std::size_t item = first; item < first + count; ++item) {
            of_users.push_back(user);
            of_items.push_back(static_cast<ln::row_id>(item));
        }
    }
    return number_samples(*this, of_users, of_items);
}

Clicks read_clicks(const std::string& folder) {
    const Raw raw = read(folder);
    Clicks clicks;
    clicks.real = !folder.empty();
    clicks.vocabularies.add<User, Item>(raw.train);
    ln::add_values<UserSide>(clicks.vocabularies, raw.profiles.people);
    ln::add_values<ItemSide>(clicks.vocabularies, raw.profiles.films);
    clicks.user_side =
        ln::side_table<UserSide>(raw.profiles.people, "id", clicks.vocabularies.of<User>(), clicks.vocabularies);
    clicks.item_side =
        ln::side_table<ItemSide>(raw.profiles.films, "id", clicks.vocabularies.of<Item>(), clicks.vocabularies);
    const auto encoded = [&](const ln::Interactions& log) {
        return samples_of(clicks, ln::encode<User, Item>(log, clicks.vocabularies, ln::RatingAsLabel{}));
    };
    clicks.fields = {encoded(raw.train), encoded(raw.validation), encoded(raw.test)};
    clicks.vocabularies.of<Liked>() = clicks.vocabularies.of<Item>();
    const ln::Interactions likes =
        ln::select_rows(raw.train, [&](std::size_t row) { return raw.train.ratings[row] > 0.0F; });
    clicks.liked = ln::user_histories<Liked, User>(likes, clicks.vocabularies);
    const auto with_histories = [&](const Samples& samples, const ln::Interactions& log) {
        return ln::with_column<Liked>(samples, ln::histories<Liked>(log, clicks.vocabularies, likes));
    };
    clicks.histories = {with_histories(clicks.fields.train, raw.train),
                        with_histories(clicks.fields.validation, raw.validation),
                        with_histories(clicks.fields.test, raw.test)};
    clicks.seen = ln::user_items<User, Item>(raw.train, clicks.vocabularies);
    clicks.all = ln::user_items<User, Item>(raw.test, clicks.vocabularies);
    clicks.genres = ln::multi_hot(clicks.item_side.column<Genres>(), clicks.vocabularies.of<Genres>().size());
    add_numbers(clicks, raw.train);
    return clicks;
}

} // namespace zoo
