// Columns of record batches, straight from a mapped file or segment into JavaScript's memory.
//
// Ownership: arrays belong to JavaScript and are held until the promise settles; handles as js-handle.h says. Threads: the JavaScript
// thread, for what is small; else a KernelWorker.
#include "../kernels/load-column.h"
#include "../kernels/load-utf8.h"
#include "../large-pages.h"
#include "arguments.h"
#include "array-of.h"
#include "codec-argument.h"
#include "handle-kinds.h"
#include "kernel-worker.h"
#include "modules.h"

namespace {

using RegionHandle = JsHandle<MappedRegion>;
using TableHandle = JsHandle<TextTable>;

// Arguments of a StoredColumn: region, codec | null, rows, nulls, maxBytes, buffers, start, end, picked | null.
constexpr size_t kColumn = 9;

// So much is loaded in some 20 us, about as long as the way through the pool and back.
constexpr size_t kLoadHere = 128 * 1024;

size_t countArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	const double value = numberArgument(info, index, name);
	// Written so that NaN fails.
	if (!(value >= 0 && value <= 9007199254740991.0)) throw Failure("EINVAL", "it must be a number from 0 on", std::string("argument ") + name);
	return static_cast<size_t>(value);
}

// Of one buffer.
StoredBuffer placeArgument(const MappedRegion &region, double offset, double length) {
	if (!(length >= 0 && length <= 9007199254740991.0)) throw Failure("EINVAL", "it must have lengths", "argument buffers");
	const auto size = static_cast<size_t>(length);
	region.requireInside(offset, size);
	return {static_cast<size_t>(offset), size};
}

// A copy: what JavaScript changes meanwhile must not lead outside of the column.
std::shared_ptr<const std::vector<uint32_t>> pickedArgument(const Napi::CallbackInfo &info, size_t index, size_t rows) {
	if (info[index].IsNull()) return nullptr;
	const Elements<uint32_t> given = elementsArgument<uint32_t>(info, index, "picked");
	auto picked = std::make_shared<const std::vector<uint32_t>>(given.data, given.data + given.count);
	uint64_t least = 0;
	for (const uint32_t row : *picked) {
		if (row < least || row >= rows) throw Failure("EINVAL", "it must rise, and stay below the number of rows from start to end", "argument picked");
		least = uint64_t{row} + 1;
	}
	return picked;
}

StoredColumn columnArgument(const Napi::CallbackInfo &info, size_t buffers) {
	StoredColumn column;
	column.region = RegionHandle::open(info, 0);
	column.codec = info[1].IsNull() ? nullptr : &codecArgument(info, 1);
	column.length = countArgument(info, 2, "rows");
	column.nulls = countArgument(info, 3, "nulls");
	column.maxBytes = countArgument(info, 4, "maxBytes");
	column.first = countArgument(info, 6, "start");
	const size_t end = countArgument(info, 7, "end");
	if (column.first > end || end > column.length) throw Failure("EINVAL", "it must lie between start and rows", "argument end");
	column.rows = end - column.first;
	column.picked = pickedArgument(info, 8, column.rows);
	const Elements<double> places = elementsArgument<double>(info, 5, "buffers");
	if (places.count != 2 * buffers) throw Failure("EINVAL", "it must have an offset and a length for each buffer", "argument buffers");
	for (size_t i = 0; i < places.count; i += 2) {
		column.buffers.push_back(placeArgument(*column.region, places.data[i], places.data[i + 1]));
	}
	return column;
}

void requireRows(const StoredColumn &column, size_t count, const char *name) {
	if (count != column.wanted()) throw Failure("EINVAL", "it must have as many elements as rows are wanted", std::string("argument ") + name);
}

// The number that `load` returns, or a promise of it where it takes long.
Napi::Value startLoad(const Napi::CallbackInfo &info, const StoredColumn &column, std::function<double()> load) {
	size_t bytes = 8 * column.rows;
	for (const StoredBuffer &buffer : column.buffers) bytes += column.rows < column.length ? 8 * column.rows : buffer.length;
	if (column.codec == nullptr && bytes <= 2 * kLoadHere) return Napi::Number::New(info.Env(), load());
	return startKernel(info, std::move(load));
}

// loadNumbers(...column, kind, finite, out): number | Promise<number>, how many were infinite of floats, are missing of others
Napi::Value numbersMethod(const Napi::CallbackInfo &info) {
	const StoredColumn column = columnArgument(info, 2);
	std::string kind = textArgument(info, kColumn, "kind");
	const bool finite = info[kColumn + 1].ToBoolean();
	const Elements<double> out = elementsArgument<double>(info, kColumn + 2, "out");
	requireRows(column, out.count, "out");
	return startLoad(info, column, [=] { return static_cast<double>(loadNumbers(column, kind, finite, out.data)); });
}

// loadCodes(...column, kind, codeOf, codes): number | Promise<number>, how many became missing
Napi::Value codesMethod(const Napi::CallbackInfo &info) {
	const StoredColumn column = columnArgument(info, 2);
	std::string kind = textArgument(info, kColumn, "kind");
	const Elements<int32_t> codeOf = elementsArgument<int32_t>(info, kColumn + 1, "codeOf");
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, kColumn + 2, "codes");
	requireRows(column, codes.count, "codes");
	return startLoad(info, column, [=] {
		return static_cast<double>(loadCodes(column, kind, codeOf.data, codeOf.count, codes.data));
	});
}

