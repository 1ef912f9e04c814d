// StoredColumn: rows of a column of one record batch as it lies in a payload, and how its buffers come into memory: read, checked,
// decoded, and of a compressed buffer no more than these rows need.
//
// Ownership: shares the region. Threads: any.
#pragma once

#include "../codec.h"
#include "../mapped-region.h"
#include "scratch.h"

#include <functional>
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
	// Rows that the column has.
	size_t length;
	// A range of them: `rows` of them from `first` on.
	size_t first;
	size_t rows;
	// How many of all rows are missing, as the payload says.
	size_t nulls;
	// The most memory that its text may take.
	size_t maxBytes;
	// The validity bitmap, then those of its type. All lie in the region.
	std::vector<StoredBuffer> buffers;
	// The rows of the range that are wanted: ascending, below `rows`; null where all are.
	std::shared_ptr<const std::vector<uint32_t>> picked;

	size_t wanted() const { return picked == nullptr ? rows : picked->size(); }

	// All functions throw ECORRUPT where the payload is wrong, ENOMEM, and EFAULT where the region has lost its bytes.

	// Which of the rows are present, and how many are not; null where all are. Of a whole column their number is checked.
	const uint8_t *validity(Scratch &memory, size_t &missing) const;
	// The rows' bits of a buffer of one bit a row.
	const uint8_t *bits(size_t index, Scratch &memory) const;
	// The rows' elements of a buffer of `width` bytes a row, and `more` behind them. The bytes behind, up to 16, may be read too.
	ByteView values(size_t index, size_t width, Scratch &memory, size_t more = 0) const;
	// Is told of how many bytes are there while a buffer is decoded, as far as it says so: they are in the cache then.
	using Decoded = std::function<void(size_t bytes)>;
	// The same, into memory of exactly as many bytes.
	void valuesInto(size_t index, size_t width, ByteView out, const Decoded &decoded = nullptr) const;
	// Bytes `from` to `from + out.size` of a buffer, decoded, of which all rows together need `whole`, or who knows how many.
	static constexpr size_t kUnknown = SIZE_MAX;
	void partInto(size_t index, size_t from, size_t whole, ByteView out, const Decoded &decoded = nullptr) const;
	// All of a buffer of text, whichever rows are wanted; 16 bytes behind it may be read too.
	ByteView text(size_t index, Scratch &memory) const;
	// Bytes `from` to `to` of it.
	ByteView text(size_t index, size_t from, size_t to, Scratch &memory) const;

private:
	// A compressed buffer: `decodedLength` is what its first eight bytes claim, checked, and `isFrame` tells whether the others are a
	// frame.
	struct Packed {
		size_t decodedLength;
		bool isFrame;
	};
	Packed packed(size_t index) const;
	// The same of a buffer that may be empty, or not compressed.
	Packed stored(size_t index) const;
	bool isPacked(size_t index) const { return codec != nullptr && buffers[index].length > 0; }
	// Its decoded bytes from `from` on.
	void unpack(size_t index, const Packed &packed, size_t from, ByteView out, const Decoded &decoded = nullptr) const;
};
