// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

namespace linnet_test {

/// A type made of pieces, each of which has one member. Tests of concepts leave one out.
template <class... Parts>
struct Made : Parts... {};

} // namespace linnet_test
