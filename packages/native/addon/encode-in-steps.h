// encodeInSteps: hands the whole input of an encoder over in steps, so that it can be cancelled between them.
//
// Ownership: none. Threads: any.
#pragma once

#include "byte-view.h"
#include "failure.h"

#include <algorithm>

// Some milliseconds of work.
constexpr size_t kEncodedAtOnce = 1024 * 1024;

// `step(from, to, isLast)` encodes the input's bytes from `from` to `to`. At least one step, of no bytes where there are none.
template <typename Step> void encodeInSteps(size_t size, const uint8_t *cancelled, Step step) {
	size_t from = 0;
	do {
		// Volatile, so that it is read each time; a byte cannot be torn, and nothing else depends on when it is seen.
		if (cancelled != nullptr && *static_cast<const volatile uint8_t *>(cancelled) != 0) {
			throw Failure("ECANCELED", "it was cancelled", "compress");
		}
		const size_t to = from + std::min(size - from, kEncodedAtOnce);
		step(from, to, to == size);
		from = to;
	} while (from < size);
}
