// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/layers/graph_propagation.hpp>

// The graph of a model with GraphPropagation in its file: `graph/offsets`, U64, and `graph/items`, U32, are for each
// user the items, in compressed rows; the metadata name the two features. A social graph also has
// `graph/friend_offsets` and `graph/friends`, for each user the users, each edge in both directions.
namespace linnet::inline LINNET_ISA::detail {

/// The graph must live until the file is written.
LINNET_COLD inline void add_graph(const InteractionGraph& graph,
                                  const std::pair<std::string_view, std::string_view>& features,
                                  SafetensorsWriter& writer) {
    const NeighbourLists& lists = graph.items_of_users();
    writer.set_metadata("graph/users", std::string{features.first});
    writer.set_metadata("graph/items", std::string{features.second});
    writer.add("graph/offsets", std::span{lists.offsets});
    writer.add("graph/items", std::span{lists.neighbours});
    if (graph.is_social()) {
        writer.add("graph/friend_offsets", std::span{graph.users_of_users().offsets});
        writer.add("graph/friends", std::span{graph.users_of_users().neighbours});
    }
}

/// The ends of edges.
struct EdgeColumns {
    std::vector<row_id> from;
    std::vector<row_id> to;
};

/// The edges of compressed rows. Throws DataError, naming the file, if they contradict themselves or the numbers of
/// rows.
[[nodiscard]] LINNET_COLD inline EdgeColumns read_edges(const SafetensorsFile& file, std::string_view offsets_name,
                                                        std::string_view neighbours_name, std::size_t rows,
                                                        std::size_t neighbour_rows) {
    const FileTensor* const offsets = file.find(offsets_name);
    const FileTensor* const neighbours = file.find(neighbours_name);
    const auto check = [&file](bool holds) {
        if (!holds) {
            fail<DataError>({file.path(), ": its graph is damaged"});
        }
    };
    check(offsets != nullptr && neighbours != nullptr && offsets->type == "U64" && neighbours->type == "U32" &&
          offsets->bytes.size() == (rows + 1) * sizeof(std::uint64_t));
    const std::size_t edges = neighbours->bytes.size() / sizeof(row_id);
    EdgeColumns columns{std::vector<row_id>(edges), std::vector<row_id>(edges)};
    if (edges != 0) {
        std::memcpy(columns.to.data(), neighbours->bytes.data(), edges * sizeof(row_id));
    }
    for (const row_id neighbour : columns.to) {
        check(neighbour < neighbour_rows);
    }
    std::uint64_t begin = 0;
    for (std::size_t row = 0; row <= rows; ++row) {
        std::uint64_t end = 0;
        std::memcpy(&end, offsets->bytes.data() + row * sizeof(end), sizeof(end));
        check(row == 0 ? end == 0 : end >= begin && end <= edges);
        for (std::uint64_t i = begin; i < end; ++i) {
            columns.from[i] = static_cast<row_id>(row - 1);
        }
        begin = end;
    }
    check(begin == edges);
    return columns;
}

/// Throws DataError, naming the file, if its tensors contradict themselves or the numbers of rows.
[[nodiscard]] LINNET_COLD inline InteractionGraph read_graph(const SafetensorsFile& file, std::size_t user_rows,
                                                             std::size_t item_rows) {
    const EdgeColumns pairs = read_edges(file, "graph/offsets", "graph/items", user_rows, item_rows);
    InteractionGraph graph{pairs.from, pairs.to, user_rows, item_rows};
    if (file.find("graph/friend_offsets") != nullptr || file.find("graph/friends") != nullptr) {
        const EdgeColumns friends = read_edges(file, "graph/friend_offsets", "graph/friends", user_rows, user_rows);
        graph.join_users(friends.from, friends.to);
        if (graph.users_of_users().neighbours != friends.to) { // an edge in one direction, twice or to itself
            fail<DataError>({file.path(), ": its graph is damaged"});
        }
    }
    return graph;
}

/// Gives a model with GraphPropagation the graph of its file, if that has one.
template <class ModelType>
LINNET_COLD void load_graph(ModelType& model, const SafetensorsFile& file) {
    using tables = GraphTables<typename ModelType::network::tables>;
    const std::string* const users = file.metadata("graph/users");
    const std::string* const items = file.metadata("graph/items");
    if (users == nullptr || items == nullptr) {
        return;
    }
    bool found = false;
    const auto try_pair = [&]<class User, class Item>() {
        if constexpr (!tables::template table_of<User>().empty() && !tables::template table_of<Item>().empty() &&
                      tables::template table_of<User>() != tables::template table_of<Item>()) {
            if (!found && User::name == *users && Item::name == *items) {
                found = true;
                model.template set_graph<User, Item>(
                    read_graph(file, model.template rows<User>(), model.template rows<Item>()));
            }
        }
    };
    [&]<Feature... F>(TypeList<F...>) {
        const auto with_each = [&]<class User>() { (try_pair.template operator()<User, F>(), ...); };
        (with_each.template operator()<F>(), ...);
    }(typename ModelType::features{});
    if (!found) {
        fail<DataError>(
            {file.path(), ": has a graph of '", *users, "' and '", *items, "', and the network none of them"});
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif
