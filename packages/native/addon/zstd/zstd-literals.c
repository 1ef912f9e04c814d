// Format: RFC 8878, 4.2. Reading of tables and of the last bits is libzstd's own: its internal functions, of the version that is compiled in.
#include "zstd-literals.h"
#include "least.h"

#include <string.h>

#include <common/bits.h>
#include <common/bitstream.h>
#include <common/huf.h>
#include <decompress/zstd_decompress_internal.h>

// A round decodes so many codes of each stream: of up to 11 bits, with up to 7 that were left of a byte, they fit into 64.
enum { kCodesPerRound = 5, kMostCodeBits = 11, kMostBytesPerRound = 7 };

// An entry of libzstd's tables, as a little-endian number: the code's length in the lower byte, its symbol in the upper one.
typedef uint16_t Entry;

typedef struct {
	const Entry *table;
	// Moves the next code of `bits` to its lowest ones.
	uint32_t shift;
	// What follows in each stream, from the highest bit on; the lowest bit that is set comes after all that was read.
	uint64_t bits[kLiteralStreams];
	// Where these were read. A stream is read from its end down to its beginning.
	const uint8_t *at[kLiteralStreams];
	const uint8_t *begin[kLiteralStreams];
	uint8_t *out[kLiteralStreams];
	// Literals of a stream, of the last one, and of each already decoded.
	size_t quarter;
	size_t last;
	size_t done;
} Block;

static int openStreams(Block *block, const uint8_t *from, size_t size) {
	size_t sizes[kLiteralStreams];
	if (!streamSizes(&from, size, sizes)) return 0;
	for (size_t i = 0; i < kLiteralStreams; i++) {
		if (sizes[i] < sizeof(uint64_t)) return 0;
		block->begin[i] = from;
		from += sizes[i];
		// The highest bit that is set in the last byte ends the stream.
		if (from[-1] == 0) return 0;
		block->at[i] = from - sizeof(uint64_t);
		block->bits[i] = (MEM_readLE64(block->at[i]) | 1) << (8 - ZSTD_highbit32(from[-1]));
	}
	return 1;
}

// `table` is memory for one of libzstd's.
static int openBlock(ZSTD_DCtx *context, Block *block, const LiteralsSection *section, HUF_DTable *table, uint8_t *out) {
	const size_t described =
		HUF_readDTableX1_wksp(table, section->bytes, section->stored, context->workspace, sizeof context->workspace, 0);
	if (HUF_isError(described)) return 0;
	// Bytes of the first word of a table: log of the largest size, type, log of the size.
	const uint32_t bits = ((const uint8_t *)table)[2];
	if (bits > kMostCodeBits) return 0;
	block->table = (const Entry *)(table + 1);
	block->shift = 64 - bits;
	block->quarter = (section->size + kLiteralStreams - 1) / kLiteralStreams;
	if (section->size <= (kLiteralStreams - 1) * block->quarter) return 0;
	block->last = section->size - (kLiteralStreams - 1) * block->quarter;
	for (size_t i = 0; i < kLiteralStreams; i++) block->out[i] = out + i * block->quarter;
	block->done = 0;
	return openStreams(block, section->bytes + described, section->stored - described);
}

// How many rounds need no look at the ends, of the streams and of their output.
static size_t safeRounds(const Block *block) {
	size_t rounds = (block->last - block->done) / kCodesPerRound;
	for (size_t i = 0; i < kLiteralStreams; i++)
		rounds = least(rounds, (size_t)(block->at[i] - block->begin[i]) / kMostBytesPerRound);
	return rounds;
}

// Five codes of each stream.
FORCE_INLINE_TEMPLATE void decodeRound(Block *block, size_t done) {
	const Entry *const table = block->table;
	const uint32_t shift = block->shift;
	uint64_t bits[kLiteralStreams];
	uint8_t *out[kLiteralStreams];
	for (size_t i = 0; i < kLiteralStreams; i++) {
		bits[i] = block->bits[i];
		out[i] = block->out[i] + done;
	}
	for (size_t code = 0; code < kCodesPerRound; code++) {
		for (size_t i = 0; i < kLiteralStreams; i++) {
			const Entry entry = table[bits[i] >> shift];
			bits[i] <<= entry & 63;
			out[i][code] = (uint8_t)(entry >> 8);
		}
	}
	for (size_t i = 0; i < kLiteralStreams; i++) {
		const uint32_t used = ZSTD_countTrailingZeros64(bits[i]);
		block->at[i] -= used / 8;
		block->bits[i] = (MEM_readLE64(block->at[i]) | 1) << used % 8;
	}
}

