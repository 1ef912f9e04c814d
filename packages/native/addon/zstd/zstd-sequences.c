// Format: RFC 8878, 3.1.1.3.2 and 4.1. Tables are libzstd's own: its internal structures, of the version that is compiled in.
#include "zstd-sequences.h"
#include "zstd-copies.h"
#include "zstd-sequence-codes.h"

#include <string.h>

#include <common/error_private.h>
#include <decompress/zstd_decompress_internal.h>

enum {
	// A sequence takes 63 bits at most before the next bits are read, or twice so many.
	kMostBytesPerSequence = 16,
	// Bytes of a stream that counts as short.
	kShort = 32,
	// Of values, so that the codes that follow them and what was left of a byte fit into 64 too.
	kMostValueBits = 30,
};

typedef struct {
	Symbol literals[1 << LLFSELog];
	Symbol match[1 << MLFSELog];
	Symbol offset[1 << OffFSELog];
} Tables;

FORCE_INLINE_TEMPLATE size_t bitsAt(uint64_t bits, uint32_t at, uint32_t count) {
	// What is shifted out by 64 is no bit at all.
	return bits >> (at & 63) & (((uint64_t)1 << count) - 1);
}

static void copyTable(Symbol *to, const Symbol *table) { memcpy(to, table, sizeof *table << logOf(table)); }

// Most of `count` sequences: all but the last, as long as the stream is read at `limit` or above. Returns how many are left; 0 where one does not fit.
FORCE_INLINE_TEMPLATE size_t decodeMost(Codes *codes, Output *output, BIT_DStream_t *stream, const uint8_t *limit, size_t count) {
	// Here they need no register to be found.
	Tables tables;
	copyTable(tables.literals, codes->literalsTable);
	copyTable(tables.match, codes->matchTable);
	copyTable(tables.offset, codes->offsetTable);
	size_t literalsAt = codes->literals;
	size_t matchAt = codes->match;
	size_t offsetAt = codes->offset;
	size_t last0 = codes->last[0];
	size_t last1 = codes->last[1];
	size_t last2 = codes->last[2];
	const uint8_t *at = (const uint8_t *)stream->ptr - stream->bitsConsumed / 8;
	uint64_t bits = MEM_readLE64(at);
	// Bits of them that were not read yet.
	uint32_t left = 64 - stream->bitsConsumed % 8;
	const uint8_t *const begin = output->begin;
	uint8_t *out = output->out;
	uint8_t *const outLimit = output->end - output->out > kMostBeyond ? output->end - kMostBeyond : output->out;
	const uint8_t *literals = output->literals;
	const uint8_t *const literalsLimit = output->literalsEnd;
	while (count > 1 && at >= limit) {
		count--;
		const Symbol *const literalsCode = &tables.literals[literalsAt];
		const Symbol *const matchCode = &tables.match[matchAt];
		const Symbol *const offsetCode = &tables.offset[offsetAt];
		Sequence sequence = {literalsCode->baseValue, matchCode->baseValue, offsetCode->baseValue};
		const uint32_t offsetBits = offsetCode->nbAdditionalBits;
		left -= offsetBits;
		sequence.offset += bitsAt(bits, left, offsetBits);
		if (LIKELY(offsetBits > 1)) {
			last2 = last1;
			last1 = last0;
			last0 = sequence.offset;
		} else if (sequence.offset + (sequence.literals == 0) == 0) {
			sequence.offset = last0;
		} else {
			size_t last[kOffsets] = {last0, last1, last2};
			sequence.offset = repeatedOffset(last, sequence.offset + (sequence.literals == 0));
			last0 = last[0];
			last1 = last[1];
			last2 = last[2];
		}
		const uint32_t matchBits = matchCode->nbAdditionalBits;
		const uint32_t literalsBits = literalsCode->nbAdditionalBits;
		if (UNLIKELY((matchBits | literalsBits) != 0)) {
			left -= matchBits;
			sequence.match += bitsAt(bits, left, matchBits);
			if (UNLIKELY(offsetBits + matchBits + literalsBits > kMostValueBits)) {
				at -= (64 - left) / 8;
				left = 64 - (64 - left) % 8;
				bits = MEM_readLE64(at);
			}
			left -= literalsBits;
			sequence.literals += bitsAt(bits, left, literalsBits);
		}
		left -= literalsCode->nbBits;
		literalsAt = literalsCode->nextState + bitsAt(bits, left, literalsCode->nbBits);
		left -= matchCode->nbBits;
		matchAt = matchCode->nextState + bitsAt(bits, left, matchCode->nbBits);
		left -= offsetCode->nbBits;
		offsetAt = offsetCode->nextState + bitsAt(bits, left, offsetCode->nbBits);
		at -= 8 - (left + 7) / 8;
		left = (left - 1) % 8 + 57;
		bits = MEM_readLE64(at);

		const uint8_t *const literalsEnd = literals + sequence.literals;
		uint8_t *const match = out + sequence.literals;
		uint8_t *const end = match + sequence.match;
		if (UNLIKELY(literalsEnd > literalsLimit || end > outLimit || sequence.offset > (size_t)(match - begin))) {
			output->out = out;
			output->literals = literals;
			if (!copySequence(output, sequence)) return 0;
		} else {
			copySixteens(out, literals, sequence.literals);
			copyMatch(match, sequence, literalsEnd);
		}
		literals = literalsEnd;
		out = end;
	}
	codes->literals = literalsAt;
	codes->match = matchAt;
	codes->offset = offsetAt;
	codes->last[0] = last0;
	codes->last[1] = last1;
	codes->last[2] = last2;
	stream->bitsConsumed = 64 - left;
	// A stream ends with bits of its first eight bytes, of which there may be less.
	for (; at < (const uint8_t *)stream->start; at++) stream->bitsConsumed += 8;
	stream->ptr = (const char *)at;
	stream->bitContainer = MEM_readLE64(at);
	output->out = out;
	output->literals = literals;
	return count;
}

