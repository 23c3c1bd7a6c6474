// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/layers/activation.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/batch_norm.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/looked_up_rows.hpp>
#include <linnet/layers/max.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/mixture.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/pairwise_dot.hpp>
#include <linnet/layers/random_fourier_features.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/soft_trees.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>
