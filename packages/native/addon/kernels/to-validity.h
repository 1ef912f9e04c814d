// toValidity: which numbers there are, as a bitmap.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

// Bit i of `bits`, least significant first, is 0 where values[i] is NaN, else 1; bits behind the last are 0. Returns how many are NaN.
// Throws EINVAL where `bits` is too short.
size_t toValidity(const double *values, size_t count, ByteView bits);
