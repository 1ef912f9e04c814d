// TextHash: keys that tell texts apart, and their places in a hash table, by universal hashes: whoever does not know this process's random
// numbers cannot choose texts that collide more often than chance has it.
//
// Ownership: none. Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// A text's key, never 0.
//
// | texts of | key, upper byte | lower 7 bytes |
// | --- | --- | --- |
// | up to 7 bytes | length + 1 | the text, zeros behind it |
// | more | 0xff | a hash |
//
// Equal keys of the first kind are equal texts; of the second they must be compared.
using TextKey = uint64_t;

class TextHash {
public:
	// With random numbers that are the process's own.
	static const TextHash &ofProcess();

	static bool isWhole(TextKey key) { return (key >> 56) != 0xff; }

	// `room` bytes may be read from `text` on, `length` or more.
	TextKey keyOf(const uint8_t *text, size_t length, size_t room) const {
		if (length > 7) return kHashed | (hashOf(text, length) >> 8);
		uint8_t padded[8];
		if (room < 8) {
			std::memset(padded, 0, 8);
			std::memcpy(padded, text, length);
			text = padded;
		}
		// A load and a mask are several times as fast as copying so few bytes.
		return (static_cast<uint64_t>(length + 1) << 56) | (wordAt(text) & ((uint64_t{1} << (8 * length)) - 1));
	}

	// A number below 2^(64 - shift). Multiply-shift: two keys agree in their upper b bits with a probability of 2^(1 - b) at most.
	// (Dietzfelbinger and others, A reliable randomized algorithm for the closest-pair problem, 1997.)
	size_t slotOf(TextKey key, int shift) const { return static_cast<size_t>((factor_ * key) >> shift); }

	// Whether texts of `length` bytes, more than 7, are equal.
	static bool areEqual(const uint8_t *one, const uint8_t *other, size_t length) {
		if (length > 16) return std::memcmp(one, other, length) == 0;
		// The two words overlap.
		return wordAt(one) == wordAt(other) && wordAt(one + length - 8) == wordAt(other + length - 8);
	}

private:
	__extension__ typedef unsigned __int128 Wide;

	static constexpr uint64_t kHashed = uint64_t{0xff} << 56;

	TextHash();

	static uint64_t wordAt(const uint8_t *bytes) {
		uint64_t word;
		std::memcpy(&word, bytes, 8);
		return word;
	}

	// Of a text of more than 7 bytes. Up to 16 it is the upper half of a sum of products with random numbers of 128 bits: two texts
	// agree in b of its upper bits with a probability of 2^-b. (Dietzfelbinger, Universal hashing and k-wise independent random variables via
	// integer arithmetic, 1996.)
	uint64_t hashOf(const uint8_t *text, size_t length) const {
		if (length > 16) return longHashOf(text, length);
		return static_cast<uint64_t>((low_ * wordAt(text) + high_ * wordAt(text + length - 8) + length_ * length + add_) >> 64);
	}

	uint64_t longHashOf(const uint8_t *text, size_t length) const;

	// Odd.
	uint64_t factor_;
	Wide low_;
	Wide high_;
	Wide length_;
	Wide add_;
	uint64_t base_;
};
