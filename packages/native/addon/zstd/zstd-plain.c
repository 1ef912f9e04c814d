// Format: RFC 8878, sections 3.1.1.1 (frame header), 3.1.1.2 (blocks), 3.1.1.3 (literals and sequences). Huffman coding of literals is
// libzstd's own: an internal function, of the version that is compiled in.
#include "zstd-plain.h"
#include "least.h"

#include <string.h>

#define ZSTD_STATIC_LINKING_ONLY
#include <common/mem.h>
#include <common/zstd_internal.h>
#include <compress/zstd_compress_literals.h>

// A frame of upper bytes that match, block by block:
//
// | block | values | |
// | --- | --- | --- |
// | raw | 1 | for the first to match |
// | compressed | up to kExplicit | each sequence spells out its offset, 8; until a block of this kind there is no offset to repeat |
// | compressed | up to kValues each | each sequence repeats the last offset, which takes no bit |
//
// A block whose values do not share three upper bytes is raw.

enum {
	kMagicBytes = 4,
	// Descriptor, window, content size.
	kHeaderBytes = 1 + 1 + 8,
	kBlockHeader = 3,
	// The largest block there is, and so the window.
	kBlock = 128 * 1024,
	kWindowLog = 17,
	kWidth = 8,
	kValues = kBlock / kWidth,
	kExplicit = 256,
	// Shorter matches cannot be written.
	kLeastMatch = 3,
	kMostLow = kWidth - kLeastMatch,
	// Offset 8 is written as 8 + 3: 3 bits of value 3 behind the code 3. The offset of the sequence before is 1: the code 0, no bits.
	kOffsetEight = 3,
	kOffsetRepeated = 0,
	// All three kinds of codes are one code each, RLE_Mode.
	kOneCodeEach = 0x54,
	// What sequences take beside their bits: their number, modes, codes, end.
	kSequencesRoom = 3 + 1 + 3 + 2
};

typedef enum { kRaw = 0, kCompressed = 2 } BlockType;

typedef struct {
	ZSTD_hufCTables_t before;
	ZSTD_hufCTables_t after;
	uint64_t workspace[HUF_WORKSPACE_SIZE / 8];
	// The lower bytes of a block's values; eight are written at a time.
	uint8_t literals[kValues * kMostLow + kWidth];
	int bmi2;
	int hasOffset;
} State;

size_t allye_zstd_plain_state_size(void) { return sizeof(State); }

size_t allye_zstd_plain_bound(size_t size) {
	// Blocks of values are small until there is an offset to repeat.
	return size + kMagicBytes + kHeaderBytes + (size / (kExplicit * kWidth) + 3) * kBlockHeader;
}

static uint64_t valueAt(const uint8_t *bytes, size_t i) { return MEM_readLE64(bytes + i * kWidth); }

static void writeBlockHeader(uint8_t *out, BlockType type, size_t size, int isLast) {
	MEM_writeLE24(out, (U32)(isLast | (type << 1) | (int)(size << 3)));
}

static size_t writeRaw(const uint8_t *from, size_t size, int isLast, uint8_t *out) {
	writeBlockHeader(out, kRaw, size, isLast);
	memcpy(out + kBlockHeader, from, size);
	return kBlockHeader + size;
}

// Bytes that the literals section of `size` literals takes; 0 where it does not fit into `room`.
static size_t writeLiterals(State *state, const uint8_t *literals, size_t size, uint8_t *out, size_t room) {
	const size_t written = ZSTD_compressLiterals(
		out, room, literals, size, state->workspace, sizeof state->workspace, &state->before, &state->after, ZSTD_fast, 0, 0, state->bmi2);
	return ZSTD_isError(written) ? 0 : written;
}

