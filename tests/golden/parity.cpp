// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// parity save DIR              trains networks, and writes their parameters, and what they predict for some samples
// parity check DIR [reference] whether they, or only the first, predict what parity.py or pytorch_scripts.py wrote for
// the
//                              parameters that PyTorch has drawn
// parity keras DIR             whether the reference network does so for those of keras_script.py
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/linnet.hpp>

#if __has_include(<nlohmann/json.hpp>)

#include <linnet/io/parameter_file.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 30>;
using Item = ln::Categorical<"item", 40>;
using Reference =
    ln::Sequential<ln::Concat<ln::Embedding<User, 10>, ln::Embedding<Item, 10>>, ln::Dense<1>, ln::Sigmoid>;

using Factors =
    ln::Multiply<ln::Embedding<User, 8, ln::Table<"gmf user">>, ln::Embedding<Item, 8, ln::Table<"gmf item">>>;
using Perceptron = ln::Named<"mlp", ln::Sequential<ln::Concat<ln::Embedding<User, 16>, ln::Embedding<Item, 16>>,
                                                   ln::Dense<16>, ln::ReLU, ln::Dense<8>, ln::ReLU>>;
using NeuMf = ln::Sequential<ln::Concat<Factors, Perceptron>, ln::Named<"out", ln::Dense<1>>, ln::Sigmoid>;

using Numbers = ln::Numeric<"numbers", 13>;
using Bottom = ln::Named<"bottom", ln::Sequential<ln::Input<Numbers>, ln::Dense<16>, ln::ReLU, ln::Dense<8>, ln::ReLU>>;
using Dlrm = ln::Sequential<
    Bottom, ln::Concat<ln::Identity, ln::PairwiseDot<ln::Identity, ln::Embedding<User, 8>, ln::Embedding<Item, 8>>>,
    ln::Named<"top", ln::Sequential<ln::Dense<12>, ln::ReLU, ln::Dense<1>>>, ln::Sigmoid>;

constexpr std::size_t samples = 64;

template <class Network>
ln::Dataset<typename Network::features> data() {
    ln::Dataset<typename Network::features> result;
    const ln::Random random{1, 1};
    for (std::size_t i = 0; i < samples; ++i) {
        result.labels.push_back(static_cast<float>(i % 2));
        result.template column<User>().ids.push_back(static_cast<ln::row_id>(random.below(30, 2 * i)));
        result.template column<Item>().ids.push_back(static_cast<ln::row_id>(random.below(40, 2 * i + 1)));
        if constexpr (ln::list_contains<typename Network::features, Numbers>) {
            for (std::size_t c = 0; c < 13; ++c) {
                result.template column<Numbers>().numbers.push_back(
                    static_cast<float>(random.uniform(1000 + 13 * i + c) - 0.5));
            }
        }
    }
    return result;
}

/// What PyTorch needs to predict the same: the columns, and what was predicted.
template <class Network>
void add_samples(ln::SafetensorsWriter& writer, const ln::Dataset<typename Network::features>& data,
                 const std::vector<float>& predictions, std::vector<std::int64_t>& ids) {
    for (const ln::row_id id : data.template column<User>().ids) {
        ids.push_back(id);
    }
    for (const ln::row_id id : data.template column<Item>().ids) {
        ids.push_back(id);
    }
    writer.add("in/user", std::span<const std::int64_t>{ids}.first(samples));
    writer.add("in/item", std::span<const std::int64_t>{ids}.last(samples));
    if constexpr (ln::list_contains<typename Network::features, Numbers>) {
        writer.add("in/numbers",
                   ln::ConstMatrixView<float>{data.template column<Numbers>().numbers.data(), samples, 13, 13});
    }
    writer.add("out", std::span{predictions});
}

/// Whether `path` has predictions within 1e-6 of these.
bool is_same(const char* name, const std::vector<float>& predictions, const std::string& path) {
    const ln::SafetensorsFile file{path};
    const ln::FileTensor* const torch = file.find("out");
    if (torch == nullptr || torch->bytes.size() != predictions.size() * sizeof(float)) {
        std::printf("%s: %s has no predictions\n", name, path.c_str());
        return false;
    }
    float most = 0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        float other = 0;
        std::memcpy(&other, torch->bytes.data() + i * sizeof(float), sizeof(float));
        const float distance = std::abs(other - predictions[i]);
        most = distance <= most ? most : distance; // NaN, too
    }
    std::printf("%s: with parameters from Python, at most %g from it\n", name, static_cast<double>(most));
    return most <= 1e-6F;
}

template <class Network>
bool run(const char* name, const std::string& folder, std::string_view mode) {
    const auto log = data<Network>();
    ln::Model<Network, float, 8> model{5};
    const std::string path = folder + "/" + name;
    if (mode == "save") {
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, log, {.epochs = 20});
        ln::save_parameters(model, path + ".safetensors", ln::KernelLayout::out_in);
        ln::save_parameters(model, path + ".in_out.safetensors");
        ln::SafetensorsWriter writer;
        std::vector<std::int64_t> ids;
        const std::vector<float> predictions = ln::predict(model, log);
        add_samples<Network>(writer, log, predictions, ids);
        writer.write(path + ".samples.safetensors");
        return true;
    }
    if (mode == "keras") {
        ln::load_parameters(model, path + ".keras.safetensors");
    } else {
        ln::load_parameters(model, path + ".torch.safetensors", ln::KernelLayout::out_in);
    }
    return is_same(name, ln::predict(model, log), path + ".predicted.safetensors");
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        return 2;
    }
    const std::string_view mode = argv[1];
    try {
        const bool reference = run<Reference>("reference", argv[2], mode);
        if (argc > 3 || mode == "keras") {
            return reference ? 0 : 1;
        }
        const bool neumf = run<NeuMf>("neumf", argv[2], mode);
        const bool dlrm = run<Dlrm>("dlrm", argv[2], mode);
        return reference && neumf && dlrm ? 0 : 1;
    } catch (const ln::Error& error) {
        std::printf("%s\n", error.what());
        return 1;
    }
}

#else

int main() {
    std::printf("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)\n");
    return 0;
}

#endif
