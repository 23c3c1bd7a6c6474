// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/frame/bucket.hpp>
#include <linnet/frame/cross.hpp>
#include <linnet/frame/fill_missing.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/known_numbers.hpp>
#include <linnet/frame/log1p.hpp>
#include <linnet/frame/min_max_scaler.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/frame/quantile_buckets.hpp>
#include <linnet/frame/standard_scaler.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>
#include <linnet/frame/target_encoder.hpp>
#include <linnet/frame/transform.hpp>
