#include "codec.h"
#include "encode-in-steps.h"
#include "failure.h"
#include "kept-contexts.h"

#define LZ4F_STATIC_LINKING_ONLY // for LZ4F_getErrorCode
#include <lz4frame.h>

namespace {

struct FreeContext {
	void operator()(LZ4F_dctx *context) const { LZ4F_freeDecompressionContext(context); }
};

Failure failure(size_t result) {
	if (LZ4F_getErrorCode(result) == LZ4F_ERROR_allocation_failed) return Failure("ENOMEM", "not enough memory", "lz4");
	return Failure("ECORRUPT", LZ4F_getErrorName(result), "lz4");
}

struct FreeEncoder {
	void operator()(LZ4F_cctx *context) const { LZ4F_freeCompressionContext(context); }
};

using Context = std::unique_ptr<LZ4F_dctx, FreeContext>;
using Encoder = std::unique_ptr<LZ4F_cctx, FreeEncoder>;

Context newContext() {
	LZ4F_dctx *made = nullptr;
	const size_t status = LZ4F_createDecompressionContext(&made, LZ4F_VERSION);
	if (LZ4F_isError(status)) throw failure(status);
	return Context(made);
}

LZ4F_dctx *threadContext() {
	thread_local Context context;
	if (context == nullptr) context = newContext();
	LZ4F_resetDecompressionContext(context.get());
	return context.get();
}

KeptContexts<Context> &keptContexts() {
	static KeptContexts<Context> kept;
	return kept;
}

LZ4F_cctx *threadEncoder() {
	thread_local Encoder encoder;
	if (encoder == nullptr) {
		LZ4F_cctx *made = nullptr;
		const size_t status = LZ4F_createCompressionContext(&made, LZ4F_VERSION);
		if (LZ4F_isError(status)) throw failure(status);
		encoder.reset(made);
	}
	return encoder.get();
}

// As LZ4F_compressFrame has it where it is given none: blocks of 64 KiB, none of which waits for more input.
LZ4F_preferences_t preferencesFor(size_t size) {
	LZ4F_preferences_t preferences{};
	preferences.autoFlush = 1;
	preferences.frameInfo.blockSizeID = LZ4F_max64KB;
	// A single block has none to refer to.
	if (size <= 64 * 1024) preferences.frameInfo.blockMode = LZ4F_blockIndependent;
	return preferences;
}

size_t checked(size_t result) {
	if (LZ4F_isError(result)) throw failure(result);
	return result;
}

class Lz4FrameStream final : public Stream {
public:
	Lz4FrameStream() : context_(keptContexts().take()) {
		if (context_ == nullptr) context_ = newContext();
		LZ4F_resetDecompressionContext(context_.get());
	}

	// Its blocks have 4 MiB at most.
	~Lz4FrameStream() override { keptContexts().keep(std::move(context_)); }

	size_t step(ByteView &from, ByteView to) override {
		for (;;) {
			size_t consumed = from.size;
			size_t produced = to.size;
			const size_t wanted = LZ4F_decompress(context_.get(), to.data, &produced, from.data, &consumed, nullptr);
			if (LZ4F_isError(wanted)) throw failure(wanted);
			from = {from.data + consumed, from.size - consumed};
			// It may still hold decoded bytes when all input has been read.
			if (produced > 0 || consumed == 0) return produced;
		}
	}

	// Two blocks and a dictionary of 64 KiB; the library does not tell.
	size_t memory() const override {
		LZ4F_frameInfo_t frame{};
		size_t none = 0;
		const bool known = !LZ4F_isError(LZ4F_getFrameInfo(context_.get(), &frame, nullptr, &none));
		return 128 * 1024 + 2 * (known ? LZ4F_getBlockSize(frame.blockSizeID) : 64 * 1024);
	}

private:
	Context context_;
};

class Lz4FrameCodec final : public Codec {
public:
	using Codec::decompress;

	void decompress(Compressed &input, ByteView output) const override {
		LZ4F_dctx *context = threadContext();
		LZ4F_decompressOptions_t options{};
		options.stableDst = 1;
		size_t written = 0;
		// Bytes that the decoder would like next: 0 exactly at the end of a frame.
		size_t wanted = 1;
		for (ByteView from = input.next(); from.size > 0; from = input.next()) {
			size_t read = 0;
			while (read < from.size) {
				size_t consumed = from.size - read;
				size_t produced = output.size - written;
				wanted = LZ4F_decompress(context, output.data + written, &produced, from.data + read, &consumed, &options);
				if (LZ4F_isError(wanted)) throw failure(wanted);
				if (consumed == 0 && produced == 0) {
					throw Failure("ECORRUPT", "it decodes to more than " + std::to_string(output.size) + " bytes", "lz4");
				}
				read += consumed;
				written += produced;
			}
		}
		if (wanted != 0) throw Failure("ECORRUPT", "the frame is not complete", "lz4");
		if (written == output.size) return;
		throw Failure("ECORRUPT", "it decodes to " + std::to_string(written) + " bytes, not " + std::to_string(output.size), "lz4");
	}

	std::unique_ptr<Stream> stream() const override { return std::make_unique<Lz4FrameStream>(); }

	size_t compressBound(size_t size) const override {
		const LZ4F_preferences_t preferences = preferencesFor(size);
		return LZ4F_compressFrameBound(size, &preferences);
	}

	size_t compress(ByteView input, ByteView output, const uint8_t *cancelled) const override {
		LZ4F_cctx *context = threadEncoder();
		const LZ4F_preferences_t preferences = preferencesFor(input.size);
		LZ4F_compressOptions_t options{};
		// Blocks may refer to those before them: these stay where they are.
		options.stableSrc = 1;
		size_t written = checked(LZ4F_compressBegin(context, output.data, output.size, &preferences));
		encodeInSteps(input.size, cancelled, [&](size_t from, size_t to, bool) {
			written += checked(
				LZ4F_compressUpdate(context, output.data + written, output.size - written, input.data + from, to - from, &options));
		});
		return written + checked(LZ4F_compressEnd(context, output.data + written, output.size - written, &options));
	}
};

} // namespace

const Codec &lz4FrameCodec() {
	static const Lz4FrameCodec codec;
	return codec;
}
