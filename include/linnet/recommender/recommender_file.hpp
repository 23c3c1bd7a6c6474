// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommender.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/io/frame_tensors.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/string_tensors.hpp>
#include <linnet/io/vocabulary_tensors.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/recommender/any_recommender.hpp>
#include <linnet/recommender/recommender.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// What encoders have learned, in a file: `<name>/<i>`, F64, of encoder i.
template <class Columns>
class LearnedTensors {
public:
    LINNET_COLD explicit LearnedTensors(const Columns& columns) : numbers_{columns.learned()} {}

    LINNET_COLD void add_to(SafetensorsWriter& writer, std::string_view name) const {
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            writer.add(text({name, "/", i}), std::span{numbers_[i]});
        }
    }
    /// Throws DataError, naming the file, for what the encoders cannot have learned.
    LINNET_COLD static void read(const SafetensorsFile& file, std::string_view name, Columns& columns) {
        std::vector<std::vector<double>> numbers(columns.learned().size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const FileTensor* const tensor = file.find(text({name, "/", i}));
            if (tensor == nullptr || tensor->type != tensor_type<double>()) {
                fail<DataError>({file.path(), ": '", name, "/", i, "' is damaged"});
            }
            numbers[i].resize(tensor->bytes.size() / sizeof(double));
            if (!numbers[i].empty()) {
                std::memcpy(numbers[i].data(), tensor->bytes.data(), tensor->bytes.size());
            }
        }
        try {
            columns.set_learned(numbers);
        } catch (const DataError& error) {
            fail<DataError>({file.path(), ": '", name, "': ", error.what()});
        }
    }

private:
    std::vector<std::vector<double>> numbers_;
};

/// The lines of encoders in a file, as StringTensors, because columns may have names that are not UTF-8.
[[nodiscard]] LINNET_COLD inline StringTensors columns_tensors(std::string_view lines) {
    StringTensors tensors;
    tensors.push_back(lines);
    return tensors;
}

/// Throws DataError unless a file is of something that reads the same columns in the same way.
LINNET_COLD inline void check_columns_text(const SafetensorsFile& file, std::string_view key, std::string_view own) {
    if (!StringTensors::are_in(file, key)) {
        fail<DataError>({file.path(), ": holds no ", key});
    }
    const std::vector<std::string_view> saved = StringTensors::read(file, key);
    if (saved.size() != 1) {
        fail<DataError>({file.path(), ": '", key, "' is damaged"});
    }
    if (saved[0] != own) {
        const auto [there, here] = different_lines(saved[0], own);
        fail<DataError>(
            {file.path(), ": holds another ", key, ": it reads '", there, "' where this one reads '", here, "'"});
    }
}

} // namespace detail

/// What `save` and `load` of a Recommender do.
template <class ModelType, class Users, class Items>
class RecommenderFile {
    using Type = Recommender<ModelType, Users, Items>;
    using State = typename Type::State;

public:
    LINNET_COLD static void save(const Type& recommender, const std::string& path) {
        const State& state = recommender.state();
        const auto& sources = recommender.sources_;
        SafetensorsWriter writer;
        const StringTensors lines = detail::columns_tensors(text_of(recommender));
        lines.add_to(writer, "recommender");
        const detail::ModelTensors<ModelType> model{*state.model, writer};
        const VocabularyTensors own_users{state.own_users};
        if constexpr (!State::reads_user) {
            own_users.add_to(writer, State::User::name);
        }
        const detail::LearnedTensors of_users{sources.users.columns};
        const detail::LearnedTensors of_items{sources.items.columns};
        of_users.add_to(writer, "encoders/users");
        of_items.add_to(writer, "encoders/items");
        Frame log;
        log.set("user", state.events.users);
        log.set("item", state.events.items);
        if (state.events.has_timestamps()) {
            log.set("timestamp", state.events.timestamps);
        }
        const FrameTensors events{log};
        const FrameTensors users{sources.user_frame};
        const FrameTensors items{sources.item_frame};
        events.add_to(writer, "events");
        users.add_to(writer, "users");
        items.add_to(writer, "items");
        writer.write(path);
    }

