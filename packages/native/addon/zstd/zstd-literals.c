// Format: RFC 8878, 4.2. Reading of tables and of the last bits is libzstd's own: its internal functions, of the version that is compiled in.
#include "zstd-literals.h"
#include "least.h"

#include <string.h>

#include <common/bits.h>
#include <common/bitstream.h>
#include <common/huf.h>
#include <decompress/zstd_decompress_internal.h>

enum {
	kCodeBits = 11,
	// Literals of a stream where the block is as large as one may be: nearly always.
	kLargestStream = ZSTD_BLOCKSIZE_MAX / kLiteralStreams,
	// A round decodes so many codes of each stream: of up to 11 bits, with up to 7 that were left of a byte, they fit into 64.
	kCodesPerRound = 5,
	kMostBytesPerRound = 7,
	// So many rounds is the second block ahead of the first. What streams are decoded to lies 32 or 16 KiB apart, in the same eight or twelve lines of the cache nearest to the
	// processor; eight streams and the tables need more. Where both blocks were as far as each other, AMD's Zen 4 took twice as long.
	kLead = 64,
};

// An entry of libzstd's tables, as a little-endian number: the code's length in the lower byte, its symbol in the upper one.
typedef uint16_t Entry;

typedef struct {
	// What follows in each stream, from the highest bit on; the lowest bit that is set comes after all that was read.
	uint64_t bits[kLiteralStreams];
	// Where these were read. A stream is read from its end down to its beginning.
	const uint8_t *at[kLiteralStreams];
} Streams;

typedef struct {
	// libzstd's: a word that describes it, and entries.
	HUF_DTable table[HUF_DTABLE_SIZE(kCodeBits - 1)];
	Streams streams;
	const uint8_t *begin[kLiteralStreams];
	uint8_t *out;
	// Literals of each stream, and those that are decoded.
	size_t literals;
	size_t done;
} Block;

static const Entry *entriesOf(const Block *block) { return (const Entry *)(block->table + 1); }

static int openStreams(Block *block, const uint8_t *from, size_t size) {
	size_t sizes[kLiteralStreams];
	if (!streamSizes(&from, size, sizes)) return 0;
	for (size_t i = 0; i < kLiteralStreams; i++) {
		if (sizes[i] < sizeof(uint64_t)) return 0;
		block->begin[i] = from;
		from += sizes[i];
		// The highest bit that is set in the last byte ends the stream.
		if (from[-1] == 0) return 0;
		block->streams.at[i] = from - sizeof(uint64_t);
		block->streams.bits[i] = (MEM_readLE64(block->streams.at[i]) | 1) << (8 - ZSTD_highbit32(from[-1]));
	}
	return 1;
}

static int openBlock(ZSTD_DCtx *context, Block *block, const LiteralsSection *section, uint8_t *out) {
	// The word's bytes: log of the largest size, type, log of the size; the largest one is one less here.
	block->table[0] = (kCodeBits - 1) * 0x01000001u;
	const size_t described =
		HUF_readDTableX1_wksp(block->table, section->bytes, section->stored, context->workspace, sizeof context->workspace, 0);
	// libzstd makes each table as large as there is room for, up to this.
	if (HUF_isError(described) || ((const uint8_t *)block->table)[2] != kCodeBits) return 0;
	block->out = out;
	block->literals = section->size / kLiteralStreams;
	block->done = 0;
	return openStreams(block, section->bytes + described, section->stored - described);
}

// How many rounds need no look at the ends, of the streams and of their output.
static size_t safeRounds(const Block *block) {
	size_t rounds = (block->literals - block->done) / kCodesPerRound;
	for (size_t i = 0; i < kLiteralStreams; i++)
		rounds = least(rounds, (size_t)(block->streams.at[i] - block->begin[i]) / kMostBytesPerRound);
	return rounds;
}

// One code of each stream.
FORCE_INLINE_TEMPLATE void decodeCodes(Streams *streams, const Entry *table, uint8_t *out, size_t literals) {
	for (size_t i = 0; i < kLiteralStreams; i++) {
		const Entry entry = table[streams->bits[i] >> (64 - kCodeBits)];
		streams->bits[i] <<= entry & 63;
		out[i * literals] = (uint8_t)(entry >> 8);
	}
}

