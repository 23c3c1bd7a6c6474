// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/bpr.hpp>
#include <linnet/losses/catalogue_softmax.hpp>
#include <linnet/losses/cloze_loss.hpp>
#include <linnet/losses/focal_loss.hpp>
#include <linnet/losses/hinge.hpp>
#include <linnet/losses/huber.hpp>
#include <linnet/losses/in_batch_softmax.hpp>
#include <linnet/losses/kl_divergence.hpp>
#include <linnet/losses/losses_of_heads.hpp>
#include <linnet/losses/margin_ranking.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/losses/multinomial.hpp>
#include <linnet/losses/next_item_loss.hpp>
#include <linnet/losses/poisson.hpp>
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>
#include <linnet/losses/softmax_cross_entropy.hpp>
#include <linnet/losses/squared_hinge.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/losses/warp.hpp>
