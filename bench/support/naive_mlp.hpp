// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <linnet/core/random.hpp>

#include "support/naive_adam.hpp"

namespace linnet::bench {

/// Dense layers with ReLU between them and a sigmoid at the end, in plain double loops.
class NaiveMlp {
public:
    /// `sizes` are those of the input and of each layer, of which the last is 1.
    explicit NaiveMlp(std::vector<std::size_t> sizes)
        : sizes_{std::move(sizes)}, values_(count(sizes_)), adam_(values_.size()) {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            values_[i] = static_cast<float>(0.5 * Random{29, 0}.uniform(i) - 0.25);
        }
    }

    /// Kernel (a row per input) and bias of each layer.
    [[nodiscard]] const std::vector<double>& values() const { return values_; }

    [[nodiscard]] double predict(const std::vector<double>& in) const {
        return 1 / (1 + std::exp(-activations(in).back()[0]));
    }

    /// One step of Adam on the mean binary cross-entropy; returns the loss before it.
    double step(const std::vector<std::vector<double>>& samples, const std::vector<double>& labels) {
        std::vector<double> gradient(values_.size());
        const auto batch = static_cast<double>(labels.size());
        double loss = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto out = activations(samples[i]);
            const double z = out.back()[0];
            loss += std::log1p(std::exp(z)) - z * labels[i];
            add_gradient(out, (1 / (1 + std::exp(-z)) - labels[i]) / batch, gradient);
        }
        adam_.next_step();
        for (std::size_t i = 0; i < values_.size(); ++i) {
            adam_.update(values_, i, gradient[i], false);
        }
        return loss / batch;
    }

private:
    static std::size_t count(const std::vector<std::size_t>& sizes) {
        std::size_t total = 0;
        for (std::size_t l = 1; l < sizes.size(); ++l) {
            total += (sizes[l - 1] + 1) * sizes[l];
        }
        return total;
    }
    /// The input, then what each layer puts out, the last one without its sigmoid.
    [[nodiscard]] std::vector<std::vector<double>> activations(const std::vector<double>& in) const {
        std::vector<std::vector<double>> out{in};
        const double* kernel = values_.data();
        for (std::size_t l = 1; l < sizes_.size(); ++l) {
            const double* const bias = kernel + sizes_[l - 1] * sizes_[l];
            std::vector<double> units(bias, bias + sizes_[l]);
            for (std::size_t k = 0; k < sizes_[l - 1]; ++k) {
                for (std::size_t u = 0; u < sizes_[l]; ++u) {
                    units[u] += out.back()[k] * kernel[k * sizes_[l] + u];
                }
            }
            for (double& unit : units) {
                unit = l + 1 == sizes_.size() ? unit : std::max(0.0, unit);
            }
            out.push_back(std::move(units));
            kernel = bias + sizes_[l];
        }
        return out;
    }
    void add_gradient(const std::vector<std::vector<double>>& out, double d_z, std::vector<double>& gradient) const {
        std::vector<double> d_units{d_z};
        std::size_t end = values_.size();
        for (std::size_t l = sizes_.size() - 1; l > 0; --l) {
            const std::size_t bias = end - sizes_[l];
            const std::size_t kernel = bias - sizes_[l - 1] * sizes_[l];
            std::vector<double> d_in(sizes_[l - 1]);
            for (std::size_t u = 0; u < sizes_[l]; ++u) {
                gradient[bias + u] += d_units[u];
            }
            for (std::size_t k = 0; k < sizes_[l - 1]; ++k) {
                for (std::size_t u = 0; u < sizes_[l]; ++u) {
                    gradient[kernel + k * sizes_[l] + u] += out[l - 1][k] * d_units[u];
                    d_in[k] += out[l - 1][k] > 0 ? values_[kernel + k * sizes_[l] + u] * d_units[u] : 0;
                }
            }
            d_units = std::move(d_in);
            end = kernel;
        }
    }

    std::vector<std::size_t> sizes_;
    std::vector<double> values_;
    NaiveAdam adam_;
};

} // namespace linnet::bench