FORCE_INLINE_TEMPLATE void readOn(Streams *streams) {
	for (size_t i = 0; i < kLiteralStreams; i++) {
		const uint32_t used = ZSTD_countTrailingZeros64(streams->bits[i]);
		streams->at[i] -= used / 8;
		streams->bits[i] = (MEM_readLE64(streams->at[i]) | 1) << used % 8;
	}
}

// `most` rounds of both blocks, or as many as are safe. `second` may be null. Where `literals` of a stream are a constant, that saves a register or two.
FORCE_INLINE_TEMPLATE void decodeRounds(Block *first, Block *second, size_t literals, size_t most) {
	while (most > 0) {
		const size_t rounds = least(most, second ? least(safeRounds(first), safeRounds(second)) : safeRounds(first));
		if (rounds == 0) return;
		most -= rounds;
		// Copies stay in registers.
		Streams firsts = first->streams;
		Streams seconds = second ? second->streams : first->streams;
		uint8_t *firstOut = first->out + first->done;
		uint8_t *secondOut = second ? second->out + second->done : NULL;
		const uint8_t *const end = firstOut + rounds * kCodesPerRound;
		while (firstOut < end) {
			for (size_t code = 0; code < kCodesPerRound; code++) {
				decodeCodes(&firsts, entriesOf(first), firstOut++, literals);
				if (second) decodeCodes(&seconds, entriesOf(second), secondOut++, literals);
			}
			readOn(&firsts);
			if (second) readOn(&seconds);
		}
		first->streams = firsts;
		first->done += rounds * kCodesPerRound;
		if (!second) continue;
		second->streams = seconds;
		second->done += rounds * kCodesPerRound;
	}
}

FORCE_INLINE_TEMPLATE void decodeBoth(Block *blocks, size_t literals) {
	decodeRounds(&blocks[1], NULL, literals, kLead);
	decodeRounds(&blocks[0], &blocks[1], literals, SIZE_MAX);
	// What one has more than the other.
	decodeRounds(&blocks[0], NULL, literals, SIZE_MAX);
	decodeRounds(&blocks[1], NULL, literals, SIZE_MAX);
}

FORCE_INLINE_TEMPLATE void decodeTwo(Block *blocks) {
	if (blocks[0].literals == kLargestStream) decodeBoth(blocks, kLargestStream);
	else decodeBoth(blocks, blocks[0].literals);
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
	const Streams *const streams = &block->streams;
	for (size_t i = 0; i < kLiteralStreams; i++) {
		BIT_DStream_t stream;
		stream.bitContainer = MEM_readLE64(streams->at[i]);
		stream.bitsConsumed = ZSTD_countTrailingZeros64(streams->bits[i]);
		stream.ptr = (const char *)streams->at[i];
		stream.start = (const char *)block->begin[i];
		stream.limitPtr = stream.start + sizeof stream.bitContainer;
		uint8_t *const out = block->out + i * block->literals;
		for (size_t at = block->done; at < block->literals; at++) {
			if (BIT_reloadDStream(&stream) == BIT_DStream_overflow) return 0;
			const Entry entry = entriesOf(block)[BIT_lookBitsFast(&stream, kCodeBits)];
			BIT_skipBits(&stream, entry & 63);
			out[at] = (uint8_t)(entry >> 8);
		}
		BIT_reloadDStream(&stream);
		if (!BIT_endOfDStream(&stream)) return 0;
	}
	return 1;
}

int allye_zstd_are_long(const LiteralsSection *section) {
	return section->type == set_compressed && section->streams == kLiteralStreams && section->size % kLiteralStreams == 0 &&
		section->stored >= section->size / 2;
}

int allye_zstd_two_literals(ZSTD_DCtx *context, const LiteralsSection *first, const LiteralsSection *second, uint8_t *out) {
	Block blocks[2];
	if (first->size != second->size) return 0;
	if (!openBlock(context, &blocks[0], first, out) || !openBlock(context, &blocks[1], second, out + first->size)) return 0;
	decodeFast(context, blocks);
	if (!decodeRest(&blocks[0]) || !decodeRest(&blocks[1])) return 0;
	// The context has room for larger tables, as the first byte of its own says.
	memcpy((uint8_t *)context->entropy.hufTable + 1, (const uint8_t *)blocks[1].table + 1, sizeof blocks[1].table - 1);
	context->HUFptr = context->entropy.hufTable;
	context->litEntropy = 1;
	return 1;
}
