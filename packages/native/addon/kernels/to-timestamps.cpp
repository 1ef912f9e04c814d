#include "to-timestamps.h"

#include "../failure.h"

#include <cmath>
#include <cstring>

namespace {

// So many whole seconds fit with any part of one; the last second of nanoseconds is checked for its overflow.
constexpr double kLastOfNano = 9223372036.0;
constexpr double kLastOfMicro = 9223372036854.0;

double ofFloat(double fraction) {
	return std::nearbyint(fraction * 1e9) / 1e9;
}

double ofDecimal(double fraction) {
	// The product, exactly, is scaled + rest.
	const double scaled = fraction * 1e9;
	const double rest = std::fma(fraction, 1e9, -scaled);
	double nearest = std::nearbyint(scaled);
	const double beyond = scaled - nearest;
	// Only at a half can the rest decide; where it is 0, halves go to even, as nearbyint has them.
	if (beyond == 0.5 && rest > 0) nearest += 1;
	if (beyond == -0.5 && rest < 0) nearest -= 1;
	return nearest / 1e9;
}

double nearestUp(double value) {
	const double floor = std::floor(value);
	return value - floor >= 0.5 ? floor + 1 : floor;
}

template <typename Part> bool convert(const double *seconds, size_t count, double last, int64_t scale, Part part, ByteView out) {
	for (size_t i = 0; i < count; i++) {
		int64_t units = 0;
		const double value = seconds[i];
		if (value == value) {
			const double whole = std::trunc(value);
			if (!(whole >= -last && whole <= last)) return false;
			const auto rest = static_cast<int64_t>(part(value - whole));
			if (__builtin_mul_overflow(static_cast<int64_t>(whole), scale, &units)) return false;
			if (__builtin_add_overflow(units, rest, &units)) return false;
		}
		std::memcpy(out.data + i * sizeof(units), &units, sizeof(units));
	}
	return true;
}

} // namespace

double firstBeyond(const double *values, size_t count, double limit) {
	for (size_t i = 0; i < count; i++) {
		if (std::fabs(values[i]) >= limit) return static_cast<double>(i);
	}
	return -1;
}

bool toTimestamps(const double *seconds, size_t count, Rounding rounding, ByteView out) {
	if (out.size < count * sizeof(int64_t)) throw Failure("EINVAL", "it is too short", "argument out");
	switch (rounding) {
	case Rounding::kNanosecondsOfFloat:
		return convert(seconds, count, kLastOfNano, 1000000000, [](double part) { return std::trunc(ofFloat(part) * 1e9); }, out);
	case Rounding::kNanosecondsOfDecimal:
		return convert(seconds, count, kLastOfNano, 1000000000, [](double part) { return std::trunc(ofDecimal(part) * 1e9); }, out);
	default:
		return convert(seconds, count, kLastOfMicro, 1000000, [](double part) { return nearestUp(part * 1e6); }, out);
	}
}
