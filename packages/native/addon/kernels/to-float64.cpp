#include "to-float64.h"

#include "../failure.h"
#include "bits.h"

#include <cstring>
#include <limits>

namespace {

void requireBytes(ByteView values, size_t needed) {
	if (values.size < needed) throw Failure("EINVAL", "it is too short", "argument values");
}

template <typename Value> void convert(ByteView values, double *out, size_t count) {
	requireBytes(values, count * sizeof(Value));
	for (size_t i = 0; i < count; i++) {
		// Copied, since the memory of a number may be that of the result.
		Value value;
		std::memcpy(&value, values.data + i * sizeof(Value), sizeof(Value));
		const double converted = static_cast<double>(value);
		std::memcpy(out + i, &converted, sizeof(double));
	}
}

void convertBits(ByteView values, double *out, size_t count) {
	requireBytes(values, (count + 7) / 8);
	for (size_t i = 0; i < count; i++) out[i] = bitAt(values.data, i) ? 1 : 0;
}

} // namespace

void toFloat64(const std::string &kind, ByteView values, const uint8_t *validity, double *out, size_t count) {
	if (kind == "bool") convertBits(values, out, count);
	else if (kind == "int8") convert<int8_t>(values, out, count);
	else if (kind == "int16") convert<int16_t>(values, out, count);
	else if (kind == "int32") convert<int32_t>(values, out, count);
	else if (kind == "int64") convert<int64_t>(values, out, count);
	else if (kind == "uint8") convert<uint8_t>(values, out, count);
	else if (kind == "uint16") convert<uint16_t>(values, out, count);
	else if (kind == "uint32") convert<uint32_t>(values, out, count);
	else if (kind == "uint64") convert<uint64_t>(values, out, count);
	else if (kind == "float32") convert<float>(values, out, count);
	else if (kind != "float64") throw Failure("EINVAL", "it is no kind of number", "argument kind");
	else if (values.data != reinterpret_cast<uint8_t *>(out)) convert<double>(values, out, count);
	if (validity == nullptr) return;
	for (size_t i = 0; i < count; i++) {
		if (!bitAt(validity, i)) out[i] = std::numeric_limits<double>::quiet_NaN();
	}
}
