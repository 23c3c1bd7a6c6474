// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <ostream>
#include <string>

#include <linnet/config.hpp>
#include <linnet/train/progress.hpp>

namespace linnet {

/// A callback for `fit` that writes a line per epoch to the stream it is given: loss, metrics, samples per second and
/// the time left. On a terminal it also draws a bar while the epoch runs.
class ProgressBar {
public:
    /// `terminal` says whether the stream can go back over its line, as `isatty(fileno(stdout))` knows.
    ProgressBar(std::ostream& stream, bool terminal) : stream_{&stream}, terminal_{terminal} {}

    LINNET_COLD bool operator()(const Progress& progress) {
        if (progress.record != nullptr) {
            *stream_ << (terminal_ ? "\r\033[K" : "") << line(progress) << std::endl;
        } else if (terminal_ && progress.seconds - drawn_at_ > 0.1) {
            drawn_at_ = progress.seconds;
            *stream_ << "\r" << bar(progress) << std::flush;
        }
        if (progress.samples == progress.samples_per_epoch) {
            drawn_at_ = 0.0;
        }
        return true;
    }

private:
    static std::string number(double value, const char* format) {
        char text[32];
        std::snprintf(text, sizeof text, format, value);
        return text;
    }

    /// 1234567 -> "1.23M"
    static std::string rate(const Progress& progress) {
        const double value = static_cast<double>(progress.samples) / std::max(progress.seconds, 1e-9);
        return (value >= 1e6   ? number(value / 1e6, "%.2fM")
                : value >= 1e3 ? number(value / 1e3, "%.1fk")
                               : number(value, "%.0f")) +
               " samples/s";
    }

    [[nodiscard]] std::string left(const Progress& progress) const {
        const double per_sample = progress.seconds / static_cast<double>(std::max<std::size_t>(progress.samples, 1));
        const std::size_t samples = (progress.epochs - progress.epoch) * progress.samples_per_epoch +
                                    (progress.samples_per_epoch - progress.samples);
        return number(per_sample * static_cast<double>(samples), "%.1f s left");
    }

    static std::string epoch(const Progress& progress) {
        return "epoch " + std::to_string(progress.epoch) + "/" + std::to_string(progress.epochs);
    }

    [[nodiscard]] std::string bar(const Progress& progress) const {
        constexpr std::size_t cells = 24;
        const std::size_t full = cells * progress.samples / std::max<std::size_t>(progress.samples_per_epoch, 1);
        return epoch(progress) + " [" + std::string(full, '#') + std::string(cells - full, '.') + "] loss " +
               number(progress.loss, "%.4f") + "  " + rate(progress) + "  " + left(progress);
    }

    [[nodiscard]] std::string line(const Progress& progress) const {
        std::string text = epoch(progress) + "  loss " + number(progress.loss, "%.4f");
        if (progress.record->validation_loss) {
            text += "  validation loss " + number(*progress.record->validation_loss, "%.4f");
        }
        for (const auto& [name, value] : progress.record->metrics) {
            text += "  " + name + " " + number(value, "%.4f");
        }
        return text + "  " + rate(progress) + "  " + left(progress);
    }

    std::ostream* stream_;
    bool terminal_;
    double drawn_at_ = 0.0;
};

} // namespace linnet
