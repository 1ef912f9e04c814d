// decodeRanges: takes ranges of bytes out of what a Stream decodes.
//
// Ownership: keeps a block of scratch memory for each thread. Threads: any.
#pragma once

#include "codec.h"

#include <cstdint>
#include <vector>

// Bytes `start` to `end` of what is decoded.
struct DecodedRange {
	uint64_t start;
	uint64_t end;
};

// What is to be decoded.
class Compressed {
public:
	virtual ~Compressed() = default;
	// The next bytes; none at the end.
	virtual ByteView next() = 0;
	// The last `size` bytes of what next() gave were not needed.
	virtual void giveBack(size_t size) = 0;
	// Asked again and again: throws where decoding shall end.
	virtual void proceed() {}
};

// Copies the ranges, which rise and do not overlap, into `output` one behind the other. `position` is the decoded byte that
// `stream` is at, moved along. Returns the bytes put into `output`: fewer than the ranges have only where `input` ends.
size_t decodeRanges(Stream &stream, uint64_t &position, Compressed &input, const std::vector<DecodedRange> &ranges, ByteView output);
