// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/train/any_metric.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/of_head.hpp>
#include <linnet/train/platt_scaling.hpp>
#include <linnet/train/predict.hpp>
#include <linnet/train/progress.hpp>
#include <linnet/train/progress_bar.hpp>
#include <linnet/train/quantisation_report.hpp>
#include <linnet/train/schedules.hpp>
#include <linnet/train/trainer.hpp>
