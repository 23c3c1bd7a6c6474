// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: deleted.*CalibratedCategories|CalibratedCategories.*deleted
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

inline void make(const ln::ItemVectors& categories) { ln::CalibratedCategories(categories, ln::UserItems{}).check(3); }

int main() { make(ln::ConstMatrixView<float>{}); }
