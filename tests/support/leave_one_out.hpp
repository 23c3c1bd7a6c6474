// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <linnet/core/feature.hpp>

namespace linnet_test {

/// MovieLens 100K with each user's last event left out for testing and the one before for validation. The ids of the
/// files are the rows, and row 0 is that of unknown ids.
struct LeaveOneOut {
    static constexpr std::size_t users = 943;
    static constexpr std::size_t items = 1682;
    static constexpr std::size_t genres = 19;

    std::vector<std::vector<linnet::row_id>> train{users + 1};
    std::vector<linnet::row_id> valid = std::vector<linnet::row_id>(users + 1);
    std::vector<linnet::row_id> test = std::vector<linnet::row_id>(users + 1);
    std::vector<std::vector<linnet::row_id>> negatives{users + 1}; // 99 a user, of the test
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>(items + 1);
    std::vector<float> flags = std::vector<float>((items + 1) * genres); // of genres, a row per item
    bool found = false;

    LeaveOneOut() {
        const std::filesystem::path folder = LINNET_SHARED_DIR "/data/ml-100k";
        if (!std::filesystem::exists(folder)) {
            return;
        }
        found = true;
        for_each_line(folder / "splits/loo_train.tsv", [&](std::istream& line) {
            std::size_t user = 0;
            linnet::row_id item = 0;
            line >> user >> item;
            train.at(user).push_back(item);
            ++counts.at(item);
        });
        const auto read_one = [&](const char* name, std::vector<linnet::row_id>& column) {
            for_each_line(folder / "splits" / name, [&](std::istream& line) {
                std::size_t user = 0;
                line >> user;
                line >> column.at(user);
            });
        };
        read_one("loo_valid.tsv", valid);
        read_one("loo_test.tsv", test);
        for_each_line(folder / "splits/loo_test.neg", [&](std::istream& line) {
            std::size_t user = 0;
            linnet::row_id item = 0;
            line >> user >> item; // the positive
            while (line >> item) {
                negatives.at(user).push_back(item);
            }
        });
        for_each_line(folder / "u.item", [&](std::istream& line) {
            std::string field;
            std::getline(line, field, '|');
            const std::size_t item = std::stoul(field);
            std::getline(line, field, '|'); // the title
            std::getline(line, field, '|'); // the year
            for (std::size_t genre = 0; genre < genres && std::getline(line, field, '|'); ++genre) {
                flags.at(item * genres + genre) = field[0] == '1' ? 1.0F : 0.0F;
            }
        });
    }

private:
    template <class Read>
    static void for_each_line(const std::filesystem::path& path, Read read) {
        std::ifstream file{path};
        for (std::string text; std::getline(file, text);) {
            std::istringstream line{text};
            read(line);
        }
    }
};

} // namespace linnet_test
