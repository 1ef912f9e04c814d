// The compressions of Arrow IPC bodies: zstd frames and LZ4 frames, in memory.
//
// Ownership: all memory is the caller's, but for contexts that each thread keeps for its next call. Threads:
// any; no result depends on an earlier call.
#pragma once

#include "byte-view.h"

class Codec {
public:
	// Decodes one frame or more (skippable ones among them) into `output`. Throws ECORRUPT unless the input is whole and
	// valid and decodes to exactly output.size bytes. Never touches memory outside both views.
	virtual void decompress(ByteView input, ByteView output) const = 0;
	// Decodes as far as `input`, which may be cut off anywhere, allows: passes over the first `skip` decoded bytes, then fills
	// `output`. Returns the bytes put there, fewer only where the input ends before. Throws ECORRUPT where what it had to
	// decode is broken; what lies behind is not looked at.
	virtual size_t decompressRange(ByteView input, uint64_t skip, ByteView output) const = 0;
	// The most bytes that compress() can need for `size` bytes.
	virtual size_t compressBound(size_t size) const = 0;
	// Encodes `input` as one frame; `output` has compressBound(input.size) bytes. Returns the bytes written. Throws ECANCELED soon after
	// the byte at `cancelled`, which another thread may set, is no longer 0; null: never.
	virtual size_t compress(ByteView input, ByteView output, const uint8_t *cancelled) const = 0;

protected:
	~Codec() = default;
};

const Codec &zstdCodec();
const Codec &lz4FrameCodec();
