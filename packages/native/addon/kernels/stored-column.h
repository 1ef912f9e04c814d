// StoredColumn: a column of one record batch as it lies in a payload, and how its buffers come into memory: read, checked, decoded.
//
// Ownership: shares the region. Threads: any.
#pragma once

#include "../codec.h"
#include "../mapped-region.h"
#include "scratch.h"

#include <memory>
#include <vector>

// Where a buffer lies in the region.
struct StoredBuffer {
	size_t offset;
	size_t length;
};

class StoredColumn {
public:
	std::shared_ptr<MappedRegion> region;
	// Null where the buffers are not compressed.
	const Codec *codec;
	size_t rows;
	// How many rows are missing, as the payload says.
	size_t nulls;
	// The most memory that its text may take.
	size_t maxBytes;
	// The validity bitmap, then those of its type. All lie in the region.
	std::vector<StoredBuffer> buffers;

	// All functions throw ECORRUPT where the payload is wrong, ENOMEM, and EFAULT where the region has lost its bytes.

	// Which rows are present; null where all are. The number of missing ones is checked.
	const uint8_t *validity(Scratch &memory) const;
	// The first `size` bytes of a buffer whose length the rows tell. The bytes behind them, up to 16, may be read too.
	ByteView values(size_t index, size_t size, Scratch &memory) const;
	// The same, into memory of exactly `size` bytes.
	void valuesInto(size_t index, ByteView out) const;
	// All of a buffer of text; 16 bytes behind it may be read too.
	ByteView text(size_t index, Scratch &memory) const;

private:
	// A buffer as it is stored. Where it is compressed, `decodedLength` is what its first eight bytes claim, checked, and `isFrame`
	// tells whether the others are a frame.
	struct Packed {
		ByteView bytes;
		size_t decodedLength;
		bool isFrame;
	};
	Packed packed(size_t index, Scratch &memory) const;
	void unpack(const Packed &packed, ByteView out) const;
};
