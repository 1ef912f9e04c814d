#include "codec.h"
#include "encode-in-steps.h"
#include "failure.h"
#include "kept-contexts.h"
#include "zstd/zstd-beginning.h"
#include "zstd/zstd-blocks.h"
#include "zstd/zstd-plain.h"

#define ZSTD_STATIC_LINKING_ONLY // for ZSTD_c_stableInBuffer, ZSTD_d_stableOutBuffer
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstddef>

namespace {

// As pyarrow's default.
constexpr int kLevel = 1;

// A frame may ask for a window of 128 MiB; a context that has one is not kept.
constexpr size_t kLargestKept = 4 * 1024 * 1024;

struct FreeContext {
	void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

Context newContext() {
	Context context(ZSTD_createDCtx());
	if (context == nullptr) throw Failure("ENOMEM", "not enough memory", "zstd");
	return context;
}

// For whole frames. What they refer to stays where it was decoded, so however large a window they ask for the context needs none.
ZSTD_DCtx *threadContext() {
	thread_local Context context;
	if (context == nullptr) {
		context = newContext();
		ZSTD_DCtx_setParameter(context.get(), ZSTD_d_stableOutBuffer, 1);
		ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, ZSTD_WINDOWLOG_MAX);
	}
	ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
	return context.get();
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

void *plainState() {
	thread_local const std::unique_ptr<std::max_align_t[]> state(
		new std::max_align_t[allye_zstd_plain_state_size() / sizeof(std::max_align_t) + 1]);
	return state.get();
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

KeptContexts<Context> &keptContexts() {
	static KeptContexts<Context> kept;
	return kept;
}

class ZstdStream final : public Stream {
public:
	ZstdStream() : context_(keptContexts().take()) {
		if (context_ == nullptr) context_ = newContext();
		ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
	}

	~ZstdStream() override {
		if (memory() <= kLargestKept) keptContexts().keep(std::move(context_));
	}

	size_t step(ByteView &from, ByteView to) override {
		ZSTD_inBuffer in{from.data, from.size, 0};
		ZSTD_outBuffer out{to.data, to.size, 0};
		while (out.pos == 0) {
			const size_t read = in.pos;
			const size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
			if (ZSTD_isError(result)) throw failure(result, to.size);
			// It may still hold decoded bytes when all input has been read.
			if (in.pos == read && out.pos == 0) break;
		}
		from = {from.data + in.pos, from.size - in.pos};
		return out.pos;
	}

	size_t memory() const override { return ZSTD_sizeof_DCtx(context_.get()); }

private:
	Context context_;
};

class ZstdCodec final : public Codec {
public:
	using Codec::decompress;

	void decompress(Compressed &input, ByteView output) const override {
		ZSTD_DCtx *context = threadContext();
		ByteView from = input.next();
		size_t written = 0;
		if (const size_t header = allye_zstd_begin_blocks(context, from.data, from.size, output.data)) {
			written = decodeBlocks(context, input, {from.data + header, from.size - header}, output);
			from = input.next();
			if (from.size == 0) return requireFilled(written, output.size);
			context = threadContext();
		}
		// What else there is: other frames, and such as have to be decoded as streams.
		ZSTD_outBuffer out{output.data, output.size, written};
		// Bytes that the decoder would like next: 0 exactly at the end of a frame.
		size_t wanted = 1;
		for (; from.size > 0; from = input.next()) {
			ZSTD_inBuffer in{from.data, from.size, 0};
			while (in.pos < in.size) {
				wanted = ZSTD_decompressStream(context, &out, &in);
				if (ZSTD_isError(wanted)) throw failure(wanted, output.size);
			}
		}
		if (wanted != 0) throw notComplete();
		requireFilled(out.pos, output.size);
	}

	std::unique_ptr<Stream> stream() const override { return std::make_unique<ZstdStream>(); }

	size_t beginningNeeds(size_t size) const override { return size <= ALLYE_ZSTD_BEGINNING_OUTPUT ? ALLYE_ZSTD_BEGINNING_INPUT : 0; }

	bool decodeBeginning(ByteView input, ByteView output) const override {
		return allye_zstd_beginning(threadContext(), input.data, input.size, output.data, output.size) == 1;
	}

	size_t compressBound(size_t size) const override { return std::max(ZSTD_compressBound(size), allye_zstd_plain_bound(size)); }

	size_t compress(ByteView input, ByteView output, const uint8_t *cancelled) const override {
		const Method method = input.size < kLeastTried ? Method::kSearching : bestMethod(input, output);
		return encode(method, input, output, cancelled);
	}

private:
	// The blocks of a frame, which begin with `from`; gives back what follows them. Returns the bytes written.
	static size_t decodeBlocks(ZSTD_DCtx *context, Compressed &input, ByteView from, ByteView output) {
		AllyeZstdProgress progress{};
		for (;;) {
			const size_t result = allye_zstd_blocks(context, from.data, from.size, output.data, output.size, &progress);
			if (ZSTD_isError(result)) throw failure(result, output.size);
			input.decoded(progress.written);
			const size_t left = from.size - progress.read;
			input.giveBack(left);
			if (progress.hasEnded != 0) return progress.written;
			from = input.next();
			if (from.size <= left) throw notComplete();
		}
	}

	static void requireFilled(size_t written, size_t size) {
		if (written == size) return;
		throw Failure("ECORRUPT", "it decodes to " + std::to_string(written) + " bytes, not " + std::to_string(size), "zstd");
	}

	static Failure notComplete() { return Failure("ECORRUPT", "the frame is not complete", "zstd"); }

	enum class Method { kSearching, kUpperBytes, kLiterals };

	// Of smaller inputs trying would take as long as encoding.
	static constexpr size_t kLeastTried = 64 * 1024;
	static constexpr size_t kTried = 16 * 1024;

	// What a frame may be larger than libzstd's own: it is made, and read, in much less time.
	static constexpr double kLarger = 1.03;

	// By what becomes of three pieces. `scratch` has room for any.
	static Method bestMethod(ByteView input, ByteView scratch) {
		const auto sizeBy = [&](Method method) {
			size_t size = 0;
			for (const size_t quarter : {0, 2, 3}) {
				// Where int64s begin, if there are any.
				const size_t start = std::min(input.size / 4 * quarter, input.size - kTried) & ~size_t{7};
				size += encode(method, {input.data + start, kTried}, scratch, nullptr);
			}
			return static_cast<double>(size);
		};
		const double upperBytes = sizeBy(Method::kUpperBytes);
		const double literals = sizeBy(Method::kLiterals);
		const Method plain = upperBytes < literals ? Method::kUpperBytes : Method::kLiterals;
		return std::min(upperBytes, literals) <= kLarger * sizeBy(Method::kSearching) ? plain : Method::kSearching;
	}

	static size_t encode(Method method, ByteView input, ByteView output, const uint8_t *cancelled) {
		if (method == Method::kSearching) return search(input, output, cancelled);
		const auto matches = method == Method::kUpperBytes ? ALLYE_ZSTD_UPPER_BYTES : ALLYE_ZSTD_NO_MATCHES;
		const size_t written = allye_zstd_plain(plainState(), matches, input.data, input.size, output.data, cancelled);
		if (written == 0) throw Failure("ECANCELED", "it was cancelled", "compress");
		return written;
	}

	// By libzstd, which looks for matches.
	static size_t search(ByteView input, ByteView output, const uint8_t *cancelled) {
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
