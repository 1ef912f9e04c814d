// Conversions of a table's columns to what an Arrow payload holds, on the pool.
//
// Ownership: arrays belong to JavaScript and are held until the promise settles. Threads: the JavaScript thread; the kernels run in a
// KernelWorker.
#include "../kernels/copy-texts.h"
#include "../kernels/to-indices.h"
#include "../kernels/to-int64.h"
#include "../kernels/to-timestamps.h"
#include "../kernels/to-validity.h"
#include "arguments.h"
#include "kernel-worker.h"
#include "modules.h"

namespace {

// areInt64(values): Promise<number>, 1 where they are
Napi::Value areInt64Method(const Napi::CallbackInfo &info) {
	const Elements<double> values = elementsArgument<double>(info, 0, "values");
	return startKernel(info, [=] { return areInt64(values.data, values.count) ? 1 : 0; });
}

// toInt64(values, out): Promise<number>, 0 where one is no int64
Napi::Value toInt64Method(const Napi::CallbackInfo &info) {
	const Elements<double> values = elementsArgument<double>(info, 0, "values");
	const ByteView out = bytesArgument(info, 1, "out");
	return startKernel(info, [=] { return toInt64(values.data, values.count, out) ? 1 : 0; });
}

// toValidity(values, bits): Promise<number>, how many are NaN
Napi::Value toValidityMethod(const Napi::CallbackInfo &info) {
	const Elements<double> values = elementsArgument<double>(info, 0, "values");
	const ByteView bits = bytesArgument(info, 1, "bits");
	return startKernel(info, [=] { return static_cast<double>(toValidity(values.data, values.count, bits)); });
}

// toIndices(codes, values, width, out, bits): Promise<number>, how many are missing, or -1 - the row of a wrong code
Napi::Value toIndicesMethod(const Napi::CallbackInfo &info) {
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, 0, "codes");
	const double values = numberArgument(info, 1, "values");
	const double width = numberArgument(info, 2, "width");
	// Written so that NaN fails.
	if (!(values >= 0 && values <= INT32_MAX)) throw Failure("EINVAL", "it must be a number of values", "argument values");
	if (!(width >= 1 && width <= 4)) throw Failure("EINVAL", "it must be 1, 2 or 4", "argument width");
	const ByteView out = bytesArgument(info, 3, "out");
	const ByteView bits = bytesArgument(info, 4, "bits");
	return startKernel(info, [=] {
		return toIndices(codes.data, codes.count, static_cast<int32_t>(values), static_cast<size_t>(width), out, bits);
	});
}

// firstBeyond(values, limit): Promise<number>, a row or -1
Napi::Value firstBeyondMethod(const Napi::CallbackInfo &info) {
	const Elements<double> values = elementsArgument<double>(info, 0, "values");
	const double limit = numberArgument(info, 1, "limit");
	return startKernel(info, [=] { return firstBeyond(values.data, values.count, limit); });
}

// toTimestamps(seconds, "ns" | "ns of decimals" | "us", out): Promise<number>, 0 where one does not fit
Napi::Value toTimestampsMethod(const Napi::CallbackInfo &info) {
	const Elements<double> seconds = elementsArgument<double>(info, 0, "seconds");
	const std::string unit = textArgument(info, 1, "unit");
	Rounding rounding = Rounding::kMicroseconds;
	if (unit == "ns") rounding = Rounding::kNanosecondsOfFloat;
	else if (unit == "ns of decimals") rounding = Rounding::kNanosecondsOfDecimal;
	else if (unit != "us") throw Failure("EINVAL", "it must be ns, ns of decimals or us", "argument unit");
	const ByteView out = bytesArgument(info, 2, "out");
	return startKernel(info, [=] { return toTimestamps(seconds.data, seconds.count, rounding, out) ? 1 : 0; });
}

// copyTexts(offsets, bytes, outOffsets, outBytes, at): Promise<number>
Napi::Value copyTextsMethod(const Napi::CallbackInfo &info) {
	const Elements<int32_t> offsets = elementsArgument<int32_t>(info, 0, "offsets");
	const ByteView bytes = bytesArgument(info, 1, "bytes");
	const Elements<int32_t> outOffsets = elementsArgument<int32_t>(info, 2, "outOffsets");
	const ByteView outBytes = bytesArgument(info, 3, "outBytes");
	const double at = numberArgument(info, 4, "at");
	if (offsets.count == 0 || outOffsets.count != offsets.count) {
		throw Failure("EINVAL", "they must be as many as offsets, at least one", "argument outOffsets");
	}
	if (!(at >= 0 && at <= INT32_MAX)) throw Failure("EINVAL", "it must be a number of bytes", "argument at");
	return startKernel(info, [=] {
		copyTexts(offsets.data, offsets.count - 1, bytes, outOffsets.data, outBytes, static_cast<int32_t>(at));
		return 0;
	});
}

} // namespace

void addEncodeMethods(Napi::Object exports) {
	addMethod<areInt64Method>(exports, "areInt64");
	addMethod<toInt64Method>(exports, "toInt64");
	addMethod<toValidityMethod>(exports, "toValidity");
	addMethod<toIndicesMethod>(exports, "toIndices");
	addMethod<firstBeyondMethod>(exports, "firstBeyond");
	addMethod<toTimestampsMethod>(exports, "toTimestamps");
	addMethod<copyTextsMethod>(exports, "copyTexts");
}
