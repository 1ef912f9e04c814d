#include "stored-column.h"

#include "bits.h"

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

const uint8_t *StoredColumn::validity(Scratch &memory) const {
	if (nulls == 0 || rows == 0) return nullptr;
	const uint8_t *bits = values(0, (rows + 7) / 8, memory).data;
	const size_t missing = rows - setBits(bits, rows);
	if (missing == nulls) return bits;
	throw corrupt("it claims " + std::to_string(nulls) + " missing values and has " + std::to_string(missing));
}

ByteView StoredColumn::values(size_t index, size_t size, Scratch &memory) const {
	const ByteView out = memory.take(size + kPadding);
	valuesInto(index, {out.data, size});
	return {out.data, size};
}

void StoredColumn::valuesInto(size_t index, ByteView out) const {
	if (codec == nullptr || buffers[index].length == 0) {
		if (buffers[index].length < out.size) throw tooShort(buffers[index].length, out.size);
		return region->read(buffers[index].offset, out);
	}
	Scratch memory;
	const Packed stored = packed(index, memory);
	if (stored.decodedLength < out.size) throw tooShort(stored.decodedLength, out.size);
	if (stored.decodedLength > 2 * out.size + kSlack) {
		throw corrupt("a buffer claims " + std::to_string(stored.decodedLength) + " bytes where its rows need " + std::to_string(out.size));
	}
	unpack(stored, out);
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
	int64_t claimed;
	std::memcpy(&claimed, all.data, kPrefix);
	const ByteView bytes{all.data + kPrefix, all.size - kPrefix};
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
	const size_t filled = codec->decompressRange(packed.bytes, 0, out);
	if (filled < out.size) {
		throw corrupt("a buffer decodes to " + std::to_string(filled) + " bytes where it claims " + std::to_string(packed.decodedLength));
	}
}
