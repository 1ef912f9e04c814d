#include "codec.h"
#include "decode-range.h"
#include "encode-in-steps.h"
#include "failure.h"

#define ZSTD_STATIC_LINKING_ONLY // for ZSTD_c_stableInBuffer
#include <zstd.h>
#include <zstd_errors.h>

namespace {

// As pyarrow's default.
constexpr int kLevel = 1;

// A frame may ask for a window of 128 MiB; a context that has one is not kept.
constexpr size_t kKeptContext = 4 * 1024 * 1024;

struct FreeContext {
	void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

Context &threadContext() {
	thread_local Context context;
	if (context == nullptr) context.reset(ZSTD_createDCtx());
	if (context == nullptr) throw Failure("ENOMEM", "not enough memory", "zstd");
	ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
	return context;
}

struct FreeEncoder {
	void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
};

// Level and mode stay with the context, all else is new for each frame.
ZSTD_CCtx *threadEncoder() {
	thread_local std::unique_ptr<ZSTD_CCtx, FreeEncoder> context;
	if (context == nullptr) {
		context.reset(ZSTD_createCCtx());
		if (context == nullptr) throw Failure("ENOMEM", "not enough memory", "zstd");
		ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
		// The input stays where it is, so the encoder need not copy what it may refer to.
		ZSTD_CCtx_setParameter(context.get(), ZSTD_c_stableInBuffer, 1);
	}
	ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_only);
	return context.get();
}

Failure failure(size_t result, size_t expected) {
	switch (ZSTD_getErrorCode(result)) {
	case ZSTD_error_memory_allocation:
		return Failure("ENOMEM", "not enough memory", "zstd");
	case ZSTD_error_dstSize_tooSmall:
		return Failure("ECORRUPT", "it decodes to more than " + std::to_string(expected) + " bytes", "zstd");
	default:
		return Failure("ECORRUPT", ZSTD_getErrorName(result), "zstd");
	}
}

// One step of decodeRange: decodes until there is something in `to`, or the input ends.
size_t decodeSome(ZSTD_DCtx *context, ByteView &from, ByteView to) {
	ZSTD_inBuffer in{from.data, from.size, 0};
	ZSTD_outBuffer out{to.data, to.size, 0};
	while (out.pos == 0) {
		const size_t read = in.pos;
		const size_t result = ZSTD_decompressStream(context, &out, &in);
		if (ZSTD_isError(result)) throw failure(result, to.size);
		// It may still hold decoded bytes when all input has been read.
		if (in.pos == read && out.pos == 0) break;
	}
	from = {from.data + in.pos, from.size - in.pos};
	return out.pos;
}

class ZstdCodec final : public Codec {
public:
	void decompress(ByteView input, ByteView output) const override {
		if (input.size == 0) throw Failure("ECORRUPT", "there is no frame", "zstd");
		const Context &context = threadContext();
		const size_t decoded = ZSTD_decompressDCtx(context.get(), output.data, output.size, input.data, input.size);
		if (ZSTD_isError(decoded)) throw failure(decoded, output.size);
		if (decoded == output.size) return;
		throw Failure("ECORRUPT", "it decodes to " + std::to_string(decoded) + " bytes, not " + std::to_string(output.size), "zstd");
	}

	size_t decompressRange(ByteView input, uint64_t skip, ByteView output) const override {
		Context &context = threadContext();
		const size_t filled = decodeRange(input, skip, output, [&](ByteView &from, ByteView to) {
			return decodeSome(context.get(), from, to);
		});
		if (ZSTD_sizeof_DCtx(context.get()) > kKeptContext) context.reset();
		return filled;
	}

	size_t compressBound(size_t size) const override { return ZSTD_compressBound(size); }

	size_t compress(ByteView input, ByteView output, const uint8_t *cancelled) const override {
		ZSTD_CCtx *context = threadEncoder();
		ZSTD_CCtx_setPledgedSrcSize(context, input.size);
		ZSTD_inBuffer in{input.data, 0, 0};
		ZSTD_outBuffer out{output.data, output.size, 0};
		encodeInSteps(input.size, cancelled, [&](size_t, size_t to, bool isLast) {
			in.size = to;
			const size_t left = ZSTD_compressStream2(context, &out, &in, isLast ? ZSTD_e_end : ZSTD_e_continue);
			if (ZSTD_isError(left)) throw failure(left, input.size);
		});
		return out.pos;
	}
};

} // namespace

const Codec &zstdCodec() {
	static const ZstdCodec codec;
	return codec;
}
