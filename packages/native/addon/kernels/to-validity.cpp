#include "to-validity.h"

#include "../failure.h"

#include <algorithm>
#include <cstring>

namespace {

// Rows looked at together: where none of them is NaN there is no bit to set by itself. A multiple of 8.
constexpr size_t kRun = 1024;

// NaN is the one value that differs from itself.
bool isPresent(double value) { return value == value; }

size_t present(const double *values, size_t count, uint8_t *bits) {
	size_t missing = 0;
	for (size_t first = 0; first < count; first += 8) {
		const size_t end = std::min(count, first + 8);
		uint8_t byte = 0;
		for (size_t row = first; row < end; row++) byte |= static_cast<uint8_t>(isPresent(values[row]) << (row - first));
		missing += (end - first) - static_cast<size_t>(__builtin_popcount(byte));
		bits[first / 8] = byte;
	}
	return missing;
}

} // namespace

size_t toValidity(const double *values, size_t count, ByteView bits) {
	if (bits.size < (count + 7) / 8) throw Failure("EINVAL", "it is too short", "argument bits");
	size_t missing = 0;
	for (size_t first = 0; first < count; first += kRun) {
		const double *run = values + first;
		const size_t size = std::min(kRun, count - first);
		bool all = size == kRun;
		for (size_t i = 0; i < size; i++) all &= isPresent(run[i]);
		if (all) std::memset(bits.data + first / 8, 0xff, kRun / 8);
		else missing += present(run, size, bits.data + first / 8);
	}
	return missing;
}
