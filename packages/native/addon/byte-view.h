// ByteView: memory that somebody else owns, as a pointer and a length.
//
// Ownership: none; whoever makes a view keeps the memory alive. Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>

struct ByteView {
	uint8_t *data;
	size_t size;
};
