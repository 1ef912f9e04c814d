#include "to-int64.h"

#include "../failure.h"

#include <cstring>

namespace {

constexpr double kEnd = 9223372036854775808.0;

// Values looked at before it may end early: so many fit into registers one after another without a branch each.
constexpr size_t kRun = 1024;

bool isInt64(double value) {
	return value >= -kEnd && value < kEnd;
}

} // namespace

bool areInt64(const double *values, size_t count) {
	for (size_t i = 0; i < count; i += kRun) {
		const size_t end = count - i < kRun ? count : i + kRun;
		bool all = true;
		for (size_t row = i; row < end; row++) all &= isInt64(values[row]);
		if (!all) return false;
	}
	return true;
}

bool toInt64(const double *values, size_t count, ByteView out) {
	if (out.size < count * sizeof(int64_t)) throw Failure("EINVAL", "it is too short", "argument out");
	for (size_t i = 0; i < count; i++) {
		if (!isInt64(values[i])) return false;
		const auto whole = static_cast<int64_t>(values[i]);
		std::memcpy(out.data + i * sizeof(whole), &whole, sizeof(whole));
	}
	return true;
}
