// toInt64: numbers without decimals as int64.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

// Whether each value, cut toward zero, is an int64; NaN is not.
bool areInt64(const double *values, size_t count);

// Cuts each value toward zero into `out`. False, with `out` incomplete, where one is no int64. Throws EINVAL where `out` is too short.
bool toInt64(const double *values, size_t count, ByteView out);