// `count` sequences, alike: `low` literals, then a match of the other bytes of a value.
static size_t writeSequences(size_t count, size_t low, int isExplicit, uint8_t *out) {
	uint8_t *at = out;
	if (count < 128) {
		*at++ = (uint8_t)count;
	} else {
		*at++ = (uint8_t)((count >> 8) + 128);
		*at++ = (uint8_t)count;
	}
	*at++ = kOneCodeEach;
	// Codes of such small numbers are the numbers, and no bits follow.
	*at++ = (uint8_t)low;
	*at++ = isExplicit ? kOffsetEight : kOffsetRepeated;
	*at++ = (uint8_t)(kWidth - low - kLeastMatch);
	uint32_t bits = 0;
	unsigned held = 0;
	for (size_t i = 0; isExplicit && i < count; i++) {
		bits |= 3u << held;
		held += 3;
		for (; held >= 8; held -= 8, bits >>= 8) *at++ = (uint8_t)bits;
	}
	// A set bit is the end.
	*at++ = (uint8_t)(bits | (1u << held));
	return (size_t)(at - out);
}

static size_t writeLiteralsOnly(State *state, const uint8_t *from, size_t size, int isLast, uint8_t *out) {
	uint8_t *body = out + kBlockHeader;
	const size_t literals = writeLiterals(state, from, size, body, size);
	// No sequences.
	if (literals == 0 || literals + 1 >= size) return writeRaw(from, size, isLast, out);
	body[literals] = 0;
	state->before = state->after;
	writeBlockHeader(out, kCompressed, literals + 1, isLast);
	return kBlockHeader + literals + 1;
}

// `count` values behind another.
static size_t writeValues(State *state, const uint8_t *from, size_t count, int isLast, uint8_t *out) {
	const size_t size = count * kWidth;
	const uint64_t last = MEM_readLE64(from - kWidth);
	uint64_t differences = 0;
	for (size_t i = 0; i < count; i++) differences |= valueAt(from, i) ^ last;
	size_t low = 1;
	while (low < kWidth && differences >> (8 * low) != 0) low++;
	if (low > kMostLow) return writeRaw(from, size, isLast, out);
	uint8_t *literal = state->literals;
	for (size_t i = 0; i < count; i++, literal += low) MEM_writeLE64(literal, valueAt(from, i));
	uint8_t *body = out + kBlockHeader;
	const size_t literals = writeLiterals(state, state->literals, count * low, body, size);
	const int isExplicit = !state->hasOffset;
	const size_t needed = literals + kSequencesRoom + (isExplicit ? count * 3 / 8 : 0);
	if (literals == 0 || needed >= size) return writeRaw(from, size, isLast, out);
	const size_t written = literals + writeSequences(count, low, isExplicit, body + literals);
	state->before = state->after;
	state->hasOffset = 1;
	writeBlockHeader(out, kCompressed, written, isLast);
	return kBlockHeader + written;
}

size_t allye_zstd_plain(
	void *memory, enum AllyeZstdMatches matches, const uint8_t *from, size_t size, uint8_t *out, const volatile uint8_t *cancelled) {
	State *state = memory;
	memset(&state->before, 0, sizeof state->before);
	state->before.repeatMode = HUF_repeat_none;
	state->bmi2 = ZSTD_cpuSupportsBmi2();
	state->hasOffset = 0;

	uint8_t *at = out;
	MEM_writeLE32(at, ZSTD_MAGICNUMBER);
	// A content size of eight bytes, no checksum, no dictionary.
	at[kMagicBytes] = 3 << 6;
	at[kMagicBytes + 1] = (kWindowLog - ZSTD_WINDOWLOG_ABSOLUTEMIN) << 3;
	MEM_writeLE64(at + kMagicBytes + 2, size);
	at += kMagicBytes + kHeaderBytes;

	size_t done = 0;
	do {
		if (cancelled != NULL && *cancelled != 0) return 0;
		const uint8_t *block = from + done;
		size_t piece = least(size - done, kBlock);
		if (matches == ALLYE_ZSTD_UPPER_BYTES) {
			if (done == 0) piece = least(piece, kWidth);
			else if (!state->hasOffset) piece = least(piece, kExplicit * kWidth);
		}
		const int isLast = done + piece == size;
		if (matches == ALLYE_ZSTD_NO_MATCHES) at += writeLiteralsOnly(state, block, piece, isLast, at);
		// The last bytes may be no whole value.
		else if (done == 0 || piece % kWidth != 0) at += writeRaw(block, piece, isLast, at);
		else at += writeValues(state, block, piece / kWidth, isLast, at);
		done += piece;
	} while (done < size);
	return (size_t)(at - out);
}
