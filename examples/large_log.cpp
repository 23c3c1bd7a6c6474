// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A log from a file to a list of ten for every user, on two threads: how long each stage takes, and how much memory.
//   large_log                     200,000 rows
//   large_log 50000000 /tmp       50 million rows, of 5 million users and a million items; the files go to that folder
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <linnet/linnet.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", ln::dynamic>;
using Item = ln::Categorical<"item", ln::dynamic>;

/// The most memory that this process has had, in bytes.
std::size_t peak_memory() {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            std::size_t kilobytes = 0;
            status >> kilobytes;
            return 1024 * kilobytes;
        }
    }
    return 0;
}

/// Says how long a stage took, for how many rows, and the peak of memory so far.
class Stages {
public:
    void end(const char* name, std::size_t rows) {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - begin_).count();
        std::printf("%-28s %12zu rows %8.2f s %8.2f million rows/s, peak %6zu MB\n", name, rows, seconds,
                    1e-6 * static_cast<double>(rows) / seconds, peak_memory() >> 20);
        std::fflush(stdout);
        begin_ = std::chrono::steady_clock::now();
    }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// A file that is removed in the end.
struct RemovedFile {
    explicit RemovedFile(std::filesystem::path where) : path{std::move(where)} {}
    RemovedFile(const RemovedFile&) = delete;
    RemovedFile& operator=(const RemovedFile&) = delete;
    ~RemovedFile() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    std::filesystem::path path;
};

/// `user TAB item TAB rating TAB time`: users are drawn alike, items with weight 1 / (10 + rank), and times rise with
/// some disorder.
void write_log(const std::string& path, std::size_t rows, std::size_t users, std::size_t items) {
    std::vector<double> reach(items); // cumulative weights
    double total = 0.0;
    for (std::size_t i = 0; i < items; ++i) {
        total += 1.0 / (10.0 + static_cast<double>(i));
        reach[i] = total;
    }
    std::ofstream file{path};
    std::string text;
    const auto add = [&text](char kind, std::size_t number, char end) {
        if (kind != '\0') {
            text += kind;
        }
        text += std::to_string(number);
        text += end;
    };
    const ln::Random who{1, 0}, what{1, 1}, stars{1, 2}, when{1, 3};
    for (std::size_t n = 0; n < rows; ++n) {
        const auto item = std::lower_bound(reach.begin(), reach.end(), total * what.uniform(n)) - reach.begin();
        add('u', who.below(users, n), '\t');
        add('i', static_cast<std::size_t>(item), '\t');
        add('\0', 1 + stars.below(5, n), '\t');
        add('\0', 1'500'000'000 + n + when.below(1000, n), '\n');
        if (text.size() > 1 << 20 || n + 1 == rows) {
            file << text;
            text.clear();
        }
    }
    if (!file.flush()) {
        throw ln::DataError(path + ": cannot be written");
    }
}

/// Rows of the vocabulary in order of popularity, so that the first ones are all that a list of the most popular needs.
void add_by_popularity(ln::Vocabulary& vocabulary, const ln::StringColumn& items, ln::Executor* executor) {
    std::vector<std::uint64_t> rarity(items.distinct(), items.size());
    for (const std::uint32_t code : items.codes()) {
        --rarity[code];
    }
    for (const std::size_t code : ln::sorted_order(rarity, executor)) {
        vocabulary.add(items.string(static_cast<std::uint32_t>(code)));
    }
}

/// Writes a line for each user: their id and those of their items. Returns how many items there are in all.
std::size_t write_lists(const std::string& path, const ln::MostPopular<>& scorer, const ln::UserItems& seen,
                        const ln::Vocabularies<ln::TypeList<User, Item>>& ids, ln::Executor* executor) {
    constexpr std::size_t popular_items = 500; // more than any user here has had, and ten
    std::ofstream file{path};
    std::size_t listed = 0;
    ln::for_each_list(scorer, {.k = 10, .exclude_seen = &seen, .first_rows = popular_items, .executor = executor},
                      [&](ln::row_id user, std::span<const ln::Scored<float>> list) {
                          file << ids.of<User>().raw(user);
                          for (const auto& scored : list) {
                              file << '\t' << ids.of<Item>().raw(scored.row);
                          }
                          file << '\n';
                          listed += list.size();
                      });
    if (!file.flush()) {
        throw ln::DataError(path + ": cannot be written");
    }
    return listed;
}

int run(std::size_t rows, const std::filesystem::path& folder) {
    const std::string name = "linnet_large_log_" + std::to_string(::getpid());
    const RemovedFile file{folder / (name + ".tsv")};
    const RemovedFile lists{folder / (name + "_lists.tsv")};
    Stages stages;
    write_log(file.path, rows, rows / 10 + 1, rows / 50 + 1);
    stages.end("write the log", rows);

    ln::ThreadPool pool{2};
    ln::Interactions log =
        ln::read_interactions(file.path, {.user = 0, .item = 1, .rating = 2, .timestamp = 3}, nullptr, &pool);
    stages.end("read_interactions", rows);

    // Each step takes the place of the log before, which is freed.
    std::size_t before = log.size();
    log = ln::without_duplicates(log, ln::Keep::last, nullptr, &pool);
    stages.end("without_duplicates", before);

    before = log.size();
    log = ln::k_core(log, {.users = 5, .items = 5}, nullptr, &pool);
    stages.end("k_core", before);

    before = log.size();
    const ln::LogSplit parts = ln::time_split(log, {.train = 0.9}, &pool);
    log = {};
    stages.end("time_split", before);

    ln::Vocabularies<ln::TypeList<User, Item>> ids;
    ids.of<User>().add(parts.train.users);
    add_by_popularity(ids.of<Item>(), parts.train.items, &pool);
    stages.end("vocabularies", parts.train.size());

    const ln::UserItems seen = ln::user_items<User, Item>(parts.train, ids, &pool);
    stages.end("user_items", parts.train.size());

    const std::size_t listed = write_lists(lists.path, ln::MostPopular<>{seen}, seen, ids, &pool);
    stages.end("lists of ten for all users", seen.users() - 1);

    // A log takes 20 bytes a row. Two of them and what a step needs meanwhile lie in memory at once.
    constexpr std::size_t most_bytes_per_row = 80;
    const std::size_t most = most_bytes_per_row * rows + (std::size_t{64} << 20);
    std::printf("%zu users, %zu items; peak %.1f bytes a row in all\n", seen.users() - 1, seen.items() - 1,
                static_cast<double>(peak_memory()) / static_cast<double>(rows));
    if (listed != 10 * (seen.users() - 1)) {
        std::printf("NOT REACHED: a user has fewer than ten items\n");
        return 1;
    }
    if (peak_memory() > most) {
        std::printf("NOT REACHED: more than %zu bytes a row and 64 MB\n", most_bytes_per_row);
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) try {
    const std::size_t rows = argc > 1 ? std::stoull(argv[1]) : 200'000;
    return run(rows, argc > 2 ? std::filesystem::path{argv[2]} : std::filesystem::temp_directory_path());
} catch (const std::exception& error) {
    std::printf("%s\n", error.what());
    return 1;
}
