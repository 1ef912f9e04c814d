// The first bytes of a zstd frame, without decoding the whole of its first block.
//
// libzstd decodes block by block, and a block is up to 128 KiB: of a column's first 1,000 rows of eight bytes that is sixteen times what is
// asked for. This decodes a block's literals and sequences only as far as they are needed.
//
// Ownership: none. Threads: any; a context one at a time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a frame's header and its first block take at most.
#define ALLYE_ZSTD_BEGINNING_INPUT (128 * 1024 + 32)
// The most bytes that are decoded so: of more, decoding all of the block is faster.
#define ALLYE_ZSTD_BEGINNING_OUTPUT (32 * 1024)

// Decodes the first `wanted` bytes of the frame that begins at `frame`, of which `size` bytes are there, into `out`. Returns 1; or 0 where
// that takes more than one block, or anything is unusual or wrong: then libzstd has to decode it, and to say what is wrong.
int allye_zstd_beginning(ZSTD_DCtx *context, const uint8_t *frame, size_t size, uint8_t *out, size_t wanted);

#ifdef __cplusplus
}
#endif
