// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/models/cgc.hpp>
#include <linnet/models/deep_cross_network.hpp>
#include <linnet/models/deep_fm.hpp>
#include <linnet/models/dien.hpp>
#include <linnet/models/din.hpp>
#include <linnet/models/dlrm.hpp>
#include <linnet/models/esmm.hpp>
#include <linnet/models/factorization_machine.hpp>
#include <linnet/models/fibinet.hpp>
#include <linnet/models/field_aware_factorization_machine.hpp>
#include <linnet/models/field_vectors.hpp>
#include <linnet/models/field_weighted_factorization_machine.hpp>
#include <linnet/models/gru4rec.hpp>
#include <linnet/models/kernel_svm.hpp>
#include <linnet/models/light_gcn.hpp>
#include <linnet/models/linear_svm.hpp>
#include <linnet/models/logistic_regression.hpp>
#include <linnet/models/matrix_factorization.hpp>
#include <linnet/models/mlp.hpp>
#include <linnet/models/mmoe.hpp>
#include <linnet/models/mult_dae.hpp>
#include <linnet/models/mult_vae.hpp>
#include <linnet/models/neural_collaborative_filtering.hpp>
#include <linnet/models/neural_factorization_machine.hpp>
#include <linnet/models/neural_trees.hpp>
#include <linnet/models/product_network.hpp>
#include <linnet/models/sas_rec.hpp>
#include <linnet/models/svd_pp.hpp>
#include <linnet/models/two_tower.hpp>
#include <linnet/models/wide_and_deep.hpp>
#include <linnet/models/x_deep_fm.hpp>
#include <linnet/models/youtube_dnn.hpp>