// `count`, 1 or 2, is a constant where this is called. Two are as far as each other.
FORCE_INLINE_TEMPLATE void decodeRounds(Block *blocks, size_t count) {
	for (;;) {
		size_t rounds = safeRounds(&blocks[0]);
		if (count == 2) rounds = least(rounds, safeRounds(&blocks[1]));
		if (rounds == 0) return;
		size_t done = blocks[0].done;
		for (; rounds > 0; rounds--, done += kCodesPerRound) {
			decodeRound(&blocks[0], done);
			if (count == 2) decodeRound(&blocks[1], done);
		}
		for (size_t i = 0; i < count; i++) blocks[i].done = done;
	}
}

FORCE_INLINE_TEMPLATE void decodeTwo(Block *blocks) {
	decodeRounds(blocks, 2);
	// What one has more than the other.
	decodeRounds(&blocks[0], 1);
	decodeRounds(&blocks[1], 1);
}

static void decodeAnywhere(Block *blocks) { decodeTwo(blocks); }

#if DYNAMIC_BMI2
// Shifts by any number of bits take a third of the instructions there.
static BMI2_TARGET_ATTRIBUTE void decodeWithBmi2(Block *blocks) { decodeTwo(blocks); }
#endif

static void decodeFast(const ZSTD_DCtx *context, Block *blocks) {
#if DYNAMIC_BMI2
	if (ZSTD_DCtx_get_bmi2(context)) {
		decodeWithBmi2(blocks);
		return;
	}
#endif
	(void)context;
	decodeAnywhere(blocks);
}

// The last codes, one by one. Returns 0 unless each stream ends with them.
static int decodeRest(const Block *block) {
	const uint32_t bits = 64 - block->shift;
	for (size_t i = 0; i < kLiteralStreams; i++) {
		BIT_DStream_t stream;
		stream.bitContainer = MEM_readLE64(block->at[i]);
		stream.bitsConsumed = ZSTD_countTrailingZeros64(block->bits[i]);
		stream.ptr = (const char *)block->at[i];
		stream.start = (const char *)block->begin[i];
		stream.limitPtr = stream.start + sizeof stream.bitContainer;
		uint8_t *const out = block->out[i];
		const size_t end = i + 1 < kLiteralStreams ? block->quarter : block->last;
		for (size_t at = block->done; at < end; at++) {
			if (BIT_reloadDStream(&stream) == BIT_DStream_overflow) return 0;
			const Entry entry = block->table[BIT_lookBitsFast(&stream, bits)];
			BIT_skipBits(&stream, entry & 63);
			out[at] = (uint8_t)(entry >> 8);
		}
		BIT_reloadDStream(&stream);
		if (!BIT_endOfDStream(&stream)) return 0;
	}
	return 1;
}

int allye_zstd_are_long(const LiteralsSection *section) {
	return section->type == set_compressed && section->streams == kLiteralStreams && section->stored >= section->size / 2;
}

int allye_zstd_two_literals(ZSTD_DCtx *context, const LiteralsSection *first, const LiteralsSection *second, uint8_t *out) {
	HUF_CREATE_STATIC_DTABLEX1(firstTable, kMostCodeBits);
	HUF_CREATE_STATIC_DTABLEX1(secondTable, kMostCodeBits);
	Block blocks[2];
	if (!openBlock(context, &blocks[0], first, firstTable, out)) return 0;
	if (!openBlock(context, &blocks[1], second, secondTable, out + first->size)) return 0;
	decodeFast(context, blocks);
	if (!decodeRest(&blocks[0]) || !decodeRest(&blocks[1])) return 0;
	// The context has room for larger tables, as the first byte of its own says.
	memcpy((uint8_t *)context->entropy.hufTable + 1, (const uint8_t *)secondTable + 1, sizeof secondTable - 1);
	context->HUFptr = context->entropy.hufTable;
	context->litEntropy = 1;
	return 1;
}
