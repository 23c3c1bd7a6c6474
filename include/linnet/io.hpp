// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/file_column.hpp>
#include <linnet/io/interaction_format.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>
