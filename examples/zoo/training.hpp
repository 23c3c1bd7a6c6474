// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// How networks that judge samples are trained, whatever the samples are.
#include <cstddef>
#include <cstdint>

#include <linnet/linnet.hpp>

namespace zoo {

namespace ln = linnet;

struct Training {
    std::size_t epochs = 60;
    std::size_t batch_size = 256;
    double l2_rows = 0.0;
    std::size_t patience = 3; ///< epochs without a better loss on the validation data
};

/// A new model, with the vocabularies of the features that its network reads.
template <class Network, class Vocabularies>
ln::Model<Network> model_of(std::uint64_t seed, const Vocabularies& all) {
    ln::Vocabularies<Network> vocabularies;
    [&]<class... Fs>(ln::TypeList<Fs...>) {
        const auto copy = [&]<class F>() {
            if constexpr (ln::IdFeature<F>) {
                vocabularies.template of<F>() = all.template of<F>();
            }
        };
        (copy.template operator()<Fs>(), ...);
    }(typename Network::features{});
    return ln::Model<Network>{seed, vocabularies};
}

} // namespace zoo
