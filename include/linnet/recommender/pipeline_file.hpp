// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommender.hpp, because it needs nlohmann-json (Debian's nlohmann-json3-dev).
#if __has_include(<nlohmann/json.hpp>)

#include <memory>
#include <string>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/safetensors.hpp>
#include <linnet/io/safetensors_writer.hpp>
#include <linnet/io/string_tensors.hpp>
#include <linnet/recommender/pipeline.hpp>
#include <linnet/recommender/recommender_file.hpp>

namespace linnet::inline LINNET_ISA {

/// What `save` and `load` of a Pipeline do.
template <class ModelType, Encoder... Encoders>
class PipelineFile {
    using Type = Pipeline<ModelType, Encoders...>;

public:
    LINNET_COLD static void save(const Type& pipeline, const std::string& path) {
        SafetensorsWriter writer;
        const StringTensors lines = detail::columns_tensors(pipeline.columns_.text());
        lines.add_to(writer, "pipeline");
        const detail::ModelTensors<ModelType> model{pipeline.model(), writer};
        const detail::LearnedTensors learned{pipeline.columns_};
        learned.add_to(writer, "encoders");
        writer.write(path);
    }

    LINNET_COLD static void load(Type& pipeline, const std::string& path, const LoadOptions& options) {
        const SafetensorsFile file{path};
        detail::check_columns_text(file, "pipeline", pipeline.columns_.text());
        auto columns = pipeline.columns_;
        detail::LearnedTensors<decltype(columns)>::read(file, "encoders", columns);
        pipeline.model_ = std::make_shared<ModelType>(linnet::load<ModelType>(path, options));
        pipeline.columns_ = std::move(columns);
    }
};

/// Writes a trained Pipeline to one file, from which `load` makes it again, in another program, too: the model as
/// `save` of a model writes it, vocabularies, and what the encoders learned. The file is replaced at once and whole.
/// Throws SettingError if it was not trained, DataError, naming the file and the reason, if it cannot be written.
template <class ModelType, Encoder... Encoders>
LINNET_COLD void save(const Pipeline<ModelType, Encoders...>& pipeline, const std::string& path) {
    PipelineFile<ModelType, Encoders...>::save(pipeline, path);
}

/// Gives a pipeline that was made alike, for any width, what `save` wrote. With `{.mmap = true}` tables stay in the
/// file. Throws DataError, naming the file, if it cannot be read, is damaged, or is of another network or of other
/// columns; the pipeline is then as it was.
template <class ModelType, Encoder... Encoders>
LINNET_COLD void load(Pipeline<ModelType, Encoders...>& pipeline, const std::string& path,
                      const LoadOptions& options = {}) {
    PipelineFile<ModelType, Encoders...>::load(pipeline, path, options);
}

} // namespace linnet::inline LINNET_ISA

#endif
