// The compressions of Arrow IPC bodies: zstd frames and LZ4 frames, in memory.
//
// Ownership: all memory is the caller's, but for contexts that are kept for the next call. Threads: any, a Stream one at a
// time; no result depends on an earlier call.
#pragma once

#include "byte-view.h"
#include "compressed.h"

#include <memory>

// A decoder of one frame or more, from their start on, that keeps its place between calls.
class Stream {
public:
	virtual ~Stream() = default;
	// Decodes until there is something in `to`, or the input ends; moves the start of `from` past what it has read. Returns
	// the bytes it made: 0 only where it can do no more with this input. Throws ECORRUPT.
	virtual size_t step(ByteView &from, ByteView to) = 0;
	// Bytes of memory that it holds, about.
	virtual size_t memory() const = 0;
};

class Codec {
public:
	// Decodes one frame or more (skippable ones among them) into `output`. Throws ECORRUPT unless the input is whole and
	// valid and decodes to exactly output.size bytes. Never touches memory outside both views.
	void decompress(ByteView input, ByteView output) const;
	// The same for input that comes piece by piece: what was decoded is referred to where it lies, so this needs no more memory.
	virtual void decompress(Compressed &input, ByteView output) const = 0;
	// A decoder at the start of a frame.
	virtual std::unique_ptr<Stream> stream() const = 0;
	// Decodes as far as `input`, which may be cut off anywhere, allows: passes over the first `skip` decoded bytes, then fills
	// `output`. Returns the bytes put there, fewer only where the input ends before. Throws ECORRUPT where what it had to
	// decode is broken; what lies behind is not looked at.
	size_t decompressRange(ByteView input, uint64_t skip, ByteView output) const;
	// Bytes of input that decodeBeginning() needs for `size` decoded ones, where there are as many; 0 where it cannot do it.
	virtual size_t beginningNeeds(size_t size) const;
	// Fills `output` with the first decoded bytes of a frame, of which it does not even decode the first block as a whole. Returns false where
	// it cannot: then stream() can, or says what is wrong.
	virtual bool decodeBeginning(ByteView input, ByteView output) const;
	// The most bytes that compress() can need for `size` bytes.
	virtual size_t compressBound(size_t size) const = 0;
	// Encodes `input` as one frame; `output` has compressBound(input.size) bytes. Returns the bytes written. Throws ECANCELED soon after
	// the byte at `cancelled`, if it is not null, has become another than 0.
	virtual size_t compress(ByteView input, ByteView output, const uint8_t *cancelled) const = 0;
	// Whether compressing `input` is likely to make it smaller by a share of `least`: of 1 MiB or more by what becomes of its beginning and its
	// middle, of less always. `scratch` has compressBound(input.size) bytes.
	bool seemsToSave(double least, ByteView input, ByteView scratch) const;

protected:
	~Codec() = default;
};

const Codec &zstdCodec();
const Codec &lz4FrameCodec();
