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

void StoredColumn::valuesInto(size_t index, size_t width, ByteView out) const {
	partInto(index, first * width, length * width, out);
}

void StoredColumn::partInto(size_t index, size_t from, size_t whole, ByteView out) const {
	const StoredBuffer &buffer = buffers[index];
	const size_t needed = whole == kUnknown ? from + out.size : std::max(from + out.size, whole);
	if (codec == nullptr || buffer.length == 0) {
		if (buffer.length < needed) throw tooShort(buffer.length, needed);
		return region->read(buffer.offset + from, out);
	}
	Scratch memory;
	const bool isWhole = out.size >= whole;
	uint8_t prefix[kPrefix];
	if (!isWhole && buffer.length >= kPrefix) region->fetch(buffer.offset, {prefix, kPrefix});
	const Packed stored = isWhole ? packed(index, memory) : claimed(index, prefix);
	if (stored.decodedLength < needed) throw tooShort(stored.decodedLength, needed);
	if (whole != kUnknown && stored.decodedLength > 2 * needed + kSlack) {
		throw corrupt("a buffer claims " + std::to_string(stored.decodedLength) + " bytes where its rows need " + std::to_string(needed));
	}
	if (isWhole) return unpack(stored, out);
	if (!stored.isFrame) return region->read(buffer.offset + kPrefix + from, out);
	RangeDecoder decoder(region, *codec, buffer.offset + kPrefix, buffer.length - kPrefix);
	requireFilled(stored.decodedLength, out.size, decoder.decode({{from, from + out.size}}, out, false));
}

ByteView StoredColumn::text(size_t index, Scratch &memory) const {
	Scratch packedMemory;
	Packed stored{{nullptr, 0}, buffers[index].length, false};
	if (codec != nullptr && buffers[index].length > 0) stored = packed(index, packedMemory);
	if (stored.decodedLength > maxBytes) throw Failure("ENOMEM", "it is more than allowed", "malloc");
	const ByteView out = memory.take(stored.decodedLength + kPadding);
	const ByteView bytes{out.data, stored.decodedLength};
	if (stored.bytes.data == nullptr) region->read(buffers[index].offset, bytes);
	else unpack(stored, bytes);
	return bytes;
}

StoredColumn::Packed StoredColumn::packed(size_t index, Scratch &memory) const {
	const StoredBuffer &buffer = buffers[index];
	if (buffer.length < kPrefix) throw tooShort(buffer.length, kPrefix);
	const ByteView all = memory.take(buffer.length);
	region->fetch(buffer.offset, all);
	return claimed(index, all.data);
}

StoredColumn::Packed StoredColumn::claimed(size_t index, const uint8_t *prefix) const {
	if (buffers[index].length < kPrefix) throw tooShort(buffers[index].length, kPrefix);
	int64_t claimed;
	std::memcpy(&claimed, prefix, kPrefix);
	const ByteView bytes{const_cast<uint8_t *>(prefix) + kPrefix, buffers[index].length - kPrefix};
	if (claimed == -1) return {bytes, bytes.size, false};
	const uint64_t growth = codec == &zstdCodec() ? kMaxGrowth : 256;
	if (claimed >= 0 && static_cast<uint64_t>(claimed) / growth <= bytes.size && static_cast<uint64_t>(claimed) <= bytes.size * growth) {
		return {bytes, static_cast<size_t>(claimed), true};
	}
	throw corrupt("a buffer of " + std::to_string(bytes.size) + " bytes claims to decode to " + std::to_string(claimed));
}

void StoredColumn::unpack(const Packed &packed, ByteView out) const {
	if (out.size == 0) return;
	if (!packed.isFrame) {
		std::memcpy(out.data, packed.bytes.data, out.size);
		return;
	}
	if (out.size == packed.decodedLength) return codec->decompress(packed.bytes, out);
	requireFilled(packed.decodedLength, out.size, codec->decompressRange(packed.bytes, 0, out));
}
