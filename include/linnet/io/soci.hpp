// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp. Debian's SOCI is built with Boost, but does not install it: libsoci-dev and
// libboost-dev.
#if __has_include(<soci/soci-config.h>)
#include <soci/soci-config.h>
#if !defined(SOCI_HAVE_BOOST) || __has_include(<boost/version.hpp>)
#include <soci/soci.h>
#define LINNET_HAS_SOCI 1
#endif
#endif

/// 1 if SOCI is installed, with what its headers need. Otherwise the headers for SQL are empty.
#ifndef LINNET_HAS_SOCI
#define LINNET_HAS_SOCI 0
#endif
