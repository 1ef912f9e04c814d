// asNumber: runs a template for the type that a kind's name stands for.
//
// Ownership: none. Threads: any.
#pragma once

#include "../failure.h"

#include <cstdint>
#include <string>

template <typename Value> struct NumberType {
	using type = Value;
};

// Calls `use` with the NumberType of "int8" to "int64" or "uint8" to "uint64". Throws EINVAL for another kind.
template <typename Use> auto asInteger(const std::string &kind, Use use) {
	if (kind == "int8") return use(NumberType<int8_t>{});
	if (kind == "int16") return use(NumberType<int16_t>{});
	if (kind == "int32") return use(NumberType<int32_t>{});
	if (kind == "int64") return use(NumberType<int64_t>{});
	if (kind == "uint8") return use(NumberType<uint8_t>{});
	if (kind == "uint16") return use(NumberType<uint16_t>{});
	if (kind == "uint32") return use(NumberType<uint32_t>{});
	if (kind == "uint64") return use(NumberType<uint64_t>{});
	throw Failure("EINVAL", "it is no kind of integer", "argument kind");
}

// The same, and for "float32" and "float64".
template <typename Use> auto asNumber(const std::string &kind, Use use) {
	if (kind == "float32") return use(NumberType<float>{});
	if (kind == "float64") return use(NumberType<double>{});
	return asInteger(kind, use);
}
