// The codes of a zstd block's sequences, and what they say, one after another. Format: RFC 8878, 3.1.1.3.2 and 4.1. Tables are libzstd's own: its internal
// structures, of the version that is compiled in.
//
// Ownership: none; codes point to the tables of a context. Threads: any; a context one at a time.
#pragma once

#include <stdint.h>
#include <string.h>

#include <common/bitstream.h>
#include <decompress/zstd_decompress_internal.h>

enum { kOffsets = ZSTD_REP_NUM };

typedef ZSTD_seqSymbol Symbol;

typedef struct {
	size_t literals;
	size_t match;
	// How far back it lies.
	size_t offset;
} Sequence;

// The three codes are interleaved in one stream, which is read from its end down to its beginning.
typedef struct {
	const Symbol *literalsTable;
	const Symbol *matchTable;
	const Symbol *offsetTable;
	// Positions in the tables.
	size_t literals;
	size_t match;
	size_t offset;
	// The last ones, which short codes refer to.
	size_t last[kOffsets];
} Codes;

// What a short code means. It is never 0: where that would be, it lies further back than there is anything.
static inline size_t repeatedOffset(size_t *last, size_t number) {
	const size_t offset = number == kOffsets ? last[0] - 1 : last[number];
	if (number > 1) last[2] = last[1];
	if (number > 0) last[1] = last[0];
	return last[0] = offset == 0 ? SIZE_MAX : offset;
}

static inline uint32_t logOf(const Symbol *table) {
	// What is said of a table takes the place of a symbol before it.
	ZSTD_seqSymbol_header header;
	memcpy(&header, table - 1, sizeof header);
	return header.tableLog;
}

static inline size_t firstCode(BIT_DStream_t *stream, const Symbol *table) {
	const size_t at = BIT_readBits(stream, logOf(table));
	BIT_reloadDStream(stream);
	return at;
}

// Those that a stream begins with.
static inline Codes firstCodes(const ZSTD_DCtx *context, BIT_DStream_t *stream) {
	Codes codes = {.literalsTable = context->LLTptr + 1, .matchTable = context->MLTptr + 1, .offsetTable = context->OFTptr + 1};
	codes.literals = firstCode(stream, codes.literalsTable);
	codes.offset = firstCode(stream, codes.offsetTable);
	codes.match = firstCode(stream, codes.matchTable);
	for (size_t i = 0; i < kOffsets; i++) codes.last[i] = context->entropy.rep[i];
	return codes;
}

static inline size_t valueOf(BIT_DStream_t *stream, Symbol code) { return code.baseValue + BIT_readBits(stream, code.nbAdditionalBits); }

static inline size_t nextCode(BIT_DStream_t *stream, Symbol code) { return code.nextState + BIT_readBits(stream, code.nbBits); }

// Behind the last sequence no codes follow.
static inline Sequence nextSequence(BIT_DStream_t *stream, Codes *codes, int isLast) {
	const Symbol literals = codes->literalsTable[codes->literals];
	const Symbol match = codes->matchTable[codes->match];
	const Symbol offset = codes->offsetTable[codes->offset];
	Sequence sequence;
	sequence.offset = valueOf(stream, offset);
	if (offset.nbAdditionalBits > 1) {
		codes->last[2] = codes->last[1];
		codes->last[1] = codes->last[0];
		codes->last[0] = sequence.offset;
	} else {
		sequence.offset = repeatedOffset(codes->last, sequence.offset + (literals.baseValue == 0));
	}
	BIT_reloadDStream(stream);
	sequence.match = valueOf(stream, match);
	sequence.literals = valueOf(stream, literals);
	BIT_reloadDStream(stream);
	if (isLast) return sequence;
	codes->literals = nextCode(stream, literals);
	codes->match = nextCode(stream, match);
	codes->offset = nextCode(stream, offset);
	BIT_reloadDStream(stream);
	return sequence;
}
