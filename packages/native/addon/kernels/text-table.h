// TextTable: distinct texts, numbered in order of first appearance: a hash table with open addressing over their bytes.
//
// Ownership: owns copies of the texts. Threads: any, one after another; a second call waits for the first.
#pragma once

#include "../byte-view.h"

#include <mutex>
#include <vector>

class TextTable {
public:
	TextTable();

	// Numbers the `count` texts between neighbouring `offsets` (count + 1 of them) into `codes`, -1 where `validity` (a bitmap
	// or null) has none. Returns false as soon as there are more than `most` texts; `codes` is then incomplete.
	// Throws EINVAL for offsets that fall or lie outside, ENOMEM past 2 GiB of text.
	bool encode(ByteView bytes, const int32_t *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most);

	// Copies, for the caller: text c is bytes[ends[c] .. ends[c + 1]].
	std::vector<int32_t> ends() const;
	std::vector<uint8_t> bytes() const;

private:
	struct Slot {
		// The text's first eight bytes; zeros where it is shorter.
		uint64_t head;
		uint32_t hash;
		// Code + 1; 0 is free.
		int32_t entry;
	};

	// `room` bytes may be read from `text` on.
	int32_t codeOf(const uint8_t *text, size_t length, size_t room);
	void grow();

	mutable std::mutex mutex_;
	// A power of two, at least twice as many as there are texts.
	std::vector<Slot> slots_;
	std::vector<int32_t> ends_;
	std::vector<uint8_t> bytes_;
};
