// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/encoders/bucket.hpp>
#include <linnet/encoders/categories.hpp>
#include <linnet/encoders/category.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/encoders/encoder_list.hpp>
#include <linnet/encoders/hashed.hpp>
#include <linnet/encoders/numeric.hpp>
#include <linnet/encoders/split.hpp>
#include <linnet/encoders/tf_idf.hpp>
