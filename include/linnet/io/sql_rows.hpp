// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs SOCI (Debian's libsoci-dev and libboost-dev): link with -lsoci_core.
#include <linnet/io/soci.hpp>
#if LINNET_HAS_SOCI

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The rows of a query, one after the other, each value as the text that the database makes of it.
///
/// PostgreSQL, which otherwise hands over a whole result at once, is asked for `fetched_rows` rows at a time, through a
/// cursor. All others are read row by row. SOCI's vectors are not used: with SQLite they copy each value twice more,
/// and cut integers to 32 bits in columns that are declared as INTEGER.
class SqlRows {
public:
    static constexpr std::size_t fetched_rows = 4096;

    /// Sends the query. Throws DataError, with the query and what the database says, if it is refused.
    SqlRows(soci::session& session, std::string query);
    SqlRows(const SqlRows&) = delete;
    SqlRows& operator=(const SqlRows&) = delete;
    ~SqlRows();

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    /// The position of a column. Throws DataError, naming the columns there are, unless exactly one has that name.
    [[nodiscard]] std::size_t column(std::string_view name) const;

    /// Goes on to the next row; false at the end. Throws DataError if the database fails; so does the next call then.
    [[nodiscard]] bool next();

    /// The number of the row that was read last, from 0.
    [[nodiscard]] std::size_t row() const { return rows_ - 1; }
    [[nodiscard]] bool is_null(std::size_t column) const { return nulls_[column] == soci::i_null; }
    /// The text of a value that is not NULL. Valid until the next call of `next`.
    [[nodiscard]] std::string_view text(std::size_t column) const { return texts_[column]; }

    /// Throws DataError about the value of a column in that row: `row 3 of the query "...": the rating 'x' is wrong`.
    [[noreturn]] LINNET_COLD void refuse(std::string_view what, std::size_t column, std::string_view wrong) const {
        std::string value;
        if (is_null(column)) {
            value = detail::text({what, " in column '", names_[column], "' is NULL"});
        } else {
            value = detail::text({what, " ", shown(texts_[column]), " in column '", names_[column], "'", wrong});
        }
        fail<DataError>({"row ", row(), " of the query \"", query_, "\": the ", value});
    }

private:
    /// Calls `use`, and turns an error of SOCI into one of ours.
    template <class Use>
    void asked(const Use& use) {
        try {
            use();
        } catch (const soci::soci_error& error) {
            problem_ = detail::text({"the query \"", query_, "\" fails: ", error.get_error_message()});
        }
        if (!problem_.empty()) {
            throw DataError(problem_);
        }
    }
    /// Sends the query and learns the names of its columns.
    void send();
    /// Closes the cursor. What the database says to that changes nothing.
    void close() noexcept;

    soci::session& session_;
    std::string query_;
    std::string cursor_; // its name, if there is one
    std::optional<soci::statement> statement_;
    std::vector<std::string> names_;
    std::vector<std::string> texts_; // of the current row
    std::vector<soci::indicator> nulls_;
    std::size_t rows_ = 0;
    std::size_t fetched_ = 0; // since the cursor was asked last
    bool sent_ = false;
    bool done_ = false;
    std::string problem_;
};

LINNET_COLD inline SqlRows::SqlRows(soci::session& session, std::string query)
    : session_{session}, query_{std::move(query)} {
    try {
        asked([this] { send(); });
    } catch (...) {
        close();
        throw;
    }
}

LINNET_COLD inline SqlRows::~SqlRows() { close(); }

LINNET_COLD inline void SqlRows::send() {
    statement_.emplace(session_);
    statement_->alloc();
    if (session_.get_backend_name() == "postgresql") {
        const std::string cursor = detail::text({"linnet_", reinterpret_cast<std::uintptr_t>(this)});
        // WITH HOLD: it needs no transaction, and so neither begins nor ends one of the user's.
        session_.once << "DECLARE " << cursor << " NO SCROLL CURSOR WITH HOLD FOR " << query_;
        cursor_ = cursor;
        statement_->prepare(detail::text({"FETCH FORWARD ", fetched_rows, " FROM ", cursor_}));
    } else {
        statement_->prepare(query_);
    }
    soci::details::statement_backend& backend = *statement_->get_backend();
    // SQLite would take NULL for it, and thus mostly find nothing.
    if (const std::string parameter = session_.get_backend_name() == "sqlite3" ? backend.get_parameter_name(0) : "";
        !parameter.empty()) {
        throw soci::soci_error("nothing is known of its parameter :" + parameter);
    }
    const int count = backend.prepare_for_describe();
    for (int i = 1; i <= count; ++i) {
#if SOCI_VERSION >= 400100
        soci::db_type type{};
#else
        soci::data_type type{};
#endif
        backend.describe_column(i, type, names_.emplace_back());
    }
    texts_.resize(names_.size());
    nulls_.resize(names_.size(), soci::i_ok);
    for (std::size_t i = 0; i < names_.size(); ++i) {
        statement_->exchange(soci::into(texts_[i], nulls_[i]));
    }
    statement_->define_and_bind();
}

LINNET_HOT inline bool SqlRows::next() {
    if (!problem_.empty()) {
        throw DataError(problem_);
    }
    bool got = false;
    if (!done_) {
        asked([&] {
            got = sent_ ? statement_->fetch() : statement_->execute(true);
            if (!got && sent_ && !cursor_.empty() && fetched_ == fetched_rows) {
                fetched_ = 0;
                got = statement_->execute(true);
            }
        });
    }
    sent_ = true;
    done_ = !got;
    fetched_ += got ? 1 : 0;
    rows_ += got ? 1 : 0;
    return got;
}

LINNET_COLD inline void SqlRows::close() noexcept {
    if (!cursor_.empty()) {
        try {
            session_.once << "CLOSE " << cursor_;
        } catch (const std::exception&) { // the connection or the transaction has failed, and the cursor with it
        }
    }
}

LINNET_COLD inline std::size_t SqlRows::column(std::string_view name) const {
    std::size_t found = 0;
    std::size_t position = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (names_[i] == name) {
            position = i;
            ++found;
        }
    }
    if (found != 1) {
        std::string message =
            detail::text({"the query \"", query_, "\" has ", found == 0 ? "no column " : "two columns ", shown(name),
                          names_.empty() ? ", as it has no result" : "; its columns are "});
        for (const std::string& other : names_) {
            append(message, {&other == names_.data() ? "" : ", ", shown(other)});
        }
        throw DataError(message);
    }
    return position;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif
