// translate: indices into a dictionary become codes.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

#include <string>

// codes[i] = codeOf[index i], or -1 where `validity` (a bitmap or null) has no row i. `kind` is "int8" to "int64" or "uint8" to
// "uint64". Returns the first row whose index lies outside, or -1. Throws EINVAL for another kind, or too few bytes.
double translate(
	const std::string &kind, ByteView indices, const uint8_t *validity, const int32_t *codeOf, size_t codeCount, int32_t *codes, size_t count);
