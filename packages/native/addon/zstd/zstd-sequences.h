// The sequences of a zstd block: literals to copy, then bytes that were there before.
//
// libzstd takes some 120 instructions for each, here it is 90. A column of integers or of short texts has one for each value.
//
// Ownership: none. Threads: any; a context one at a time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

// Carries out `count` sequences that are stored in `size` bytes at `from`, with the literals and the tables of the context, and copies the literals that are
// left. They must not lie in `out`. Returns the bytes written to `out`, which has room for `room`; or an error of libzstd's.
size_t allye_zstd_sequences(ZSTD_DCtx *context, size_t count, const uint8_t *from, size_t size, uint8_t *out, size_t room);
