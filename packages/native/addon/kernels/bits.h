// bitAt: one bit of a bitmap, least significant first; a null bitmap has every bit set.
//
// Ownership: none. Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>

inline bool bitAt(const uint8_t *bits, size_t index) {
	return bits == nullptr || ((bits[index >> 3] >> (index & 7)) & 1) != 0;
}