static size_t decodeAnywhere(Codes *codes, Output *output, BIT_DStream_t *stream, const uint8_t *limit, size_t count) {
	return decodeMost(codes, output, stream, limit, count);
}

#if DYNAMIC_BMI2
static BMI2_TARGET_ATTRIBUTE size_t decodeWithBmi2(Codes *codes, Output *output, BIT_DStream_t *stream, const uint8_t *limit, size_t count) {
	return decodeMost(codes, output, stream, limit, count);
}
#endif

static size_t decodeFast(
	const ZSTD_DCtx *context, Codes *codes, Output *output, BIT_DStream_t *stream, const uint8_t *limit, size_t count) {
#if DYNAMIC_BMI2
	if (ZSTD_DCtx_get_bmi2(context)) return decodeWithBmi2(codes, output, stream, limit, count);
#endif
	(void)context;
	return decodeAnywhere(codes, output, stream, limit, count);
}

// Returns 0 where anything is wrong.
static int decodeAll(ZSTD_DCtx *context, size_t count, const uint8_t *from, size_t size, Output *output) {
	// A short stream may be that of many sequences, whose codes take no bits. Here it has room in front, where it may be read too.
	uint8_t roomy[2 * kShort];
	const uint8_t *limit = from + kMostBytesPerSequence;
	if (size <= kShort) {
		memset(roomy, 0, kShort);
		from = memcpy(roomy + kShort, from, size);
		limit = from - sizeof(uint64_t);
	}
	BIT_DStream_t stream;
	if (ERR_isError(BIT_initDStream(&stream, from, size))) return 0;
	Codes codes = firstCodes(context, &stream);
	if (stream.bitsConsumed <= 64) count = decodeFast(context, &codes, output, &stream, limit, count);
	if (count == 0) return 0;
	for (; count > 0; count--) {
		if (!copySequence(output, nextSequence(&stream, &codes, count == 1))) return 0;
	}
	for (size_t i = 0; i < kOffsets; i++) context->entropy.rep[i] = (uint32_t)codes.last[i];
	context->fseEntropy = 1;
	return (int)BIT_endOfDStream(&stream);
}

size_t allye_zstd_sequences(ZSTD_DCtx *context, size_t count, const uint8_t *from, size_t size, uint8_t *out, size_t room) {
	const uint8_t *const literals = context->litPtr;
	Output output = {(const uint8_t *)context->prefixStart, out, out + room, literals, literals + context->litSize};
	if (count > 0 && !decodeAll(context, count, from, size, &output)) return ERROR(corruption_detected);
	const size_t rest = (size_t)(output.literalsEnd - output.literals);
	if (rest > (size_t)(output.end - output.out)) return ERROR(dstSize_tooSmall);
	memcpy(output.out, output.literals, rest);
	return (size_t)(output.out - out) + rest;
}
