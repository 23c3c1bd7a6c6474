// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The source file of the CMake target linnet::compiled: it defines what the other files of the program only declare.
#ifndef LINNET_COMPILED
#error "linnet: compiled.cpp is for programs all of whose files define LINNET_COMPILED, as with linnet::compiled."
#endif
#ifdef LINNET_DEFINES
#error "linnet: a unity build joins compiled.cpp with other files; set SKIP_UNITY_BUILD_INCLUSION for it."
#endif
#define LINNET_DEFINES 1

#include <linnet/linnet.hpp>
