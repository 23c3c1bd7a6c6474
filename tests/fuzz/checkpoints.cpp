// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Checkpoints and quantised models of any content are loaded or refused, within the memory of the file; what is loaded
// trains, or predicts.
#include <linnet/io/checkpoint_file.hpp>
#include <linnet/io/quantised_file.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <linnet/core/categorical.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/quantised.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/fit.hpp>

#include "../support/temporary_file.hpp"
#include "fuzz.hpp"

using namespace linnet;
using linnet_fuzz::MemoryBound;
using linnet_fuzz::MemoryFile;
using linnet_fuzz::require;

namespace {

using Item = Categorical<"item", 4>;
using Network = Sequential<Embedding<Item, 8>, Dense<1>>;
using ModelType = Model<Network, float, 4>;

Dataset<TypeList<Item>> samples() {
    Dataset<TypeList<Item>> data;
    for (row_id item = 0; item < 4; ++item) {
        data.add(static_cast<float>(item), item);
    }
    return data;
}

/// A training that its checkpoint makes go on after its first epoch of two.
void train(const std::string& path, bool whole) {
    ModelType model{1};
    Trainer<ModelType, MeanSquaredError, Adam> trainer{model, {}, {}};
    CheckpointFile checkpoint{trainer, path};
    const auto data = samples();
    static_cast<void>(
        trainer.fit(data, {.epochs = 2,
                           .batch_size = 2,
                           .validation = &data,
                           .callback = [&](const Progress& progress) { return whole || progress.epoch < 2; },
                           .early_stopping = EarlyStopping{},
                           .checkpoint = &checkpoint}));
}

std::string content_of(const linnet_test::TemporaryFile& file) {
    std::string content(std::filesystem::file_size(file.path()), '\0');
    std::ifstream{file.path(), std::ios::binary}.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    std::vector<std::string> seeds;
    const linnet_test::TemporaryFile file{""};
    std::filesystem::remove(file.path());
    train(file.name(), false);
    seeds.push_back(content_of(file));
    for (const TableFormat format : {TableFormat::int8, TableFormat::bfloat16}) {
        save(quantised(ModelType{1}, {.format = format}), file.name());
        seeds.push_back(content_of(file));
    }
    return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file{{reinterpret_cast<const char*>(data), size}};
    const MemoryBound bound{(1U << 21) + 256 * size};
    try {
        train(file.path(), true);
    } catch (const DataError& error) {
        require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
    } catch (const Error&) { // weights that are not finite do not train
    }
    try {
        ModelType model{1};
        Trainer<ModelType, MeanSquaredError, Adam> trainer{model, {}, {}};
        load_checkpoint(trainer, file.path());
    } catch (const DataError& error) {
        require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
    }
    for (const bool mmap : {false, true}) {
        try {
            const auto model = load<QuantisedModel<ModelType>>(file.path(), {.mmap = mmap});
            QuantisedModel<ModelType>::Workspace workspace;
            const detail::Probe<QuantisedModel<ModelType>> probe{model};
            static_cast<void>(model.predict(probe.batch(), workspace));
        } catch (const DataError& error) {
            require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
        }
    }
    return 0;
}
