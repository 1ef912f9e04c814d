// A zstd frame, block by block.
//
// What libzstd decodes as a stream this decodes a block at a time, where all of the output lies together. Tables and most literals are libzstd's. Of blocks that are nothing
// but literals, as those of floating-point columns, it decodes two at a time (zstd-literals.h); of others it carries out the sequences (zstd-sequences.h).
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

// Begins the frame at `from`, of which `size` bytes are there and which is going to be decoded to `out`. Returns the bytes of its header; 0 where
// libzstd has to decode it as a stream: it has a dictionary or a checksum, or its header is broken or cut off.
size_t allye_zstd_begin_blocks(ZSTD_DCtx *context, const uint8_t *from, size_t size, const uint8_t *out);

// How far a frame is decoded.
typedef struct {
	// Bytes of `from` that were read.
	size_t read;
	// Bytes of the output that are there, of all calls together.
	size_t written;
	int hasEnded;
} AllyeZstdProgress;

// Decodes the blocks that are whole in `from`, which begins with one, into the `room` bytes at `out`, behind those of the blocks before. Returns 0,
// or an error of libzstd's.
size_t allye_zstd_blocks(ZSTD_DCtx *context, const uint8_t *from, size_t size, uint8_t *out, size_t room, AllyeZstdProgress *progress);

#ifdef __cplusplus
}
#endif
