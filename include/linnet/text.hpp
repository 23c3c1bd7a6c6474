// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/text/hashing_vectorizer.hpp>
#include <linnet/text/tf_idf.hpp>
#include <linnet/text/tokenizer.hpp>
