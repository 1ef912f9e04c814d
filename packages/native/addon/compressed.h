// Compressed: bytes that are to be decoded, piece by piece.
//
// Ownership: a piece belongs to its source and is there until the next one is asked for. Threads: one at a time.
#pragma once

#include "byte-view.h"

class Compressed {
public:
	virtual ~Compressed() = default;
	// The next bytes; none at the end.
	virtual ByteView next() = 0;
	// The last `size` bytes of what next() gave were not needed.
	virtual void giveBack(size_t size) = 0;
	// So many bytes of the output are decoded. Later ones may be copied from them, so they must stay as they are.
	virtual void decoded(size_t) {}
	// Asked again and again: throws where decoding shall end.
	virtual void proceed() {}
};
