// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// A database for an example, with made-up events where it has no table of them.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <soci/soci.h>
#include <unistd.h>

#include <linnet/linnet.hpp>

namespace made_up {

class Events {
public:
    /// Connects to the database, or to a temporary file of SQLite if no connection is given.
    Events(const std::string& backend, const std::string& connection) {
        if (connection.empty()) {
            path_ = std::filesystem::temp_directory_path() / ("linnet_events_" + std::to_string(::getpid()));
        }
        session_.open(backend, connection.empty() ? "db=" + path_.string() : connection);
        try {
            int any = 0;
            session_ << "SELECT count(*) FROM (SELECT 1 FROM events LIMIT 1) AS one", soci::into(any);
        } catch (const soci::soci_error&) { // there is no such table
            fill();
        }
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;
    ~Events() {
        session_.close();
        if (std::error_code ignored; !path_.empty()) {
            std::filesystem::remove(path_, ignored);
        }
    }

    [[nodiscard]] soci::session& session() { return session_; }

private:
    /// A million likes of 20,000 customers, by planted tastes.
    void fill() {
        const linnet::Interactions all =
            linnet::synthetic_log(
                {.users = 20'000, .items = 3'000, .interactions = 2'200'000, .popularity = 0.5, .taste = 3.0})
                .interactions;
        session_ << "CREATE TABLE events(customer TEXT, item TEXT, moment BIGINT)";
        soci::transaction transaction{session_};
        std::vector<std::string> customers;
        std::vector<std::string> items;
        std::vector<long long> moments;
        std::size_t written = 0;
        for (std::size_t row = 0; row < all.size() && written < 1'000'000; ++row) {
            if (all.ratings[row] < 3.0F) {
                continue;
            }
            customers.emplace_back(all.users[row]);
            items.emplace_back(all.items[row]);
            moments.push_back(static_cast<long long>(1'700'000'000 + row));
            ++written;
            if (customers.size() == 1000) {
                session_ << "INSERT INTO events VALUES(:customer, :item, :moment)", soci::use(customers),
                    soci::use(items), soci::use(moments);
                customers.clear();
                items.clear();
                moments.clear();
            }
        }
        transaction.commit();
    }

    std::filesystem::path path_;
    soci::session session_;
};

} // namespace made_up
