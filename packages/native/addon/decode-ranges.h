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

// Copies the ranges, which rise and do not overlap, into `output` one behind the other. `position` is the decoded byte that
// `stream` is at, moved along. Returns the bytes put into `output`: fewer than the ranges have only where `input` ends.
size_t decodeRanges(Stream &stream, uint64_t &position, Compressed &input, const std::vector<DecodedRange> &ranges, ByteView output);