// loadText(...column, width, table, most, codes): number | Promise<number>, 0 where there are more than most
Napi::Value textMethod(const Napi::CallbackInfo &info) {
	const StoredColumn column = columnArgument(info, 3);
	const size_t width = numberArgument(info, kColumn, "width") == 8 ? 8 : 4;
	std::shared_ptr<TextTable> table = TableHandle::open(info, kColumn + 1);
	const double most = numberArgument(info, kColumn + 2, "most");
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, kColumn + 3, "codes");
	requireRows(column, codes.count, "codes");
	if (column.rows != column.length || column.picked != nullptr) throw Failure("EINVAL", "it must be whole", "argument column");
	return startLoad(info, column, [=] { return loadText(column, width, *table, most, codes.data) ? 1 : 0; });
}

class Utf8Worker final : public PromiseWorker {
public:
	Utf8Worker(Napi::Env env, StoredColumn column, size_t width) : PromiseWorker(env), column_(std::move(column)), width_(width) {}

protected:
	void work() override { fits_ = loadUtf8(column_, width_, text_); }
	Napi::Value result(Napi::Env env) override {
		if (!fits_) return env.Null();
		auto text = Napi::Object::New(env);
		text.Set("offsets", arrayOf<Napi::Int32Array>(env, text_.offsets));
		text.Set("bytes", arrayOf<Napi::Uint8Array>(env, text_.bytes));
		text.Set("validity", text_.validity.empty() ? env.Null() : arrayOf<Napi::Uint8Array>(env, text_.validity));
		return text;
	}

private:
	StoredColumn column_;
	size_t width_;
	LoadedText text_;
	bool fits_ = false;
};

// loadUtf8(...column, width): Promise<{ offsets, bytes, validity } | null>, null where the text has more than 2 GiB
Napi::Value utf8Method(const Napi::CallbackInfo &info) {
	StoredColumn column = columnArgument(info, 3);
	const size_t width = numberArgument(info, kColumn, "width") == 8 ? 8 : 4;
	return PromiseWorker::start(info, std::make_unique<Utf8Worker>(info.Env(), std::move(column), width));
}

// loadBytes(region, codec, offset, length, from, whole, out): Promise<number>; bytes of a compressed buffer; `whole`, what its rows need, may be null
Napi::Value bytesMethod(const Napi::CallbackInfo &info) {
	StoredColumn column{RegionHandle::open(info, 0), &codecArgument(info, 1), 0, 0, 0, 0, 0, {}, nullptr};
	column.buffers.push_back(placeArgument(*column.region, numberArgument(info, 2, "offset"), numberArgument(info, 3, "length")));
	const size_t from = countArgument(info, 4, "from");
	const size_t whole = info[5].IsNull() ? StoredColumn::kUnknown : countArgument(info, 5, "whole");
	const ByteView out = bytesArgument(info, 6, "out");
	return startKernel(info, [=] {
		column.partInto(0, from, whole, out);
		return 0;
	});
}

class AddWorker final : public PromiseWorker {
public:
	AddWorker(Napi::Env env, std::shared_ptr<TextTable> table, std::shared_ptr<TextTable> other, double most)
		: PromiseWorker(env), table_(std::move(table)), other_(std::move(other)), most_(most) {}

protected:
	void work() override { fits_ = table_->add(*other_, codes_, most_); }
	Napi::Value result(Napi::Env env) override {
		if (!fits_) return env.Null();
		return arrayOf<Napi::Int32Array>(env, codes_);
	}

private:
	std::shared_ptr<TextTable> table_;
	std::shared_ptr<TextTable> other_;
	double most_;
	std::vector<int32_t> codes_;
	bool fits_ = false;
};

// addTexts(table, other, most): Promise<Int32Array | null>, the codes in `table` of the texts of `other`
Napi::Value addMethodOfTable(const Napi::CallbackInfo &info) {
	std::shared_ptr<TextTable> table = TableHandle::open(info, 0);
	std::shared_ptr<TextTable> other = TableHandle::open(info, 1);
	if (table == other) throw Failure("EINVAL", "it must be another table", "argument other");
	const double most = numberArgument(info, 2, "most");
	return PromiseWorker::start(info, std::make_unique<AddWorker>(info.Env(), std::move(table), std::move(other), most));
}

// recode(codes, codeOf): Promise<number>, how many became missing
Napi::Value recodeMethod(const Napi::CallbackInfo &info) {
	const Elements<int32_t> codes = elementsArgument<int32_t>(info, 0, "codes");
	const Elements<int32_t> codeOf = elementsArgument<int32_t>(info, 1, "codeOf");
	return startKernel(info, [=] { return static_cast<double>(recode(codes.data, codes.count, codeOf.data, codeOf.count)); });
}

// useLargePages(bytes): void; memory that is going to be filled as a whole
Napi::Value largePagesMethod(const Napi::CallbackInfo &info) {
	useLargePages(bytesArgument(info, 0, "bytes"));
	return info.Env().Undefined();
}

} // namespace

void addColumnMethods(Napi::Object exports) {
	addMethod<numbersMethod>(exports, "loadNumbers");
	addMethod<codesMethod>(exports, "loadCodes");
	addMethod<textMethod>(exports, "loadText");
	addMethod<utf8Method>(exports, "loadUtf8");
	addMethod<bytesMethod>(exports, "loadBytes");
	addMethod<addMethodOfTable>(exports, "addTexts");
	addMethod<recodeMethod>(exports, "recode");
	addMethod<largePagesMethod>(exports, "useLargePages");
}
