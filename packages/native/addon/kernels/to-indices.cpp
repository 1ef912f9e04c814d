#include "to-indices.h"

#include "../failure.h"

#include <algorithm>
#include <cstring>

namespace {

// Rows looked at together: where none of them is missing there is no bit to set by itself. A multiple of 8.
constexpr size_t kRun = 1024;

template <typename Index> void narrow(const int32_t *codes, size_t count, uint8_t *out) {
	for (size_t i = 0; i < count; i++) {
		const auto index = static_cast<Index>(codes[i]);
		std::memcpy(out + i * sizeof(Index), &index, sizeof(Index));
	}
}

// Sets the bits of `count` codes that are none below -1, and returns how many are missing.
size_t present(const int32_t *codes, size_t count, uint8_t *bits) {
	size_t missing = 0;
	for (size_t first = 0; first < count; first += 8) {
		const size_t end = std::min(count, first + 8);
		uint8_t byte = 0;
		for (size_t row = first; row < end; row++) byte |= static_cast<uint8_t>((codes[row] >= 0) << (row - first));
		missing += (end - first) - static_cast<size_t>(__builtin_popcount(byte));
		bits[first / 8] = byte;
	}
	return missing;
}

template <typename Index> double toIndicesOf(const int32_t *codes, size_t count, int32_t values, ByteView out, ByteView bits) {
	size_t missing = 0;
	for (size_t first = 0; first < count; first += kRun) {
		const int32_t *run = codes + first;
		const size_t size = std::min(kRun, count - first);
		int32_t smallest = 0;
		int32_t largest = -1;
		for (size_t i = 0; i < size; i++) {
			smallest = std::min(smallest, run[i]);
			largest = std::max(largest, run[i]);
		}
		if (smallest < -1 || largest >= values) {
			const auto isWrong = [&](int32_t code) { return code < -1 || code >= values; };
			return -1 - static_cast<double>(std::find_if(run, run + size, isWrong) - codes);
		}
		narrow<Index>(run, size, out.data + first * sizeof(Index));
		if (smallest == 0 && size == kRun) std::memset(bits.data + first / 8, 0xff, kRun / 8);
		else missing += present(run, size, bits.data + first / 8);
	}
	return static_cast<double>(missing);
}

} // namespace

double toIndices(const int32_t *codes, size_t count, int32_t values, size_t width, ByteView out, ByteView bits) {
	if (bits.size < (count + 7) / 8) throw Failure("EINVAL", "it is too short", "argument bits");
	if (out.size < count * width) throw Failure("EINVAL", "it is too short", "argument out");
	if (width == 1) return toIndicesOf<int8_t>(codes, count, values, out, bits);
	if (width == 2) return toIndicesOf<int16_t>(codes, count, values, out, bits);
	if (width == 4) return toIndicesOf<int32_t>(codes, count, values, out, bits);
	throw Failure("EINVAL", "it must be 1, 2 or 4", "argument width");
}
