// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/samples/align.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/column_buffers.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/frame_samples.hpp>
#include <linnet/samples/hash_to_rows.hpp>
#include <linnet/samples/histories.hpp>
#include <linnet/samples/interests.hpp>
#include <linnet/samples/join.hpp>
#include <linnet/samples/multi_hot.hpp>
#include <linnet/samples/side_table.hpp>
#include <linnet/samples/to_user_items.hpp>
#include <linnet/samples/user_lists.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/samples/weighted_rows.hpp>
#include <linnet/samples/with_negatives.hpp>
