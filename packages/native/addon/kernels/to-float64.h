// toFloat64: a column of numbers as float64, each the nearest one, NaN where the row is missing.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

#include <string>

// `kind` is "bool" (bits), "int8" to "int64", "uint8" to "uint64", "float32" or "float64". `validity` is a bitmap or null;
// `values` may be the memory of `out`. Throws EINVAL for another kind, or too few bytes for `count` values.
void toFloat64(const std::string &kind, ByteView values, const uint8_t *validity, double *out, size_t count);
