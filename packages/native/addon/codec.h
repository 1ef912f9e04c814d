// The compressions of Arrow IPC bodies: whole zstd frames and LZ4 frames, in memory.
//
// Ownership: none; all memory is the caller's. Threads: any; no state is kept between calls.
#pragma once

#include "byte-view.h"

class Codec {
public:
	// Decodes one frame or more (skippable ones among them) into `output`. Throws ECORRUPT unless the input is whole and
	// valid and decodes to exactly output.size bytes. Never touches memory outside both views.
	virtual void decompress(ByteView input, ByteView output) const = 0;
	// The most bytes that compress() can need for `size` bytes.
	virtual size_t compressBound(size_t size) const = 0;
	// Encodes `input` as one frame; `output` has compressBound(input.size) bytes. Returns the bytes written.
	virtual size_t compress(ByteView input, ByteView output) const = 0;

protected:
	~Codec() = default;
};

const Codec &zstdCodec();
const Codec &lz4FrameCodec();
