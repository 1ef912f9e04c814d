// Conversions of whole columns on the pool.
//
// Ownership: arrays belong to JavaScript and are held until the promise settles; a text table as js-handle.h says.
// Threads: the JavaScript thread; the kernels run in a KernelWorker.
#include "../kernels/offsets.h"
#include "../kernels/text-table.h"
#include "../kernels/to-float64.h"
#include "../kernels/translate.h"
#include "../kernels/utf8.h"
#include "arguments.h"
#include "array-of.h"
#include "handle-kinds.h"
#include "kernel-worker.h"
#include "modules.h"

namespace {

using TableHandle = JsHandle<TextTable>;

// A bitmap of `count` bits, or null.
const uint8_t *validityArgument(const Napi::CallbackInfo &info, size_t index, size_t count) {
	if (info[index].IsNull()) return nullptr;
	const ByteView bits = bytesArgument(info, index, "validity");
	if (bits.size * 8 < count) throw Failure("EINVAL", "it is too short", "argument validity");
	return bits.data;
}

// toFloat64(kind, values, validity | null, out): Promise<number>
Napi::Value toFloat64Method(const Napi::CallbackInfo &info) {
	std::string kind = textArgument(info, 0, "kind");
	const ByteView values = bytesArgument(info, 1, "values");
	const Elements<double> out = elementsArgument<double>(info, 3, "out");
	const uint8_t *validity = validityArgument(info, 2, out.count);
	return startKernel(info, [=] {
		toFloat64(kind, values, validity, out.data, out.count);
		return 0;
	});
}

// areUtf8(offsets, bytes): Promise<number>, 1 where they are
Napi::Value areUtf8Method(const Napi::CallbackInfo &info) {
	const Elements<int32_t> offsets = elementsArgument<int32_t>(info, 0, "offsets");
	const ByteView bytes = bytesArgument(info, 1, "bytes");
	return startKernel(info, [=] { return areUtf8(bytes, offsets.data, offsets.count) ? 1 : 0; });
}

// rebaseOffsets(offsets, width): Promise<number>, 1 where they rise
Napi::Value rebaseMethod(const Napi::CallbackInfo &info) {
	const ByteView bytes = bytesArgument(info, 0, "offsets");
	const bool large = numberArgument(info, 1, "width") == 8;
	if (reinterpret_cast<uintptr_t>(bytes.data) % (large ? 8 : 4) != 0) throw Failure("EINVAL", "they must be aligned", "argument offsets");
	return startKernel(info, [=] {
		const bool rising = large ? rebaseOffsets(reinterpret_cast<int64_t *>(bytes.data), bytes.size / 8)
								  : rebaseOffsets(reinterpret_cast<int32_t *>(bytes.data), bytes.size / 4);
		return rising ? 1 : 0;
	});
}

// translate(kind, indices, validity | null, codeOf, codes): Promise<number>, the first row with a wrong index, or -1
Napi::Value translateMethod(const Napi::CallbackInfo &info) {
	std::string kind = textArgument(info, 0, "kind");
	const ByteView indices = bytesArgument(info, 1, "indices");
	const Elements<int32_t> codeOf = elementsArgument<int32_t>(info, 3, "codeOf");
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, 4, "codes");
	const uint8_t *validity = validityArgument(info, 2, codes.count);
	return startKernel(info, [=] { return translate(kind, indices, validity, codeOf.data, codeOf.count, codes.data, codes.count); });
}

// createTextTable(): TextTable
Napi::Value createTableMethod(const Napi::CallbackInfo &info) {
	return TableHandle::wrap(info.Env(), std::make_shared<TextTable>());
}

// encodeText(table, offsets, bytes, validity | null, codes, most): Promise<number>, 0 where there are more than most
Napi::Value encodeMethod(const Napi::CallbackInfo &info) {
	std::shared_ptr<TextTable> table = TableHandle::open(info, 0);
	const Elements<int32_t> offsets = elementsArgument<int32_t>(info, 1, "offsets");
	const ByteView bytes = bytesArgument(info, 2, "bytes");
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, 4, "codes");
	const uint8_t *validity = validityArgument(info, 3, codes.count);
	const double most = numberArgument(info, 5, "most");
	if (offsets.count != codes.count + 1) throw Failure("EINVAL", "they must be one more than codes", "argument offsets");
	return startKernel(info, [=] { return table->encode(bytes, offsets.data, codes.count, validity, codes.data, most) ? 1 : 0; });
}

class TextsWorker final : public PromiseWorker {
public:
	TextsWorker(Napi::Env env, std::shared_ptr<TextTable> table) : PromiseWorker(env), table_(std::move(table)) {}

protected:
	void work() override {
		ends_ = table_->ends();
		bytes_ = table_->bytes();
		order_ = table_->order();
	}

	Napi::Value result(Napi::Env env) override {
		Napi::Object texts = Napi::Object::New(env);
		texts.Set("offsets", arrayOf<Napi::Int32Array>(env, ends_));
		texts.Set("bytes", arrayOf<Napi::Uint8Array>(env, bytes_));
		texts.Set("order", arrayOf<Napi::Int32Array>(env, order_));
		return texts;
	}

private:
	std::shared_ptr<TextTable> table_;
	std::vector<int32_t> ends_;
	std::vector<uint8_t> bytes_;
	std::vector<int32_t> order_;
};

// textsOf(table): Promise<{ offsets, bytes, order }>
Napi::Value textsMethod(const Napi::CallbackInfo &info) {
	return PromiseWorker::start(info, std::make_unique<TextsWorker>(info.Env(), TableHandle::open(info, 0)));
}

} // namespace

void addKernelMethods(Napi::Object exports) {
	addMethod<toFloat64Method>(exports, "toFloat64");
	addMethod<areUtf8Method>(exports, "areUtf8");
	addMethod<rebaseMethod>(exports, "rebaseOffsets");
	addMethod<translateMethod>(exports, "translate");
	addMethod<createTableMethod>(exports, "createTextTable");
	addMethod<encodeMethod>(exports, "encodeText");
	addMethod<textsMethod>(exports, "textsOf");
}
