// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/data/align.hpp>
#include <linnet/data/batch_buffer.hpp>
#include <linnet/data/bucket.hpp>
#include <linnet/data/cleaning_report.hpp>
#include <linnet/data/column_store.hpp>
#include <linnet/data/dataset.hpp>
#include <linnet/data/encode.hpp>
#include <linnet/data/frame.hpp>
#include <linnet/data/frame_rows.hpp>
#include <linnet/data/frame_samples.hpp>
#include <linnet/data/hashing_vectorizer.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/data/interests.hpp>
#include <linnet/data/join.hpp>
#include <linnet/data/k_core.hpp>
#include <linnet/data/k_fold.hpp>
#include <linnet/data/leave_one_out.hpp>
#include <linnet/data/log_split.hpp>
#include <linnet/data/negative_samplers.hpp>
#include <linnet/data/random_split.hpp>
#include <linnet/data/side_table.hpp>
#include <linnet/data/split_check.hpp>
#include <linnet/data/string_column.hpp>
#include <linnet/data/synthetic.hpp>
#include <linnet/data/tf_idf.hpp>
#include <linnet/data/time_split.hpp>
#include <linnet/data/tokenizer.hpp>
#include <linnet/data/user_items.hpp>
#include <linnet/data/vocabularies.hpp>
#include <linnet/data/vocabulary.hpp>
#include <linnet/data/weighted_rows.hpp>
#include <linnet/data/with_negatives.hpp>
#include <linnet/data/without_duplicates.hpp>
