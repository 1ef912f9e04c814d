#include "to-indices.h"

#include "../failure.h"

#include <cstring>

namespace {

template <typename Index> double toIndicesOf(const int32_t *codes, size_t count, int32_t values, ByteView out, ByteView bits) {
	size_t missing = 0;
	for (size_t first = 0; first < count; first += 8) {
		const size_t end = count - first < 8 ? count : first + 8;
		uint8_t byte = 0;
		for (size_t row = first; row < end; row++) {
			const int32_t code = codes[row];
			if (code < -1 || code >= values) return -1 - static_cast<double>(row);
			const bool is = code >= 0;
			byte |= static_cast<uint8_t>(is << (row - first));
			missing += !is;
			const auto index = static_cast<Index>(code);
			std::memcpy(out.data + row * sizeof(Index), &index, sizeof(Index));
		}
		bits.data[first / 8] = byte;
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
