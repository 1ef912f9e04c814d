#include "text-hash.h"

#include <random>

namespace {

// A Mersenne prime: the remainder needs no division.
constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;

uint64_t randomWord() {
	static std::random_device device;
	return (static_cast<uint64_t>(device()) << 32) | device();
}

} // namespace

TextHash::TextHash() {
	const auto wide = [] { return (static_cast<Wide>(randomWord()) << 64) | randomWord(); };
	factor_ = randomWord() | 1;
	low_ = wide();
	high_ = wide();
	length_ = wide();
	add_ = wide();
	base_ = randomWord() % kPrime;
}

const TextHash &TextHash::ofProcess() {
	static const TextHash hash;
	return hash;
}

// A polynomial over seven bytes at a time, which are less than the prime, and the length: two texts of n bytes agree for n / 7 + 1 of 2^61
// bases at most. Its upper bits are those that count.
uint64_t TextHash::longHashOf(const uint8_t *text, size_t length) const {
	uint64_t sum = length;
	const auto add = [&](uint64_t seven) {
		const Wide product = static_cast<Wide>(sum) * base_ + seven;
		sum = static_cast<uint64_t>(product & kPrime) + static_cast<uint64_t>(product >> 61);
		if (sum >= kPrime) sum -= kPrime;
	};
	constexpr uint64_t kSeven = (uint64_t{1} << 56) - 1;
	size_t i = 0;
	for (; i + 8 <= length; i += 7) add(wordAt(text + i) & kSeven);
	// The last seven may overlap those before.
	if (i < length) add(wordAt(text + length - 8) >> 8);
	return sum << 3;
}
