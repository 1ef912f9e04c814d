// Format: RFC 8878, sections 3.1.1 (frames and blocks), 3.1.1.3 (literals and sequences), 4.2 (Huffman coding). Reading of bits and of
// tables is libzstd's own: its internal functions, of the version that is compiled in.
#include "zstd-beginning.h"
#include "least.h"
#include "zstd-literals-section.h"
#include "zstd-sequence-codes.h"

#include <string.h>

#include <common/bitstream.h>
#include <common/huf.h>
#include <common/zstd_internal.h>

// A literal's code, by the bits that follow in the stream.
typedef struct {
	uint8_t symbol;
	uint8_t bits;
} Code;

// The longest code has 11 bits; libzstd reads tables of 12.
enum { kMostCodeBits = 12, kCodesPerReload = 4 };

typedef struct {
	// Where the literals end, and the sequences begin.
	const uint8_t *end;
	// All literals of the block, in bytes; the first of them are in `bytes`.
	size_t size;
	const uint8_t *bytes;
} Literals;

// The codes of all symbols in a table of 2^`bits` entries. Returns the bytes that their description takes; 0 where it is wrong.
static size_t readCodes(const uint8_t *from, size_t size, Code *codes, uint32_t *bits) {
	uint8_t weights[HUF_SYMBOLVALUE_MAX + 1];
	uint32_t counts[HUF_TABLELOG_MAX + 1];
	uint32_t symbols;
	const size_t read = HUF_readStats(weights, sizeof weights, counts, &symbols, bits, from, size);
	if (HUF_isError(read) || *bits > kMostCodeBits) return 0;
	// The longest codes, which have the smallest weight, come first.
	Code *next = codes;
	for (uint32_t weight = 1; weight <= *bits; weight++) {
		for (uint32_t symbol = 0; symbol < symbols; symbol++) {
			if (weights[symbol] != weight) continue;
			const Code code = {(uint8_t)symbol, (uint8_t)(*bits + 1 - weight)};
			const size_t entries = (size_t)1 << (weight - 1);
			if (entries > (size_t)(codes + ((size_t)1 << *bits) - next)) return 0;
			for (size_t i = 0; i < entries; i++) *next++ = code;
		}
	}
	return next == codes + ((size_t)1 << *bits) ? read : 0;
}

// The first `count` literals of a stream. Returns 0 where it has fewer.
static int decodeStream(const uint8_t *from, size_t size, const Code *codes, uint32_t bits, uint8_t *out, size_t count) {
	BIT_DStream_t stream;
	if (ERR_isError(BIT_initDStream(&stream, from, size))) return 0;
	for (size_t i = 0; i < count; i++) {
		if (i % kCodesPerReload == 0 && BIT_reloadDStream(&stream) == BIT_DStream_overflow) return 0;
		const Code code = codes[BIT_lookBitsFast(&stream, bits)];
		BIT_skipBits(&stream, code.bits);
		out[i] = code.symbol;
	}
	return BIT_reloadDStream(&stream) != BIT_DStream_overflow;
}

// Huffman-coded literals in one stream, or in four that hold a quarter each.
static int decodeStreams(const uint8_t *from, size_t size, size_t streams, size_t literals, uint8_t *out, size_t wanted) {
	Code codes[1 << kMostCodeBits];
	uint32_t bits;
	const size_t described = readCodes(from, size, codes, &bits);
	if (described == 0) return 0;
	from += described;
	size -= described;
	if (streams == 1) return decodeStream(from, size, codes, bits, out, wanted);
	size_t sizes[kLiteralStreams];
	if (!streamSizes(&from, size, sizes)) return 0;
	const size_t quarter = (literals + kLiteralStreams - 1) / kLiteralStreams;
	for (size_t at = 0, i = 0; at < wanted; at += quarter, i++) {
		if (i == kLiteralStreams) return 0;
		const size_t count = least(wanted - at, quarter);
		if (!decodeStream(from, sizes[i], codes, bits, out + at, count)) return 0;
		from += sizes[i];
	}
	return 1;
}

// The first `wanted` of a block's literals, or all where it has fewer; `memory` has room for them.
static int decodeLiterals(const uint8_t *from, const uint8_t *end, uint8_t *memory, size_t wanted, Literals *literals) {
	LiteralsSection section;
	if (!literalsSection(from, end, &section)) return 0;
	literals->size = section.size;
	literals->end = section.bytes + section.stored;
	const size_t decoded = least(wanted, literals->size);
	literals->bytes = memory;
	switch (section.type) {
	case set_basic:
		literals->bytes = section.bytes;
		return 1;
	case set_rle:
		memset(memory, section.bytes[0], decoded);
		return 1;
	case set_compressed:
		return decodeStreams(section.bytes, section.stored, section.streams, section.size, memory, decoded);
	default:
		// Of the block before: there is none.
		return 0;
	}
}

int allye_zstd_beginning(ZSTD_DCtx *context, const uint8_t *frame, size_t size, uint8_t *out, size_t wanted) {
	uint8_t memory[ALLYE_ZSTD_BEGINNING_OUTPUT];
	if (wanted > sizeof memory) return 0;
	ZSTD_FrameHeader header;
	if (ZSTD_getFrameHeader(&header, frame, size) != 0) return 0;
	if (header.frameType != ZSTD_frame || header.dictID != 0 || size - header.headerSize < ZSTD_blockHeaderSize) return 0;
	const uint8_t *from = frame + header.headerSize;
	blockProperties_t block;
	const size_t length = ZSTD_getcBlockSize(from, size - header.headerSize, &block);
	from += ZSTD_blockHeaderSize;
	if (ZSTD_isError(length) || block.blockType != bt_compressed) return 0;
	if (length > header.blockSizeMax || length > (size_t)(frame + size - from)) return 0;
	const uint8_t *end = from + length;

	Literals literals;
	if (!decodeLiterals(from, end, memory, wanted, &literals)) return 0;
	if (ZSTD_isError(ZSTD_decompressBegin(context))) return 0;
	int sequences;
	const size_t tables = ZSTD_decodeSeqHeaders(context, &sequences, literals.end, (size_t)(end - literals.end));
	if (ZSTD_isError(tables)) return 0;

	size_t at = 0;
	size_t literal = 0;
	if (sequences > 0) {
		BIT_DStream_t stream;
		if (ERR_isError(BIT_initDStream(&stream, literals.end + tables, (size_t)(end - literals.end) - tables))) return 0;
		Codes codes = firstCodes(context, &stream);
		for (; sequences > 0 && at < wanted; sequences--) {
			const Sequence sequence = nextSequence(&stream, &codes, sequences == 1);
			if (BIT_reloadDStream(&stream) == BIT_DStream_overflow) return 0;
			if (sequence.literals > literals.size - literal) return 0;
			const size_t copied = least(sequence.literals, wanted - at);
			memcpy(out + at, literals.bytes + literal, copied);
			at += copied;
			literal += copied;
			if (sequence.offset > at) {
				if (at < wanted) return 0;
				break;
			}
			for (size_t match = least(sequence.match, wanted - at); match > 0; match--, at++) out[at] = out[at - sequence.offset];
		}
	}
	const size_t rest = least(literals.size - literal, wanted - at);
	memcpy(out + at, literals.bytes + literal, rest);
	return at + rest == wanted;
}
