#include "text-table.h"

#include "../failure.h"
#include "bits.h"

#include <algorithm>
#include <cstring>

constexpr int kFirstBits = 10;

TextTable::TextTable() : hash_(TextHash::ofProcess()), slots_(size_t{1} << kFirstBits), shift_(64 - kFirstBits), ends_(1) {}

template <typename Offset>
bool TextTable::encode(ByteView bytes, const Offset *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most) {
	const std::lock_guard<std::mutex> lock(mutex_);
	Offset from = offsets[0];
	if (from < 0) throw Failure("EINVAL", "they must rise from 0", "argument offsets");
	TextKey last{0, 0xfe00000000000000}; // no text has it
	int32_t lastCode = -1;
	for (size_t row = 0; row < count; row++) {
		const Offset to = offsets[row + 1];
		if (to < from || static_cast<uint64_t>(to) > bytes.size) {
			throw Failure("EINVAL", "they must rise, up to the end of the bytes", "argument offsets");
		}
		if (bitAt(validity, row)) {
			const uint8_t *text = bytes.data + from;
			const auto length = static_cast<size_t>(to - from);
			const TextKey key = hash_.keyOf(text, length, bytes.size - static_cast<size_t>(from));
			// Sorted columns repeat themselves.
			if (!(key == last) || !key.isWhole()) {
				lastCode = codeOf(key, text, length);
				last = key;
				if (static_cast<double>(this->count()) > most) return false;
			}
			codes[row] = lastCode;
		} else {
			codes[row] = -1;
		}
		from = to;
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

inline int32_t TextTable::codeOf(const TextKey &key, const uint8_t *text, size_t length) {
	const size_t mask = slots_.size() - 1;
	size_t at = firstSlot(key);
	for (; slots_[at] != 0; at = (at + 1) & mask) {
		const int32_t code = slots_[at] - 1;
		if (!(keys_[static_cast<size_t>(code)] == key)) continue;
		// Its length is part of the key.
		if (key.isWhole() || std::memcmp(bytes_.data() + ends_[code], text, length) == 0) return code;
	}
	return append(at, key, text, length);
}

int32_t TextTable::append(size_t slot, const TextKey &key, const uint8_t *text, size_t length) {
	if (bytes_.size() + length > INT32_MAX) throw Failure("ENOMEM", "more than 2 GiB of distinct text", "malloc");
	const auto code = static_cast<int32_t>(count());
	if (length > 0) bytes_.insert(bytes_.end(), text, text + length);
	ends_.push_back(static_cast<int32_t>(bytes_.size()));
	keys_.push_back(key);
	slots_[slot] = code + 1;
	if (4 * count() > slots_.size()) grow();
	return code;
}

void TextTable::grow() {
	slots_.assign(4 * slots_.size(), 0);
	shift_ -= 2;
	const size_t mask = slots_.size() - 1;
	for (size_t code = 0; code < count(); code++) {
		size_t at = firstSlot(keys_[code]);
		while (slots_[at] != 0) at = (at + 1) & mask;
		slots_[at] = static_cast<int32_t>(code) + 1;
	}
}
