// toTimestamps: seconds since an epoch as whole nanoseconds or microseconds.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

// How the part of a second becomes a whole number.
enum class Rounding {
	// Nanoseconds: scaled and rounded to nine digits in float64, halves to even, then cut, as numpy and pandas 2.3 do.
	kNanosecondsOfFloat,
	// Nanoseconds: rounded to nine digits exactly, halves to even, as Python's round does, then cut.
	kNanosecondsOfDecimal,
	// Microseconds: the nearest, halves upward.
	kMicroseconds,
};

// The first row whose value is `limit` or more away from 0, NaN left out; -1 where there is none.
double firstBeyond(const double *values, size_t count, double limit);

// Writes int64s into `out`, 0 for NaN. False, with `out` incomplete, where one does not fit. Throws EINVAL where `out` is too short.
bool toTimestamps(const double *seconds, size_t count, Rounding rounding, ByteView out);
