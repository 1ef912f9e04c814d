// Huffman-coded literals of zstd blocks, of two blocks at a time.
//
// Decoding them is a chain: where a code begins is known when the one before is. libzstd has the four chains of a block under way at once, which leaves
// half of what a processor can do; eight take it.
//
// Ownership: none. Threads: any; a context one at a time.
#pragma once

#include "zstd-literals-section.h"

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

// Whether it is possible and worth it: they are coded in four streams of the same length, with four bits each or more. Of shorter codes libzstd decodes two at once.
int allye_zstd_are_long(const LiteralsSection *section);

// Decodes the literals of two blocks, which are long and as many, to `out` and behind it, and leaves the second one's table in the context for a block that uses it
// again. Returns 1; or 0, the context as it was, where anything is unusual or wrong: then libzstd has to decode them, and to say what is wrong.
int allye_zstd_two_literals(ZSTD_DCtx *context, const LiteralsSection *first, const LiteralsSection *second, uint8_t *out);
