// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/core/batch.hpp>
#include <linnet/core/block_source.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/function.hpp>
#include <linnet/core/id_store.hpp>
#include <linnet/core/instruction_set.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/list_store.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/core/metric_values.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/number_store.hpp>
#include <linnet/core/numbered.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/sequence_store.hpp>
#include <linnet/core/state_entries.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/table.hpp>
#include <linnet/core/thread_pool.hpp>
