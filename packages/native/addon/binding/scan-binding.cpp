// Scanning lines on the pool.
//
// Ownership: a scanner as js-handle.h says; a piece belongs to JavaScript and is held until the promise settles. Threads: the JavaScript
// thread; scan() runs in a PromiseWorker.
#include "../kernels/line-scanner.h"
#include "arguments.h"
#include "array-of.h"
#include "js-handle.h"
#include "modules.h"
#include "promise-worker.h"

#include <mutex>

namespace {

// Calls of one scanner come from one thread after another.
struct SharedScanner {
	SharedScanner(const std::string &first, const std::string &second) : scanner(first, second) {}

	std::mutex mutex;
	LineScanner scanner;
};

} // namespace

template <> struct HandleKind<SharedScanner> {
	static constexpr napi_type_tag tag{0x5c21f7a09be34d18, 0xd70f3a6618c2b94e};
	static constexpr const char *name = "line scanner";
};

namespace {

using ScannerHandle = JsHandle<SharedScanner>;

class ScanWorker final : public PromiseWorker {
public:
	ScanWorker(Napi::Env env, std::shared_ptr<SharedScanner> shared, ByteView piece)
		: PromiseWorker(env), shared_(std::move(shared)), piece_(piece) {}

protected:
	void work() override {
		const std::lock_guard<std::mutex> lock(shared_->mutex);
		lines_ = shared_->scanner.scan(piece_);
	}

	Napi::Value result(Napi::Env env) override {
		Napi::Object result = Napi::Object::New(env);
		result.Set("starts", arrayOf<Napi::Int32Array>(env, lines_.starts));
		result.Set("lengths", arrayOf<Napi::Int32Array>(env, lines_.lengths));
		result.Set("codes", arrayOf<Napi::Int32Array>(env, lines_.codes));
		result.Set("offsets", arrayOf<Napi::Int32Array>(env, lines_.offsets));
		result.Set("bytes", arrayOf<Napi::Uint8Array>(env, lines_.bytes));
		return result;
	}

private:
	std::shared_ptr<SharedScanner> shared_;
	ByteView piece_;
	ScannedLines lines_;
};

// createLineScanner(first, second): LineScanner
Napi::Value createScannerMethod(const Napi::CallbackInfo &info) {
	const std::string first = textArgument(info, 0, "first");
	const std::string second = textArgument(info, 1, "second");
	return ScannerHandle::wrap(info.Env(), std::make_shared<SharedScanner>(first, second));
}

// scanLines(scanner, piece): Promise<{ starts, lengths, codes, offsets, bytes }>
Napi::Value scanMethod(const Napi::CallbackInfo &info) {
	std::shared_ptr<SharedScanner> shared = ScannerHandle::open(info, 0);
	const ByteView piece = bytesArgument(info, 1, "piece");
	return PromiseWorker::start(info, std::make_unique<ScanWorker>(info.Env(), std::move(shared), piece));
}

} // namespace

void addScanMethods(Napi::Object exports) {
	addMethod<createScannerMethod>(exports, "createLineScanner");
	addMethod<scanMethod>(exports, "scanLines");
}
