// zstd and LZ4 on the pool.
//
// Ownership: input and output belong to JavaScript and are held until the promise settles. Threads: the JavaScript
// thread; the codecs run in a PromiseWorker.
#include "../kernels/scratch.h"
#include "arguments.h"
#include "codec-argument.h"
#include "modules.h"
#include "promise-worker.h"

#include <algorithm>

namespace {

class DecompressWorker final : public PromiseWorker {
public:
	DecompressWorker(Napi::Env env, const Codec &codec, ByteView input, ByteView output)
		: PromiseWorker(env), codec_(codec), input_(input), output_(output) {}

protected:
	void work() override { codec_.decompress(input_, output_); }

private:
	const Codec &codec_;
	ByteView input_;
	ByteView output_;
};

class DecompressRangeWorker final : public PromiseWorker {
public:
	DecompressRangeWorker(Napi::Env env, const Codec &codec, ByteView input, uint64_t skip, ByteView output)
		: PromiseWorker(env), codec_(codec), input_(input), skip_(skip), output_(output) {}

protected:
	void work() override { filled_ = codec_.decompressRange(input_, skip_, output_); }
	Napi::Value result(Napi::Env env) override { return Napi::Number::New(env, static_cast<double>(filled_)); }

private:
	const Codec &codec_;
	ByteView input_;
	uint64_t skip_;
	ByteView output_;
	size_t filled_ = 0;
};

class CompressWorker final : public PromiseWorker {
public:
	CompressWorker(Napi::Env env, const Codec &codec, ByteView input, ByteView output, double leastSaving, const uint8_t *cancelled)
		: PromiseWorker(env), codec_(codec), input_(input), output_(output), leastSaving_(leastSaving), cancelled_(cancelled) {}

protected:
	void work() override {
		if (output_.data == nullptr) output_ = memory_.take(codec_.compressBound(input_.size));
		isWorthwhile_ = leastSaving_ <= 0 || codec_.seemsToSave(leastSaving_, input_, output_);
		if (isWorthwhile_) written_ = codec_.compress(input_, output_, cancelled_);
	}

	Napi::Value result(Napi::Env env) override {
		if (!isWorthwhile_) return env.Null();
		if (memory_.isEmpty()) return Napi::Number::New(env, static_cast<double>(written_));
		auto frame = Napi::Uint8Array::New(env, written_);
		std::copy_n(output_.data, written_, frame.Data());
		return frame;
	}

private:
	const Codec &codec_;
	ByteView input_;
	ByteView output_;
	double leastSaving_;
	const uint8_t *cancelled_;
	Scratch memory_;
	bool isWorthwhile_ = true;
	size_t written_ = 0;
};

// decompress(codec, input, output): Promise<void>
Napi::Value decompressMethod(const Napi::CallbackInfo &info) {
	const Codec &codec = codecArgument(info, 0);
	const ByteView input = bytesArgument(info, 1, "input");
	const ByteView output = bytesArgument(info, 2, "output");
	return PromiseWorker::start(info, std::make_unique<DecompressWorker>(info.Env(), codec, input, output));
}

// decompressRange(codec, input, skip, output): Promise<number>, the bytes put into output
Napi::Value decompressRangeMethod(const Napi::CallbackInfo &info) {
	const Codec &codec = codecArgument(info, 0);
	const ByteView input = bytesArgument(info, 1, "input");
	const double skip = numberArgument(info, 2, "skip");
	// Written so that NaN fails.
	if (!(skip >= 0 && skip <= 9007199254740991.0)) throw Failure("EINVAL", "it must be a number of bytes", "argument skip");
	const ByteView output = bytesArgument(info, 3, "output");
	return PromiseWorker::start(
		info, std::make_unique<DecompressRangeWorker>(info.Env(), codec, input, static_cast<uint64_t>(skip), output));
}

// compressBound(codec, size): number
Napi::Value compressBoundMethod(const Napi::CallbackInfo &info) {
	const Codec &codec = codecArgument(info, 0);
	const double size = numberArgument(info, 1, "size");
	return Napi::Number::New(info.Env(), static_cast<double>(codec.compressBound(static_cast<size_t>(size))));
}

// compress(codec, input, output | null, leastSaving, cancelled | null): Promise<number | Uint8Array | null>, the bytes written; without an output the
// frame itself; null where it seems to save less than that share. output has compressBound(input.length) bytes; cancelled is one byte
Napi::Value compressMethod(const Napi::CallbackInfo &info) {
	const Codec &codec = codecArgument(info, 0);
	const ByteView input = bytesArgument(info, 1, "input");
	const ByteView output = info[2].IsNull() ? ByteView{nullptr, 0} : bytesArgument(info, 2, "output");
	if (!info[2].IsNull() && output.size < codec.compressBound(input.size)) throw Failure("EINVAL", "it is too small", "argument output");
	const double leastSaving = numberArgument(info, 3, "leastSaving");
	const ByteView cancelled = info[4].IsNull() ? ByteView{nullptr, 0} : bytesArgument(info, 4, "cancelled");
	if (cancelled.data != nullptr && cancelled.size == 0) throw Failure("EINVAL", "it must have a byte", "argument cancelled");
	return PromiseWorker::start(info, std::make_unique<CompressWorker>(info.Env(), codec, input, output, leastSaving, cancelled.data));
}

} // namespace

void addCodecMethods(Napi::Object exports) {
	addMethod<decompressMethod>(exports, "decompress");
	addMethod<decompressRangeMethod>(exports, "decompressRange");
	addMethod<compressBoundMethod>(exports, "compressBound");
	addMethod<compressMethod>(exports, "compress");
}
