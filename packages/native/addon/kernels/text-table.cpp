#include "text-table.h"

#include "../failure.h"
#include "bits.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

constexpr int kFirstBits = 10;

// Slots for each text, at least.
constexpr size_t kSpare = 4;


TextTable::TextTable()
	: hash_(TextHash::ofProcess()), keys_(size_t{1} << kFirstBits), codes_(keys_.size()), shift_(64 - kFirstBits), ends_(1) {}

template <typename Offset>
bool TextTable::encode(ByteView bytes, const Offset *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most) {
	const std::lock_guard<std::mutex> lock(mutex_);
	// A copy stays in registers.
	const TextHash hash = hash_;
	const int64_t limit = most < INT32_MAX ? static_cast<int64_t>(std::ceil(most)) : INT32_MAX;
	Offset from = offsets[0];
	if (from < 0) throw Failure("EINVAL", "they must rise from 0", "argument offsets");
	const TextKey *keys = keys_.data();
	const int32_t *slotCodes = codes_.data();
	int shift = shift_;
	for (size_t row = 0; row < count; row++) {
		const Offset to = offsets[row + 1];
		if (to < from || static_cast<uint64_t>(to) > bytes.size) {
			throw Failure("EINVAL", "they must rise, up to the end of the bytes", "argument offsets");
		}
		const uint8_t *text = bytes.data + from;
		const auto length = static_cast<size_t>(to - from);
		const size_t room = bytes.size - static_cast<size_t>(from);
		from = to;
		if (!bitAt(validity, row)) {
			codes[row] = -1;
			continue;
		}
		const TextKey key = hash.keyOf(text, length, room);
		// Most are short, known, and where they are looked for first.
		const size_t slot = hash.slotOf(key, shift);
		if (keys[slot] == key && TextHash::isWhole(key)) {
			codes[row] = slotCodes[slot];
			continue;
		}
		const int32_t code = codeOf(key, text, length);
		// A new text has the largest code.
		if (code >= limit) return false;
		codes[row] = code;
		keys = keys_.data();
		slotCodes = codes_.data();
		shift = shift_;
	}
	return true;
}

template bool TextTable::encode(ByteView, const int32_t *, size_t, const uint8_t *, int32_t *, double);
template bool TextTable::encode(ByteView, const int64_t *, size_t, const uint8_t *, int32_t *, double);

bool TextTable::add(const TextTable &other, std::vector<int32_t> &codes, double most) {
	const std::lock_guard<std::mutex> lock(mutex_);
	codes.resize(other.count());
	for (size_t code = 0; code < codes.size(); code++) {
		const auto start = static_cast<size_t>(other.ends_[code]);
		const size_t length = static_cast<size_t>(other.ends_[code + 1]) - start;
		const uint8_t *text = other.bytes_.data() + start;
		codes[code] = codeOf(hash_.keyOf(text, length, other.bytes_.size() - start), text, length);
		if (static_cast<double>(count()) > most) return false;
	}
	return true;
}

std::vector<int32_t> TextTable::ends() const {
	const std::lock_guard<std::mutex> lock(mutex_);
	return ends_;
}

std::vector<uint8_t> TextTable::bytes() const {
	const std::lock_guard<std::mutex> lock(mutex_);
	return bytes_;
}

std::vector<int32_t> TextTable::order() const {
	struct Text {
		// Its first eight bytes, compared as a number: most texts differ there.
		uint64_t start;
		const uint8_t *bytes;
		size_t length;
		int32_t code;

		bool operator<(const Text &other) const {
			if (start != other.start) return start < other.start;
			const int compared = std::memcmp(bytes, other.bytes, std::min(length, other.length));
			return compared != 0 ? compared < 0 : length < other.length;
		}
	};
	const std::lock_guard<std::mutex> lock(mutex_);
	std::vector<Text> texts(count());
	for (size_t code = 0; code < texts.size(); code++) {
		const uint8_t *bytes = bytes_.data() + ends_[code];
		const auto length = static_cast<size_t>(ends_[code + 1] - ends_[code]);
		uint64_t start = 0;
		for (size_t i = 0; i < 8; i++) start = (start << 8) | (i < length ? bytes[i] : 0);
		texts[code] = {start, bytes, length, static_cast<int32_t>(code)};
	}
	std::sort(texts.begin(), texts.end());
	std::vector<int32_t> order(texts.size());
	std::transform(texts.begin(), texts.end(), order.begin(), [](const Text &text) { return text.code; });
	return order;
}

int32_t TextTable::codeOf(TextKey key, const uint8_t *text, size_t length) {
	const TextKey *keys = keys_.data();
	const size_t mask = keys_.size() - 1;
	size_t at = hash_.slotOf(key, shift_);
	for (; keys[at] != 0; at = (at + 1) & mask) {
		if (keys[at] == key && (TextHash::isWhole(key) || isText(codes_[at], text, length))) return codes_[at];
	}
	return append(at, key, text, length);
}

bool TextTable::isText(int32_t code, const uint8_t *text, size_t length) const {
	const auto start = static_cast<size_t>(ends_[code]);
	return static_cast<size_t>(ends_[code + 1]) - start == length && TextHash::areEqual(bytes_.data() + start, text, length);
}

int32_t TextTable::append(size_t slot, TextKey key, const uint8_t *text, size_t length) {
	if (bytes_.size() + length > INT32_MAX) throw Failure("ENOMEM", "more than 2 GiB of distinct text", "malloc");
	const auto code = static_cast<int32_t>(count());
	if (length > 0) bytes_.insert(bytes_.end(), text, text + length);
	ends_.push_back(static_cast<int32_t>(bytes_.size()));
	keys_[slot] = key;
	codes_[slot] = code;
	if (kSpare * count() > keys_.size()) grow();
	return code;
}

void TextTable::grow() {
	const std::vector<TextKey> keys = std::exchange(keys_, std::vector<TextKey>(2 * keys_.size()));
	const std::vector<int32_t> codes = std::exchange(codes_, std::vector<int32_t>(keys_.size()));
	shift_--;
	const size_t mask = keys_.size() - 1;
	for (size_t slot = 0; slot < keys.size(); slot++) {
		if (keys[slot] == 0) continue;
		size_t at = hash_.slotOf(keys[slot], shift_);
		while (keys_[at] != 0) at = (at + 1) & mask;
		keys_[at] = keys[slot];
		codes_[at] = codes[slot];
	}
}
