// Ranges of compressed parts of a region, many of them in one call.
//
// Ownership: outputs belong to JavaScript and are held until the promises settle; decoders as js-handle.h says. Threads:
// the JavaScript thread; decoding runs in several PromiseWorkers, each of which takes the next job until none is left.
#include "../range-decoder.h"
#include "arguments.h"
#include "codec-argument.h"
#include "handle-kinds.h"
#include "modules.h"
#include "promise-worker.h"

#include <algorithm>
#include <thread>

template <> struct HandleKind<RangeDecoder> {
	static constexpr napi_type_tag tag{0x1c7a90d2e85b4f63, 0xb86d3e2f19a4c075};
	static constexpr const char *name = "decoder";
};

namespace {

using RegionHandle = JsHandle<MappedRegion>;
using DecoderHandle = JsHandle<RangeDecoder>;

constexpr size_t kMostWorkers = 4;

struct Job {
	std::shared_ptr<RangeDecoder> decoder;
	std::vector<DecodedRange> ranges;
	ByteView output;
	bool keep;
};

struct Jobs {
	std::vector<Job> all;
	std::atomic<size_t> next{0};
};

struct Outcome {
	size_t job;
	size_t filled;
	std::optional<Failure> failure;
};

class DecodeWorker final : public PromiseWorker {
public:
	DecodeWorker(Napi::Env env, std::shared_ptr<Jobs> jobs) : PromiseWorker(env), jobs_(std::move(jobs)) {}

protected:
	void work() override {
		for (;;) {
			const size_t at = jobs_->next++;
			if (at >= jobs_->all.size()) return;
			const Job &job = jobs_->all[at];
			outcomes_.push_back({at, 0, std::nullopt});
			try {
				outcomes_.back().filled = job.decoder->decode(job.ranges, job.output, job.keep);
			} catch (const Failure &failure) {
				outcomes_.back().failure = failure;
			} catch (const std::bad_alloc &) {
				outcomes_.back().failure = Failure("ENOMEM", "not enough memory", "malloc");
			}
		}
	}

	// The jobs that this worker did: number, bytes filled or an Error, number, ...
	Napi::Value result(Napi::Env env) override {
		const auto list = Napi::Array::New(env, 2 * outcomes_.size());
		uint32_t at = 0;
		for (const Outcome &outcome : outcomes_) {
			list.Set(at++, Napi::Number::New(env, static_cast<double>(outcome.job)));
			if (outcome.failure) list.Set(at++, toError(env, *outcome.failure).Value());
			else list.Set(at++, Napi::Number::New(env, static_cast<double>(outcome.filled)));
		}
		return list;
	}

private:
	std::shared_ptr<Jobs> jobs_;
	std::vector<Outcome> outcomes_;
};

// Pairs of start and end, rising.
std::vector<DecodedRange> rangesOf(const Napi::Value &value, size_t outputSize) {
	if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_float64_array) {
		throw Failure("EINVAL", "it must be a Float64Array", "argument ranges");
	}
	const auto bounds = value.As<Napi::Float64Array>();
	const size_t count = bounds.ElementLength();
	std::vector<DecodedRange> ranges;
	ranges.reserve(count / 2);
	double before = 0;
	double size = 0;
	for (size_t i = 0; i + 1 < count; i += 2) {
		const double start = bounds.Data()[i];
		const double end = bounds.Data()[i + 1];
		// Written so that NaN fails.
		if (!(start >= before && end >= start && end <= 9007199254740991.0)) {
			throw Failure("EINVAL", "they must rise and not overlap", "argument ranges");
		}
		before = end;
		size += end - start;
		ranges.push_back({static_cast<uint64_t>(start), static_cast<uint64_t>(end)});
	}
	if (count % 2 != 0 || size != static_cast<double>(outputSize)) {
		throw Failure("EINVAL", "it must have the bytes of the ranges", "argument output");
	}
	return ranges;
}

// openDecoder(region, codec, offset, length): Decoder
Napi::Value openMethod(const Napi::CallbackInfo &info) {
	std::shared_ptr<MappedRegion> region = RegionHandle::open(info, 0);
	const Codec &codec = codecArgument(info, 1);
	const double offset = numberArgument(info, 2, "offset");
	const double length = numberArgument(info, 3, "length");
	// Written so that NaN fails.
	if (!(length >= 0 && length <= static_cast<double>(region->size()))) {
		throw Failure("ERANGE", "it is longer than the region", "read", region->name());
	}
	region->requireInside(offset, static_cast<size_t>(length));
	return DecoderHandle::wrap(info.Env(), std::make_shared<RangeDecoder>(std::move(region), codec, static_cast<size_t>(offset), static_cast<size_t>(length)));
}

// decodeMany(decoders, ranges, outputs, keep): Promise<(number | Error)[]>[]
Napi::Value decodeManyMethod(const Napi::CallbackInfo &info) {
	const Napi::Env env = info.Env();
	if (!info[0].IsArray() || !info[1].IsArray()) throw Failure("EINVAL", "they must be arrays", "argument decoders");
	const auto decoders = info[0].As<Napi::Array>();
	const auto ranges = info[1].As<Napi::Array>();
	const std::vector<ByteView> outputs = chunksArgument(info, 2, "outputs");
	const ByteView keep = bytesArgument(info, 3, "keep");
	const uint32_t count = decoders.Length();
	if (ranges.Length() != count || outputs.size() != count || keep.size != count) {
		throw Failure("EINVAL", "there must be as many as decoders", "argument outputs");
	}
	const auto jobs = std::make_shared<Jobs>();
	jobs->all.reserve(count);
	for (uint32_t i = 0; i < count; i++) {
		Napi::HandleScope scope(env);
		jobs->all.push_back({DecoderHandle::open(decoders.Get(i)), rangesOf(ranges.Get(i), outputs[i].size), outputs[i], keep.data[i] != 0});
	}
	const size_t workers = std::min({static_cast<size_t>(std::max(1u, std::thread::hardware_concurrency())), kMostWorkers, jobs->all.size()});
	const auto promises = Napi::Array::New(env, workers);
	for (uint32_t i = 0; i < workers; i++) {
		promises.Set(i, PromiseWorker::start(info, std::make_unique<DecodeWorker>(env, jobs)));
	}
	return promises;
}

// heldByDecoder(decoder): number
Napi::Value heldMethod(const Napi::CallbackInfo &info) {
	return Napi::Number::New(info.Env(), static_cast<double>(DecoderHandle::open(info, 0)->held()));
}

// closeDecoder(decoder): void
Napi::Value closeMethod(const Napi::CallbackInfo &info) {
	const std::shared_ptr<RangeDecoder> decoder = DecoderHandle::close(info, 0);
	if (decoder != nullptr) decoder->close();
	return info.Env().Undefined();
}

} // namespace

void addDecoderMethods(Napi::Object exports) {
	addMethod<openMethod>(exports, "openDecoder");
	addMethod<decodeManyMethod>(exports, "decodeMany");
	addMethod<heldMethod>(exports, "heldByDecoder");
	addMethod<closeMethod>(exports, "closeDecoder");
}
