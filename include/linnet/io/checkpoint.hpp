// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/state_entries.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The tensor of an entry of the optimizer's state.
[[nodiscard]] LINNET_COLD inline std::string state_name(std::string_view block, std::string_view entry) {
    return text({"optimizer/", block, "/", entry});
}

/// Whether a trainer remembers of the rows of a block which were seen.
template <class T>
[[nodiscard]] bool is_looked_up(const ParameterBlock<T>& block) {
    return block.kind == BlockKind::rows || block.kind == BlockKind::derived;
}

/// Reads what a checkpoint has of a trainer. All is checked before the trainer changes.
template <class TrainerType>
class CheckpointReader {
    using ModelType = typename TrainerType::model_type;
    using T = typename ModelType::scalar;

public:
    LINNET_COLD CheckpointReader(const SafetensorsFile& file, TrainerType& trainer) : file_{file}, trainer_{trainer} {}

    LINNET_COLD void read() {
        ModelType loaded = load<ModelType>(file_.path());
        if (file_.metadata("steps") == nullptr) {
            fail<DataError>(
                {file_.path(), ": holds a model without what trains it, which save_checkpoint writes, too"});
        }
        const std::uint64_t steps = number_of(file_, "steps");
        const std::uint64_t epochs = number_of(file_, "epochs");
        check_rows(loaded);
        for_each_entry([](const FileTensor&, auto) {});
        loaded.preprocessing() = trainer_.model().preprocessing();
        trainer_.model() = std::move(loaded);
        trainer_.resume(steps, epochs);
        for_each_entry([](const FileTensor& tensor, auto write) { write(tensor.bytes.data()); });
    }

private:
    LINNET_COLD void check_rows(const ModelType& loaded) const {
        for_each_vocabulary<ModelType>(loaded.vocabularies(), [&]<class F>(bool) {
            const ModelType& model = trainer_.model();
            if (loaded.template rows<F>() != model.template rows<F>()) {
                fail<DataError>({file_.path(), ": feature '", F::name, "' has ", loaded.template rows<F>(),
                                 " rows, and in the model ", model.template rows<F>()});
            }
            if (!(loaded.template vocabulary<F>() == model.template vocabulary<F>())) {
                fail<DataError>({file_.path(), ": feature '", F::name, "' has another vocabulary than in the model"});
            }
        });
    }

    /// Calls `use(tensor, write)` for all that a trainer remembers, where `write(bytes)` copies it from a tensor.
    template <class Use>
    LINNET_COLD void for_each_entry(const Use& use) {
        const Parameters<T>& parameters = trainer_.model().parameters();
        trainer_.visit_state([&](std::size_t block, const StateEntry<T>& entry) {
            const std::string name = state_name(parameters[block].name, entry.name);
            if (entry.matrix.rows * entry.matrix.columns != 0) {
                use(tensor_of(name, tensor_type<T>(), entry.matrix.rows * entry.matrix.columns * sizeof(T)),
                    [&](const std::byte* bytes) {
                        for (std::size_t r = 0; r < entry.matrix.rows; ++r) {
                            const std::size_t row_bytes = entry.matrix.columns * sizeof(T);
                            std::memcpy(entry.matrix.row(r), bytes + r * row_bytes, row_bytes);
                        }
                    });
            }
            if (!entry.numbers.empty()) {
                use(tensor_of(name, "U64", entry.numbers.size_bytes()), [&](const std::byte* bytes) {
                    std::memcpy(entry.numbers.data(), bytes, entry.numbers.size_bytes());
                });
            }
        });
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (is_looked_up(parameters[i])) {
                const std::size_t rows = parameters[i].values.rows();
                use(tensor_of(text({"seen/", parameters[i].name}), "U8", rows), [&](const std::byte* bytes) {
                    for (std::size_t row = 0; row < rows; ++row) {
                        trainer_.set_seen(i, row, bytes[row] != std::byte{0});
                    }
                });
            }
        }
    }

    [[nodiscard]] LINNET_COLD const FileTensor& tensor_of(const std::string& name, std::string_view type,
                                                          std::size_t bytes) const {
        const FileTensor* const tensor = file_.find(name);
        if (tensor == nullptr || tensor->type != type || tensor->bytes.size() != bytes) {
            fail<DataError>({file_.path(), ": is no checkpoint of a trainer with this optimizer: ",
                             tensor == nullptr ? "it lacks '" : "another one has written '", name, "'"});
        }
        return *tensor;
    }

    const SafetensorsFile& file_;
    TrainerType& trainer_;
};

/// What a checkpoint has of a trainer and its model. It must live until the file is written.
template <class TrainerType>
class CheckpointTensors {
public:
    LINNET_COLD CheckpointTensors(TrainerType& trainer, SafetensorsWriter& writer) : model_{trainer.model(), writer} {
        using T = typename TrainerType::scalar;
        writer.set_metadata("steps", text({trainer.steps()}));
        writer.set_metadata("epochs", text({trainer.epochs}));
        const Parameters<T>& parameters = std::as_const(trainer.model()).parameters();
        trainer.visit_state([&](std::size_t block, const StateEntry<T>& entry) {
            const std::string name = state_name(parameters[block].name, entry.name);
            if (entry.matrix.rows * entry.matrix.columns != 0) {
                writer.add(name, entry.matrix);
            }
            if (!entry.numbers.empty()) {
                writer.add(name, std::span<const std::uint64_t>{entry.numbers});
            }
        });
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (is_looked_up(parameters[i])) {
                std::vector<std::uint8_t>& of_table = seen_.emplace_back(parameters[i].values.rows());
                for (std::size_t row = 0; row < of_table.size(); ++row) {
                    of_table[row] = trainer.has_seen(i, row) ? 1 : 0;
                }
                writer.add(text({"seen/", parameters[i].name}), std::span<const std::uint8_t>{of_table});
            }
        }
    }

private:
    ModelTensors<typename TrainerType::model_type> model_;
    std::list<std::vector<std::uint8_t>> seen_;
};

} // namespace detail

/// Writes a model and all that its trainer remembers to a file: what `save` writes, the optimizer's state, the rows
/// that were seen, and the numbers of steps and epochs. `load` reads the model from it; Python reads the state as
/// `optimizer/<block>/<entry>`. The file is replaced at once and whole, whatever happens meanwhile. It is for between
/// calls of `fit`; a CheckpointFile is for epochs within one, with history and early stopping.
/// Throws DataError, naming the file and the reason, if it cannot be written.
template <class TrainerType>
LINNET_COLD void save_checkpoint(TrainerType& trainer, const std::string& path) {
    SafetensorsWriter writer;
    const detail::CheckpointTensors<TrainerType> tensors{trainer, writer};
    writer.write(path);
}

/// Gives a trainer and its model what `save_checkpoint` wrote, so that training goes on with the same bits, in another
/// process, at any width; the seed of the model, too. The trainer has the same loss, optimizer and settings, and its
/// model the same network and vocabularies, as the ones that were saved. Throws DataError, naming the file, if it
/// cannot be read, is damaged or does not fit; trainer and model are then as before.
template <class TrainerType>
LINNET_COLD void load_checkpoint(TrainerType& trainer, const std::string& path) {
    const SafetensorsFile file{path};
    detail::CheckpointReader<TrainerType>{file, trainer}.read();
}

} // namespace linnet::inline LINNET_ISA

#endif
