// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/io/bad_line.hpp>
#include <linnet/io/block_reader.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/criteo.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/file_column.hpp>
#include <linnet/io/frame_format.hpp>
#include <linnet/io/frame_reader.hpp>
#include <linnet/io/interaction_format.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/libsvm.hpp>
#include <linnet/io/movielens.hpp>
#include <linnet/io/plain_file.hpp>
#include <linnet/io/read_report.hpp>
#include <linnet/io/sparse_samples.hpp>
#include <linnet/io/timestamp.hpp>
#include <linnet/io/unpacked_file.hpp>
#include <linnet/io/user_lists.hpp>
