#include "utf8.h"

#include <cstring>

namespace {

bool continues(uint8_t byte) {
	return (byte & 0xc0) == 0x80;
}

// The length of the character at `at`, which is not ASCII; 0 where it is none.
size_t characterLength(const uint8_t *at, size_t left) {
	const uint8_t lead = at[0];
	if (lead < 0xc2 || lead > 0xf4) return 0;
	if (lead < 0xe0) return left >= 2 && continues(at[1]) ? 2 : 0;
	if (lead < 0xf0) {
		if (left < 3 || !continues(at[1]) || !continues(at[2])) return 0;
		if ((lead == 0xe0 && at[1] < 0xa0) || (lead == 0xed && at[1] > 0x9f)) return 0;
		return 3;
	}
	if (left < 4 || !continues(at[1]) || !continues(at[2]) || !continues(at[3])) return 0;
	if ((lead == 0xf0 && at[1] < 0x90) || (lead == 0xf4 && at[1] > 0x8f)) return 0;
	return 4;
}

} // namespace

bool isUtf8(ByteView bytes) {
	size_t i = 0;
	while (i < bytes.size) {
		// ASCII, 32 bytes at a time.
		while (i + 32 <= bytes.size) {
			uint64_t words[4];
			std::memcpy(words, bytes.data + i, 32);
			if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080) != 0) break;
			i += 32;
		}
		const size_t soon = bytes.size - i < 32 ? bytes.size : i + 32;
		while (i < soon) {
			const size_t length = bytes.data[i] < 0x80 ? 1 : characterLength(bytes.data + i, bytes.size - i);
			if (length == 0) return false;
			i += length;
		}
	}
	return true;
}

bool areUtf8(ByteView bytes, const int32_t *offsets, size_t count) {
	if (!isUtf8(bytes)) return false;
	// A text in valid UTF-8 is valid where it starts at a character and the next one does.
	for (size_t i = 0; i < count; i++) {
		const int32_t offset = offsets[i];
		if (offset < 0 || static_cast<size_t>(offset) > bytes.size) return false;
		if (static_cast<size_t>(offset) < bytes.size && continues(bytes.data[offset])) return false;
	}
	return true;
}
