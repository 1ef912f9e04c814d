// The header of a zstd block's literals. Format: RFC 8878, 3.1.1.3.1.
//
// Ownership: none; a section points into the block. Threads: any.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <common/mem.h>
#include <common/zstd_internal.h>

// Streams that hold a quarter each, but for the last, which holds what is left.
enum { kLiteralStreams = 4 };

typedef struct {
	SymbolEncodingType_e type;
	// Decoded bytes.
	size_t size;
	// What is stored of them: themselves, the one that repeats, or a description of codes and the streams.
	const uint8_t *bytes;
	size_t stored;
	// One or four, where they are coded.
	size_t streams;
} LiteralsSection;

// The section that a block begins with. Returns 0 where it does not fit before `end`.
static inline int literalsSection(const uint8_t *from, const uint8_t *end, LiteralsSection *section) {
	if (end - from < 5) return 0;
	section->type = (SymbolEncodingType_e)(from[0] & 3);
	const uint32_t format = (from[0] >> 2) & 3;
	size_t header;
	if (section->type == set_compressed || section->type == set_repeat) {
		// Sizes of 10, 10, 14 or 18 bits: of the literals, then of what is stored.
		header = format < 2 ? 3 : format + 2;
		const uint32_t width = format < 2 ? 10 : 4 * format + 6;
		const uint64_t both = (MEM_readLE32(from) | (uint64_t)from[4] << 32) >> 4;
		const uint64_t mask = ((uint64_t)1 << width) - 1;
		section->size = (size_t)(both & mask);
		section->stored = (size_t)(both >> width & mask);
		section->streams = format == 0 ? 1 : kLiteralStreams;
	} else {
		header = format == 1 ? 2 : format == 3 ? 3 : 1;
		const uint32_t word = header == 1 ? from[0] : header == 2 ? MEM_readLE16(from) : MEM_readLE24(from);
		section->size = word >> (header == 1 ? 3 : 4);
		section->stored = section->type == set_basic ? section->size : 1;
		section->streams = 0;
	}
	section->bytes = from + header;
	return section->stored <= (size_t)(end - section->bytes);
}

// The sizes of the first three of four streams come before them. Moves `from` to the first; returns 0 where they do not fit.
static inline int streamSizes(const uint8_t **from, size_t size, size_t *sizes) {
	if (size < 2 * (kLiteralStreams - 1)) return 0;
	size_t left = size - 2 * (kLiteralStreams - 1);
	for (size_t i = 0; i + 1 < kLiteralStreams; i++) {
		sizes[i] = MEM_readLE16(*from + 2 * i);
		if (sizes[i] > left) return 0;
		left -= sizes[i];
	}
	sizes[kLiteralStreams - 1] = left;
	*from += 2 * (kLiteralStreams - 1);
	return 1;
}
