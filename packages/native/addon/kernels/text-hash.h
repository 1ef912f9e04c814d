// TextHash: hashes of texts, and keys that tell short ones apart, by a universal hash: whoever does not know this process's random
// numbers cannot choose texts that collide more often than chance has it.
//
// Ownership: none. Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// A text of up to 15 bytes as it is, zeros behind it, its length in the last byte: equal keys are equal texts. Of a longer one a hash,
// its length and 0xff: equal keys must be compared.
struct TextKey {
	uint64_t low;
	uint64_t high;

	bool operator==(const TextKey &other) const { return low == other.low && high == other.high; }
	bool isWhole() const { return (high >> 56) != 0xff; }
};

class TextHash {
public:
	// With random numbers that are the process's own.
	static const TextHash &ofProcess();

	// `room` bytes may be read from `text` on, `length` or more.
	TextKey keyOf(const uint8_t *text, size_t length, size_t room) const {
		if (length > 15) return longKeyOf(text, length);
		uint8_t padded[16];
		if (room < 16) {
			std::memset(padded, 0, 16);
			std::memcpy(padded, text, length);
			text = padded;
		}
		// Loads and masks are several times as fast as copying so few bytes.
		const uint64_t low = wordAt(text);
		const uint64_t end = static_cast<uint64_t>(length) << 56;
		if (length < 8) return {low & ((uint64_t{1} << (8 * length)) - 1), end};
		return {low, (wordAt(text + 8) & ((uint64_t{1} << (8 * (length - 8))) - 1)) | end};
	}

	// Multiply-shift: the upper bits of a sum of products with random numbers of 128 bits. Two keys agree in their upper b bits with a
	// probability of 2^-b. (Dietzfelbinger, Universal hashing and k-wise independent random variables via integer arithmetic, 1996.)
	uint64_t hashOf(const TextKey &key) const {
		return static_cast<uint64_t>((low_ * key.low + high_ * key.high + add_) >> 64);
	}

private:
	__extension__ typedef unsigned __int128 Wide;

	TextHash();

	static uint64_t wordAt(const uint8_t *bytes) {
		uint64_t word;
		std::memcpy(&word, bytes, 8);
		return word;
	}

	TextKey longKeyOf(const uint8_t *text, size_t length) const;

	Wide low_;
	Wide high_;
	Wide add_;
	uint64_t base_;
};
