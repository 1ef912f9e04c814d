#include "arguments.h"

#include "../failure.h"

static Failure wrong(const char *name, const char *expected) {
	return Failure("EINVAL", std::string("it must be ") + expected, std::string("argument ") + name);
}

static ByteView bytesOf(const Napi::Value &value, const char *name) {
	if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
		throw wrong(name, "a Uint8Array");
	}
	auto array = value.As<Napi::Uint8Array>();
	return {array.Data(), array.ByteLength()};
}

std::string textArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	if (!info[index].IsString()) throw wrong(name, "a string");
	std::string text = info[index].As<Napi::String>().Utf8Value();
	if (text.find('\0') != std::string::npos) throw wrong(name, "a string without NUL");
	return text;
}

double numberArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	if (!info[index].IsNumber()) throw wrong(name, "a number");
	return info[index].As<Napi::Number>().DoubleValue();
}

ByteView bytesArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	return bytesOf(info[index], name);
}

template <typename Array, typename Element>
static Elements<Element> elementsOf(const Napi::Value &value, napi_typedarray_type type, const char *name, const char *expected) {
	if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != type) throw wrong(name, expected);
	auto array = value.As<Array>();
	return {array.Data(), array.ElementLength()};
}

template <> Elements<double> elementsArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	return elementsOf<Napi::Float64Array, double>(info[index], napi_float64_array, name, "a Float64Array");
}

template <> Elements<int32_t> elementsArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	return elementsOf<Napi::Int32Array, int32_t>(info[index], napi_int32_array, name, "an Int32Array");
}

template <> Elements<uint32_t> elementsArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	return elementsOf<Napi::Uint32Array, uint32_t>(info[index], napi_uint32_array, name, "a Uint32Array");
}

std::vector<ByteView> chunksArgument(const Napi::CallbackInfo &info, size_t index, const char *name) {
	if (!info[index].IsArray()) throw wrong(name, "an array of Uint8Array");
	const auto array = info[index].As<Napi::Array>();
	std::vector<ByteView> chunks;
	const uint32_t length = array.Length();
	chunks.reserve(length);
	for (uint32_t i = 0; i < length; i++) {
		// One scope an element, or a long list fills the handle table.
		Napi::HandleScope scope(info.Env());
		chunks.push_back(bytesOf(array.Get(i), name));
	}
	return chunks;
}
