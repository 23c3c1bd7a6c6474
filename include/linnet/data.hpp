// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/data/batch_buffer.hpp>
#include <linnet/data/column_store.hpp>
#include <linnet/data/dataset.hpp>
#include <linnet/data/encode.hpp>
#include <linnet/data/frame.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/data/negative_samplers.hpp>
#include <linnet/data/string_column.hpp>
#include <linnet/data/synthetic.hpp>
#include <linnet/data/time_split.hpp>
#include <linnet/data/user_items.hpp>
#include <linnet/data/vocabularies.hpp>
#include <linnet/data/vocabulary.hpp>
#include <linnet/data/with_negatives.hpp>
