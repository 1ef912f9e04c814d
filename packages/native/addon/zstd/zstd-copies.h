// What a sequence of a zstd block copies: literals, then a match, bytes that were there before. Format: RFC 8878, 3.1.1.4.
//
// Ownership: none. Threads: any.
#pragma once

#include "least.h"
#include "zstd-sequence-codes.h"

#include <stdint.h>
#include <string.h>

#include <common/compiler.h>
#include <common/mem.h>

enum {
	kCopied = 16,
	// Copies write up to so many bytes more than they have to, and read up to so many more literals.
	kMostBeyond = 31,
};

typedef struct {
	// The first byte that matches may refer to.
	const uint8_t *begin;
	uint8_t *out;
	uint8_t *end;
	const uint8_t *literals;
	const uint8_t *literalsEnd;
} Output;

FORCE_INLINE_TEMPLATE void copySixteens(uint8_t *to, const uint8_t *from, size_t size) {
	memcpy(to, from, kCopied);
	if (UNLIKELY(size > kCopied)) {
		for (size_t i = kCopied; i < size; i += kCopied) memcpy(to + i, from + i, kCopied);
	}
}

// What lies less than sixteen back, and repeats itself. `from` is that, or a copy of it.
static inline void copyNear(uint8_t *to, const uint8_t *from, size_t offset, size_t size) {
	uint64_t first = MEM_readLE64(from);
	if (offset < 8) {
		first &= ((uint64_t)1 << 8 * offset) - 1;
		for (size_t bits = 8 * offset; bits < 64; bits *= 2) first |= first << bits;
	}
	MEM_writeLE64(to, first);
	if (size <= 8) return;
	uint8_t pattern[kMostBeyond + 1];
	for (size_t i = 0, at = 0; i < least(size, sizeof pattern); i++) {
		pattern[i] = from[at];
		at = at + 1 < offset ? at + 1 : 0;
	}
	const size_t step = sizeof pattern / offset * offset;
	for (size_t i = 0; i < size; i += step) memcpy(to + i, pattern, sizeof pattern);
}

// Behind the literals, which end at `literalsEnd`.
FORCE_INLINE_TEMPLATE void copyMatch(uint8_t *to, Sequence sequence, const uint8_t *literalsEnd) {
	const uint8_t *const from = to - sequence.offset;
	if (LIKELY(sequence.offset >= kCopied)) copySixteens(to, from, sequence.match);
	else if (sequence.offset >= 8 && sequence.match <= 8) memcpy(to, from, 8);
	else copyNear(to, sequence.offset <= sequence.literals ? literalsEnd - sequence.offset : from, sequence.offset, sequence.match);
}

// Returns 0 where it does not fit.
static inline int copySequence(Output *output, Sequence sequence) {
	if (sequence.literals > (size_t)(output->literalsEnd - output->literals)) return 0;
	if (sequence.literals + sequence.match > (size_t)(output->end - output->out)) return 0;
	memcpy(output->out, output->literals, sequence.literals);
	output->out += sequence.literals;
	output->literals += sequence.literals;
	if (sequence.offset > (size_t)(output->out - output->begin)) return 0;
	uint8_t *const end = output->out + sequence.match;
	const size_t room = (size_t)(output->end - output->out);
	if (room > kMostBeyond) {
		sequence.match = least(sequence.match, room - kMostBeyond);
		copyMatch(output->out, sequence, output->literals);
		output->out += sequence.match;
	}
	for (; output->out < end; output->out++) *output->out = *(output->out - sequence.offset);
	return 1;
}
