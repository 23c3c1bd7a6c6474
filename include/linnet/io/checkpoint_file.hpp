// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/checkpoint.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>

namespace linnet::inline LINNET_ISA {

/// A file that makes a training survive its process: `CheckpointFile checkpoint{trainer, "run.safetensors"};
/// trainer.fit(train, {.epochs = 50, .checkpoint = &checkpoint});`. `fit` writes it after each epoch. Started again,
/// the same program goes on after the last of these, and ends with the same history and the same bits as if nothing had
/// happened; when it has ended, the file is removed.
///
/// The file is what `save_checkpoint` writes, with the history and early stopping as `fit/<name>` and the best
/// parameters as `best/<block>`; `load` reads the model of the last epoch from it. It is replaced at once and whole.
/// All throw DataError, naming the file, if it cannot be written or read, is damaged or does not fit.
template <class TrainerType>
class CheckpointFile final : public FitCheckpoint<typename TrainerType::scalar> {
    using T = typename TrainerType::scalar;

public:
    /// The trainer must outlive it.
    LINNET_COLD CheckpointFile(TrainerType& trainer, std::string path) : trainer_{trainer}, path_{std::move(path)} {}

    [[nodiscard]] LINNET_COLD const void* trainer() const override { return &trainer_; }
    [[nodiscard]] LINNET_COLD std::string name() const override { return path_; }

    LINNET_COLD void save(const std::vector<NamedNumbers>& numbers, const Parameters<T>& best) override {
        SafetensorsWriter writer;
        const detail::CheckpointTensors<TrainerType> tensors{trainer_, writer};
        for (const NamedNumbers& some : numbers) {
            writer.add(detail::text({fit_prefix, some.name}), std::span<const double>{some.values});
        }
        for (const ParameterBlock<T>& block : best) {
            if (block.kind != BlockKind::derived) {
                writer.add(detail::text({best_prefix, block.name}), block.values.view());
            }
        }
        writer.write(path_);
    }

    [[nodiscard]] LINNET_COLD bool read(std::vector<NamedNumbers>& numbers, Parameters<T>& best) override {
        if (std::error_code ignored; !std::filesystem::exists(path_, ignored)) {
            return false;
        }
        const SafetensorsFile file{path_};
        std::vector<NamedNumbers> read;
        bool has_best = false;
        for (const FileTensor& tensor : file.tensors()) {
            if (tensor.name.starts_with(fit_prefix) && tensor.type == detail::tensor_type<double>()) {
                read.push_back(
                    {tensor.name.substr(fit_prefix.size()), std::vector<double>(tensor.bytes.size() / sizeof(double))});
                if (!tensor.bytes.empty()) {
                    std::memcpy(read.back().values.data(), tensor.bytes.data(), tensor.bytes.size());
                }
            }
            has_best = has_best || tensor.name.starts_with(best_prefix);
        }
        if (has_best) {
            best = best_of(file);
        }
        numbers = std::move(read);
        return true;
    }

    LINNET_COLD void restore() override { load_checkpoint(trainer_, path_); }

    LINNET_COLD void remove() override {
        if (std::error_code error; !std::filesystem::remove(path_, error) && error) {
            detail::fail<DataError>({path_, ": cannot be removed: ", error.message()});
        }
    }

private:
    static constexpr std::string_view fit_prefix = "fit/";
    static constexpr std::string_view best_prefix = "best/";

    [[nodiscard]] LINNET_COLD Parameters<T> best_of(const SafetensorsFile& file) const {
        Parameters<T> best = std::as_const(trainer_.model()).parameters();
        for (ParameterBlock<T>& block : best) {
            if (block.kind == BlockKind::derived) {
                continue;
            }
            const std::string name = detail::text({best_prefix, block.name});
            const FileTensor* const tensor = file.find(name);
            const std::size_t row_bytes = block.values.columns() * sizeof(T);
            if (tensor == nullptr || tensor->type != detail::tensor_type<T>() ||
                tensor->bytes.size() != block.values.rows() * row_bytes) {
                detail::fail<DataError>({file.path(), ": does not fit the network: ",
                                         tensor == nullptr ? "it lacks '" : "of another shape or type is '", name,
                                         "'"});
            }
            for (std::size_t row = 0; row < block.values.rows() && row_bytes != 0; ++row) {
                std::memcpy(block.values.view().row(row), tensor->bytes.data() + row * row_bytes, row_bytes);
            }
        }
        return best;
    }

    TrainerType& trainer_;
    std::string path_;
};

} // namespace linnet::inline LINNET_ISA

#endif
