// toIndices: codes as the indices of a dictionary, no wider than they need to be.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

// Writes each code into `out`, as an integer of `width` (1, 2 or 4) bytes, and clears bit i of the bitmap `bits` where it is -1: missing.
// Returns how many are missing; or, where a code is below -1 or not below `values`, -1 - its row. Throws EINVAL for another width,
// or where `out` or `bits` is too short.
double toIndices(const int32_t *codes, size_t count, int32_t values, size_t width, ByteView out, ByteView bits);