    LINNET_COLD static void load(Type& recommender, const std::string& path, const LoadOptions& options) {
        recommender.check_not_in_training();
        const SafetensorsFile file{path};
        detail::check_columns_text(file, "recommender", text_of(recommender));
        auto model = std::make_shared<ModelType>(linnet::load<ModelType>(path, options));
        auto sources = recommender.sources_;
        detail::LearnedTensors<decltype(sources.users.columns)>::read(file, "encoders/users", sources.users.columns);
        detail::LearnedTensors<decltype(sources.items.columns)>::read(file, "encoders/items", sources.items.columns);
        sources.user_frame = FrameTensors::read(file, "users");
        sources.item_frame = FrameTensors::read(file, "items");
        const Frame log = FrameTensors::read(file, "events");
        try {
            Interactions events{log.strings("user"), log.strings("item"), {}, {}};
            if (log.has("timestamp")) {
                events.timestamps = log.integers("timestamp");
            }
            Vocabulary own_users;
            if constexpr (!State::reads_user) {
                own_users = VocabularyTensors::read(file, State::User::name);
            }
            auto state = std::make_shared<State>(std::move(model), std::move(own_users), std::move(events));
            state->describe(sources.users, sources.user_frame, sources.items, sources.item_frame);
            state->make_scorer();
            recommender.sources_ = std::move(sources);
            recommender.state_ = std::move(state);
        } catch (const DataError& error) { // parts that do not fit each other
            detail::fail<DataError>({path, ": ", error.what()});
        } catch (const SettingError& error) {
            detail::fail<DataError>({path, ": ", error.what()});
        }
    }

private:
    [[nodiscard]] LINNET_COLD static std::string text_of(const Type& recommender) {
        return detail::text({recommender.sources_.users.text(), recommender.sources_.items.text()});
    }
};

/// Writes a trained Recommender to one file, from which `load` makes it again, in another program, too: the model as
/// `save` of a model writes it, vocabularies, what encoders learned, what is known about users and items, and the log.
/// The file is replaced at once and whole. Throws SettingError if it was not trained, DataError, naming the file and
/// the reason, if it cannot be written.
template <class ModelType, class Users, class Items>
LINNET_COLD void save(const Recommender<ModelType, Users, Items>& recommender, const std::string& path) {
    RecommenderFile<ModelType, Users, Items>::save(recommender, path);
}

/// Gives a recommender that was made alike, for any width, what `save` wrote: its lists have the same bits. With
/// `{.mmap = true}` tables stay in the file. Settings are not in the file: those of this recommender hold.
/// Throws DataError, naming the file, if it cannot be read, is damaged, or is of another network or of other columns;
/// the recommender is then as it was.
template <class ModelType, class Users, class Items>
LINNET_COLD void load(Recommender<ModelType, Users, Items>& recommender, const std::string& path,
                      const LoadOptions& options = {}) {
    RecommenderFile<ModelType, Users, Items>::load(recommender, path, options);
}

/// Opens a file that holds one of several recommenders, which are given as they are before training: the first that the
/// file fits. Throws DataError, naming the file, if it cannot be read, or saying for each why it does not fit.
template <class... Recommenders>
[[nodiscard]] LINNET_COLD AnyRecommender load_any(const std::string& path, const LoadOptions& options,
                                                  Recommenders... recommenders) {
    static_assert(sizeof...(Recommenders) > 0, "linnet: load_any takes the recommenders that a file may hold.");
    static_cast<void>(SafetensorsFile{path}); // what is no file has one sentence
    AnyRecommender found;
    std::string problems;
    const auto try_one = [&](auto& recommender) {
        try {
            load(recommender, path, options);
            found = AnyRecommender{std::move(recommender)};
            return true;
        } catch (const DataError& error) {
            const std::string_view what = error.what();
            detail::append(problems,
                           {problems.empty() ? "" : "; ",
                            what.starts_with(path) ? what.substr(std::min(path.size() + 2, what.size())) : what});
            return false;
        }
    };
    if (!(try_one(recommenders) || ...)) {
        detail::fail<DataError>({path, ": fits none of ", sizeof...(Recommenders), " recommenders: ", problems});
    }
    return found;
}

} // namespace linnet::inline LINNET_ISA

#endif
