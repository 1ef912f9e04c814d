#include "stored-column.h"

#include "../range-decoder.h"
#include "bits.h"

#include <algorithm>
#include <cstring>

namespace {

// The decoded length in front of a frame.
constexpr size_t kPrefix = 8;
// What a builder that doubles its memory may leave behind the last value, above the double.
constexpr size_t kSlack = 64 * 1024;
// Bytes behind a buffer that may be read, so that short texts need no loop.
constexpr size_t kPadding = 16;
// Most that a frame can grow: a zstd block of 4 bytes makes 128 KiB, an LZ4 byte at most 255.
constexpr uint64_t kMaxGrowth = 32768;

Failure corrupt(const std::string &reason) { return Failure("ECORRUPT", reason, "decode"); }

Failure tooShort(size_t length, size_t needed) {
	return corrupt("a buffer has " + std::to_string(length) + " bytes where " + std::to_string(needed) + " are needed");
}

void requireFilled(size_t claimed, size_t wanted, size_t filled) {
	if (filled < wanted) throw corrupt("a buffer decodes to fewer than the " + std::to_string(claimed) + " bytes it claims");
}

size_t setBits(const uint8_t *bits, size_t count) {
	size_t set = 0;
	size_t i = 0;
	for (; i + 64 <= count; i += 64) {
		uint64_t word;
		std::memcpy(&word, bits + i / 8, 8);
		set += static_cast<size_t>(__builtin_popcountll(word));
	}
	for (; i < count; i++) set += bitAt(bits, i) ? 1 : 0;
	return set;
}

// A buffer, read as it is decoded: so it is in the cache then, and needs no memory of its own.
class Pieces final : public Compressed {
public:
	Pieces(const MappedRegion &region, const StoredBuffer &buffer, const StoredColumn::Decoded &decoded)
		: region_(region), at_(buffer.offset), left_(buffer.length), decoded_(decoded) {}

	ByteView next() override {
		thread_local const std::unique_ptr<uint8_t[]> memory(new uint8_t[kPiece]);
		const ByteView piece{memory.get(), std::min(kPiece, left_)};
		if (piece.size > 0) region_.fetch(at_, piece);
		at_ += piece.size;
		left_ -= piece.size;
		return piece;
	}

	void giveBack(size_t size) override {
		at_ -= size;
		left_ += size;
	}

	void decoded(size_t size) override {
		if (decoded_) decoded_(size);
	}

private:
	// A few zstd blocks: one that is cut in two is read again.
	static constexpr size_t kPiece = 512 * 1024;

	const MappedRegion &region_;
	size_t at_;
	size_t left_;
	const StoredColumn::Decoded &decoded_;
};

} // namespace

const uint8_t *StoredColumn::validity(Scratch &memory, size_t &missing) const {
	missing = 0;
	if (nulls == 0 || rows == 0) return nullptr;
	const uint8_t *present = bits(0, memory);
	missing = rows - setBits(present, rows);
	if (rows == length && missing != nulls) {
		throw corrupt("it claims " + std::to_string(nulls) + " missing values and has " + std::to_string(missing));
	}
	return missing == 0 ? nullptr : present;
}

const uint8_t *StoredColumn::bits(size_t index, Scratch &memory) const {
	const size_t from = first / 8;
	const size_t size = rows == 0 ? 0 : (first + rows + 7) / 8 - from;
	uint8_t *bytes = memory.take(size + kPadding).data;
	partInto(index, from, (length + 7) / 8, {bytes, size});
	if (const size_t shift = first % 8; shift > 0) {
		for (size_t i = 0; i < size; i++) {
			const int next = i + 1 < size ? bytes[i + 1] << (8 - shift) : 0;
			bytes[i] = static_cast<uint8_t>((bytes[i] >> shift) | next);
		}
	}
	return bytes;
}

ByteView StoredColumn::values(size_t index, size_t width, Scratch &memory, size_t more) const {
	const ByteView out{memory.take((rows + more) * width + kPadding).data, (rows + more) * width};
	partInto(index, first * width, (length + more) * width, out);
	return out;
}

void StoredColumn::valuesInto(size_t index, size_t width, ByteView out, const Decoded &decoded) const {
	partInto(index, first * width, length * width, out, decoded);
}

void StoredColumn::partInto(size_t index, size_t from, size_t whole, ByteView out, const Decoded &decoded) const {
	const StoredBuffer &buffer = buffers[index];
	const size_t needed = whole == kUnknown ? from + out.size : std::max(from + out.size, whole);
	if (codec == nullptr || buffer.length == 0) {
		if (buffer.length < needed) throw tooShort(buffer.length, needed);
		return region->fetch(buffer.offset + from, out);
	}
	const Packed stored = packed(index);
	if (stored.decodedLength < needed) throw tooShort(stored.decodedLength, needed);
	if (whole != kUnknown && stored.decodedLength > 2 * needed + kSlack) {
		throw corrupt("a buffer claims " + std::to_string(stored.decodedLength) + " bytes where its rows need " + std::to_string(needed));
	}
	unpack(index, stored, from, out, decoded);
}

ByteView StoredColumn::text(size_t index, Scratch &memory) const {
	return text(index, 0, stored(index).decodedLength, memory);
}

ByteView StoredColumn::text(size_t index, size_t from, size_t to, Scratch &memory) const {
	const Packed whole = stored(index);
	if (whole.decodedLength < to) throw tooShort(whole.decodedLength, to);
	if (to - from > maxBytes) throw Failure("ENOMEM", "it is more than allowed", "malloc");
	const ByteView bytes{memory.take(to - from + kPadding).data, to - from};
	if (isPacked(index)) unpack(index, whole, from, bytes);
	else region->fetch(buffers[index].offset + from, bytes);
	return bytes;
}

StoredColumn::Packed StoredColumn::stored(size_t index) const {
	return isPacked(index) ? packed(index) : Packed{buffers[index].length, false};
}

StoredColumn::Packed StoredColumn::packed(size_t index) const {
	const StoredBuffer &buffer = buffers[index];
	if (buffer.length < kPrefix) throw tooShort(buffer.length, kPrefix);
	int64_t claimed;
	region->fetch(buffer.offset, {reinterpret_cast<uint8_t *>(&claimed), kPrefix});
	const size_t size = buffer.length - kPrefix;
	if (claimed == -1) return {size, false};
	const uint64_t growth = codec == &zstdCodec() ? kMaxGrowth : 256;
	if (claimed >= 0 && static_cast<uint64_t>(claimed) / growth <= size && static_cast<uint64_t>(claimed) <= size * growth) {
		return {static_cast<size_t>(claimed), true};
	}
	throw corrupt("a buffer of " + std::to_string(size) + " bytes claims to decode to " + std::to_string(claimed));
}

void StoredColumn::unpack(size_t index, const Packed &packed, size_t from, ByteView out, const Decoded &decoded) const {
	if (out.size == 0) return;
	const StoredBuffer stored{buffers[index].offset + kPrefix, buffers[index].length - kPrefix};
	if (!packed.isFrame) return region->fetch(stored.offset + from, out);
	if (out.size == packed.decodedLength) {
		Pieces pieces(*region, stored, decoded);
		return codec->decompress(pieces, out);
	}
	RangeDecoder decoder(region, *codec, stored.offset, stored.length);
	requireFilled(packed.decodedLength, out.size, decoder.decode({{from, from + out.size}}, out, false));
}
