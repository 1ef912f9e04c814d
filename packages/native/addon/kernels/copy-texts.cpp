#include "copy-texts.h"

#include "../failure.h"

#include <cstring>

void copyTexts(const int32_t *offsets, size_t count, ByteView bytes, int32_t *outOffsets, ByteView outBytes, int32_t at) {
	const int64_t first = offsets[0];
	const int64_t length = offsets[count] - first;
	if (first < 0 || length < 0 || first + length > static_cast<int64_t>(bytes.size)) {
		throw Failure("EINVAL", "they must rise, up to the end of the bytes", "argument offsets");
	}
	if (at < 0 || at + length > static_cast<int64_t>(outBytes.size) || at + length > INT32_MAX) {
		throw Failure("EINVAL", "it is too short", "argument outBytes");
	}
	// Unsigned: an offset between the two ends may be anything, and is only moved.
	const uint32_t shift = static_cast<uint32_t>(at) - static_cast<uint32_t>(first);
	for (size_t i = 0; i <= count; i++) {
		const uint32_t moved = static_cast<uint32_t>(offsets[i]) + shift;
		std::memcpy(outOffsets + i, &moved, sizeof(moved));
	}
	if (length > 0) std::memcpy(outBytes.data + at, bytes.data + first, static_cast<size_t>(length));
}
