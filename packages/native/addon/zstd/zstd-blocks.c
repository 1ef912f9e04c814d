// Format: RFC 8878, 3.1.1. Literals and tables of a block are libzstd's: its internal functions, of the version that is compiled in.
#include "zstd-blocks.h"
#include "least.h"
#include "zstd-literals.h"
#include "zstd-sequences.h"

#include <string.h>

#include <common/error_private.h>
#include <decompress/zstd_decompress_block.h>
#include <decompress/zstd_decompress_internal.h>

// libzstd has it for a benchmark of its own, in no header. It forgets that the block is one of a frame.
size_t ZSTD_decodeLiteralsBlock_wrapper(ZSTD_DCtx *context, const void *from, size_t size, void *out, size_t room);

// A block that lies whole in what was read.
typedef struct {
	blockType_e type;
	// What is stored of it, its header left out.
	const uint8_t *bytes;
	size_t stored;
	// Decoded bytes where it is no compressed one.
	size_t size;
	int isLast;
} StoredBlock;

typedef enum { kWhole, kCutOff, kBroken } Found;

static Found findBlock(const ZSTD_DCtx *context, const uint8_t *from, const uint8_t *end, StoredBlock *block) {
	if ((size_t)(end - from) < ZSTD_blockHeaderSize) return kCutOff;
	blockProperties_t properties;
	block->stored = ZSTD_getcBlockSize(from, (size_t)(end - from), &properties);
	if (ZSTD_isError(block->stored) || block->stored > context->fParams.blockSizeMax) return kBroken;
	block->type = properties.blockType;
	block->size = properties.origSize;
	block->isLast = (int)properties.lastBlock;
	block->bytes = from + ZSTD_blockHeaderSize;
	if (block->type != bt_compressed && block->size > context->fParams.blockSizeMax) return kBroken;
	return block->stored <= (size_t)(end - block->bytes) ? kWhole : kCutOff;
}

// Returns the bytes written, or an error.
static size_t decodeCompressed(ZSTD_DCtx *context, const StoredBlock *block, uint8_t *out, size_t room) {
	const uint8_t *const end = block->bytes + block->stored;
	LiteralsSection section;
	// Only where there are many of them are a part of the literals decoded to where the output will be.
	if (!literalsSection(block->bytes, end, &section) || section.size > ZSTD_LITBUFFEREXTRASIZE)
		return ZSTD_decompressBlock_internal(context, out, room, block->bytes, block->stored, not_streaming);
	const size_t most = least(room, context->fParams.blockSizeMax);
	const size_t literals = ZSTD_decodeLiteralsBlock_wrapper(context, block->bytes, block->stored, out, most);
	context->isFrameDecompression = 1;
	if (ZSTD_isError(literals)) return literals;
	int count;
	const size_t tables = ZSTD_decodeSeqHeaders(context, &count, block->bytes + literals, block->stored - literals);
	if (ZSTD_isError(tables)) return tables;
	const uint8_t *const sequences = block->bytes + literals + tables;
	return allye_zstd_sequences(context, (size_t)count, sequences, (size_t)(end - sequences), out, room);
}

// Returns the bytes written, or an error.
static size_t decodeBlock(ZSTD_DCtx *context, const StoredBlock *block, uint8_t *out, size_t room) {
	if (block->type == bt_compressed) return decodeCompressed(context, block, out, room);
	if (block->size > room) return ERROR(dstSize_tooSmall);
	if (block->size == 0) return 0;
	if (block->type == bt_raw) memcpy(out, block->bytes, block->size);
	else memset(out, block->bytes[0], block->size);
	return block->size;
}

size_t allye_zstd_begin_blocks(ZSTD_DCtx *context, const uint8_t *from, size_t size, const uint8_t *out) {
	ZSTD_FrameHeader header;
	if (ZSTD_getFrameHeader(&header, from, size) != 0) return 0;
	if (header.frameType != ZSTD_frame || header.dictID != 0 || header.checksumFlag != 0) return 0;
	if (ZSTD_isError(ZSTD_decompressBegin(context))) return 0;
	context->fParams = header;
	ZSTD_checkContinuity(context, out, 1);
	return header.headerSize;
}

// Whether a block is nothing but literals, of those that are decoded two blocks at a time.
static int areLiterals(const ZSTD_DCtx *context, const StoredBlock *block, LiteralsSection *section) {
	const uint8_t *const end = block->bytes + block->stored;
	return block->type == bt_compressed && literalsSection(block->bytes, end, section) &&
		section->size <= context->fParams.blockSizeMax && allye_zstd_are_long(section) &&
		// No sequences follow.
		section->bytes + section->stored + 1 == end && end[-1] == 0;
}

// The block together with the next one, which takes its place then. Returns the bytes written; 0 where it has to be decoded alone.
static size_t decodeTwo(ZSTD_DCtx *context, StoredBlock *block, const uint8_t *end, uint8_t *out, size_t room) {
	LiteralsSection first;
	LiteralsSection second;
	StoredBlock next;
	if (block->isLast || !areLiterals(context, block, &first)) return 0;
	if (findBlock(context, block->bytes + block->stored, end, &next) != kWhole || !areLiterals(context, &next, &second)) return 0;
	if (first.size + second.size > room || !allye_zstd_two_literals(context, &first, &second, out)) return 0;
	*block = next;
	return first.size + second.size;
}

size_t allye_zstd_blocks(ZSTD_DCtx *context, const uint8_t *from, size_t size, uint8_t *out, size_t room, AllyeZstdProgress *progress) {
	const uint8_t *at = from;
	const uint8_t *const end = from + size;
	progress->hasEnded = 0;
	while (!progress->hasEnded) {
		StoredBlock block;
		const Found found = findBlock(context, at, end, &block);
		if (found == kBroken) return ERROR(corruption_detected);
		if (found == kCutOff) break;
		uint8_t *const to = out + progress->written;
		const size_t left = room - progress->written;
		size_t made = decodeTwo(context, &block, end, to, left);
		if (made == 0) made = decodeBlock(context, &block, to, left);
		if (ZSTD_isError(made)) return made;
		progress->written += made;
		progress->hasEnded = block.isLast;
		at = block.bytes + block.stored;
	}
	progress->read = (size_t)(at - from);
	if (!progress->hasEnded) return 0;
	const uint64_t claimed = context->fParams.frameContentSize;
	return claimed == ZSTD_CONTENTSIZE_UNKNOWN || claimed == progress->written ? 0 : ERROR(corruption_detected);
}
