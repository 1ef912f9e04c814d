// decodeRange: takes a range out of what a streaming decoder gives, whichever library's it is.
//
// Ownership: keeps a block of scratch memory for each thread. Threads: any.
#pragma once

#include "byte-view.h"

#include <algorithm>
#include <memory>

// Where the bytes before a range go: one zstd block, or two of LZ4's usual ones.
constexpr size_t kSkippedAtOnce = 128 * 1024;

// `step(from, to)` decodes some of `from` into `to`, moves the start of `from` past what it has read, and returns the
// bytes it made: 0 only where it can do no more with this input.
template <typename Step> size_t decodeRange(ByteView input, uint64_t skip, ByteView output, Step step) {
	if (skip > 0) {
		thread_local const std::unique_ptr<uint8_t[]> scratch(new uint8_t[kSkippedAtOnce]);
		while (skip > 0) {
			const size_t made = step(input, {scratch.get(), static_cast<size_t>(std::min<uint64_t>(skip, kSkippedAtOnce))});
			if (made == 0) return 0;
			skip -= made;
		}
	}
	size_t filled = 0;
	while (filled < output.size) {
		const size_t made = step(input, {output.data + filled, output.size - filled});
		if (made == 0) break;
		filled += made;
	}
	return filled;
}
