// rebaseOffsets: moves offsets so that they begin at 0.
//
// Ownership: none. Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>

// Offset is int32_t or int64_t. False, with `offsets` half moved, where they begin below 0 or fall.
template <typename Offset> bool rebaseOffsets(Offset *offsets, size_t count) {
	if (count == 0) return true;
	const Offset first = offsets[0];
	Offset last = first;
	bool rising = first >= 0;
	for (size_t i = 0; i < count; i++) {
		const Offset offset = offsets[i];
		rising &= offset >= last;
		last = offset;
		// Where they fall the difference may not fit, and does not matter.
		offsets[i] = rising ? offset - first : 0;
	}
	return rising;
}
