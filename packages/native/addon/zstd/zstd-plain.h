// zstd frames that are made without a search for matches.
//
// libzstd looks for matches at every byte. Columns of numbers mostly have none but these: the upper bytes of an int64, which are those of the
// value before; often there is nothing to gain but by Huffman's codes. Written so, a frame takes a fifth of the time and decodes faster.
//
// Ownership: none. Threads: any; a state one at a time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum AllyeZstdMatches {
	// All bytes are literals.
	ALLYE_ZSTD_NO_MATCHES,
	// Of each eight bytes, an int64, the upper ones that the int64 before has too are a match.
	ALLYE_ZSTD_UPPER_BYTES
};

// Bytes of the memory that an encoder needs, aligned as malloc's.
size_t allye_zstd_plain_state_size(void);

// The most bytes that a frame of `size` bytes takes.
size_t allye_zstd_plain_bound(size_t size);

// Encodes `size` bytes as one frame into `out`, which has allye_zstd_plain_bound(size) bytes. `state` is memory as above, of any content;
// `cancelled`, if not null, points to a byte. Returns the bytes written; 0 soon after that byte has become another than 0.
size_t allye_zstd_plain(
	void *state, enum AllyeZstdMatches matches, const uint8_t *from, size_t size, uint8_t *out, const volatile uint8_t *cancelled);

#ifdef __cplusplus
}
#endif
