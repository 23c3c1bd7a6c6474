// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/progress.hpp>

namespace linnet::inline LINNET_ISA {

/// A callback for `fit` that writes a line for each epoch to the stream it is given: loss, metrics, samples a second
/// and the time left. On a terminal it also draws a bar while the epoch runs.
class ProgressBar {
public:
    /// `terminal` says whether the stream can go back over its line; `isatty(fileno(stdout))` tells.
    ProgressBar(std::ostream& stream, bool terminal) : stream_{&stream}, terminal_{terminal} {}

    bool operator()(const Progress& progress);

private:
    struct Number {
        char text[48];
    };

    LINNET_COLD static Number number(double value, const char* format) {
        Number result;
        std::snprintf(result.text, sizeof result.text, format, value);
        return result;
    }

    /// 1234567 -> "1.23M samples/s"
    static Number rate(const Progress& progress);

    static Number left(const Progress& progress);

    /// "[####....] ", where each mark stands for a twenty-fourth of the epoch.
    static std::string bar(const Progress& progress);

    /// With a bar while the epoch runs, with the metrics at its end.
    static std::string line(const Progress& progress);

    std::ostream* stream_;
    bool terminal_;
    double drawn_at_ = 0.0;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION bool ProgressBar::operator()(const Progress& progress) {
    if (progress.record != nullptr) {
        *stream_ << (terminal_ ? "\r\033[K" : "") << line(progress) << std::endl;
    } else if (terminal_ && progress.seconds - drawn_at_ > 0.1) {
        drawn_at_ = progress.seconds;
        *stream_ << "\r" << line(progress) << std::flush;
    }
    if (progress.samples == progress.samples_per_epoch) {
        drawn_at_ = 0.0;
    }
    return true;
}

LINNET_DEFINITION ProgressBar::Number ProgressBar::rate(const Progress& progress) {
    const double value = static_cast<double>(progress.samples) / std::max(progress.seconds, 1e-9);
    return value >= 1e6   ? number(value / 1e6, "%.2fM samples/s")
           : value >= 1e3 ? number(value / 1e3, "%.1fk samples/s")
                          : number(value, "%.0f samples/s");
}

LINNET_DEFINITION ProgressBar::Number ProgressBar::left(const Progress& progress) {
    const double per_sample = progress.seconds / static_cast<double>(std::max<std::size_t>(progress.samples, 1));
    const std::size_t samples = (progress.epochs - progress.epoch) * progress.samples_per_epoch +
                                (progress.samples_per_epoch - progress.samples);
    return number(per_sample * static_cast<double>(samples), "%.1f s left");
}

LINNET_DEFINITION std::string ProgressBar::bar(const Progress& progress) {
    constexpr std::string_view marks = "########################........................";
    constexpr std::size_t cells = marks.size() / 2;
    const std::size_t full = cells * progress.samples / std::max<std::size_t>(progress.samples_per_epoch, 1);
    return detail::text({"[", marks.substr(cells - full, cells), "]"});
}

LINNET_COLD LINNET_DEFINITION std::string ProgressBar::line(const Progress& progress) {
    const EpochRecord* const record = progress.record;
    std::string text =
        detail::text({"epoch ", progress.epoch, "/", progress.epochs, " ", record == nullptr ? bar(progress) : "",
                      " loss ", number(progress.loss, "%.4f").text});
    if (record != nullptr && record->validation_loss) {
        detail::append(text, {"  validation loss ", number(*record->validation_loss, "%.4f").text});
    }
    if (record != nullptr) {
        for (const auto& [name, value] : record->metrics) {
            detail::append(text, {"  ", name, " ", number(value, "%.4f").text});
        }
    }
    detail::append(text, {"  ", rate(progress).text, "  ", left(progress).text});
    return text;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
