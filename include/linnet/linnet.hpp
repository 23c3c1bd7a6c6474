// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/core.hpp>
#include <linnet/encoders.hpp>
#include <linnet/frame.hpp>
#include <linnet/initializers.hpp>
#include <linnet/io.hpp>
#include <linnet/layers.hpp>
#include <linnet/log.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/models.hpp>
#include <linnet/network.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend.hpp>
#include <linnet/recommender.hpp>
#include <linnet/samples.hpp>
#include <linnet/text.hpp>
#include <linnet/train.hpp>
#include <linnet/trees.hpp>
#include <linnet/version.hpp>
