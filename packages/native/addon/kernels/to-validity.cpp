#include "to-validity.h"

#include "../failure.h"

size_t toValidity(const double *values, size_t count, ByteView bits) {
	if (bits.size < (count + 7) / 8) throw Failure("EINVAL", "it is too short", "argument bits");
	size_t present = 0;
	size_t row = 0;
	for (; row + 8 <= count; row += 8) {
		uint8_t byte = 0;
		for (size_t bit = 0; bit < 8; bit++) {
			// NaN is the one value that differs from itself.
			const bool is = values[row + bit] == values[row + bit];
			byte |= static_cast<uint8_t>(is << bit);
			present += is;
		}
		bits.data[row / 8] = byte;
	}
	if (row == count) return count - present;
	uint8_t last = 0;
	for (size_t bit = 0; row + bit < count; bit++) {
		const bool is = values[row + bit] == values[row + bit];
		last |= static_cast<uint8_t>(is << bit);
		present += is;
	}
	bits.data[row / 8] = last;
	return count - present;
}
