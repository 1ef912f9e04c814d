// TextTable: distinct texts, numbered in order of first appearance: a hash table with open addressing over their bytes.
//
// Ownership: owns copies of the texts. Threads: any, one after another; a second call waits for the first.
#pragma once

#include "../byte-view.h"
#include "text-hash.h"

#include <mutex>
#include <vector>

class TextTable {
public:
	TextTable();

	// Numbers the `count` texts between neighbouring `offsets` (count + 1 of them, int32_t or int64_t) into `codes`, -1 where
	// `validity` (a bitmap or null) has none. Returns false as soon as there are more than `most` texts; `codes` is then incomplete.
	// Throws EINVAL for offsets that fall or lie outside, ENOMEM past 2 GiB of text.
	template <typename Offset>
	bool encode(ByteView bytes, const Offset *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most);

	// Numbers the texts of another table, which does not change meanwhile, into `codes`. Returns and throws as encode.
	bool add(const TextTable &other, std::vector<int32_t> &codes, double most);

	// Copies, for the caller: text c is bytes[ends[c] .. ends[c + 1]].
	std::vector<int32_t> ends() const;
	std::vector<uint8_t> bytes() const;
	// The codes in the order of their texts' bytes; of UTF-8 that is the order of code points.
	std::vector<int32_t> order() const;

private:
	size_t count() const { return ends_.size() - 1; }
	int32_t codeOf(TextKey key, const uint8_t *text, size_t length);
	bool isText(int32_t code, const uint8_t *text, size_t length) const;
	int32_t append(size_t slot, TextKey key, const uint8_t *text, size_t length);
	void grow();

	const TextHash &hash_;
	mutable std::mutex mutex_;
	// Of each slot; 0 is free. A power of two, at least four times as many as there are texts: hits are mostly the first slot looked at.
	std::vector<TextKey> keys_;
	// Of each slot that is not free.
	std::vector<int32_t> codes_;
	// 64 less the bits of a slot's number.
	int shift_;
	// By code.
	std::vector<int32_t> ends_;
	std::vector<uint8_t> bytes_;
};
