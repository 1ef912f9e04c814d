#include "text-table.h"

#include "../failure.h"
#include "bits.h"

#include <cstring>
#include <random>

namespace {

constexpr size_t kFirstSlots = 1024;

// Not the same in every process, so that nobody can send texts that all collide.
uint64_t seed() {
	static const uint64_t value = (static_cast<uint64_t>(std::random_device{}()) << 32) | std::random_device{}();
	return value;
}

uint64_t mix(uint64_t hash, uint64_t word) {
	hash = (hash ^ word) * 0x9e3779b97f4a7c15;
	return hash ^ (hash >> 29);
}

uint64_t wordAt(const uint8_t *text) {
	uint64_t word;
	std::memcpy(&word, text, 8);
	return word;
}

// The first eight bytes, zeros behind the end.
uint64_t headOf(const uint8_t *text, size_t length, size_t room) {
	if (length >= 8) return wordAt(text);
	// A load and a mask are several times as fast as copying so few bytes.
	if (room >= 8) return wordAt(text) & ((uint64_t{1} << (8 * length)) - 1);
	uint64_t word = 0;
	if (length > 0) std::memcpy(&word, text, length);
	return word;
}

uint32_t hashOf(const uint8_t *text, size_t length, uint64_t head) {
	uint64_t hash = mix(seed() ^ length, head);
	if (length > 8) {
		for (size_t i = 8; i + 8 < length; i += 8) hash = mix(hash, wordAt(text + i));
		// The last eight may overlap those before.
		hash = mix(hash, wordAt(text + length - 8));
	}
	hash *= 0xbf58476d1ce4e5b9;
	return static_cast<uint32_t>(hash >> 32);
}

} // namespace

TextTable::TextTable() : slots_(kFirstSlots), ends_(1) {}

bool TextTable::encode(ByteView bytes, const int32_t *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most) {
	const std::lock_guard<std::mutex> lock(mutex_);
	int32_t from = offsets[0];
	if (from < 0) throw Failure("EINVAL", "they must rise from 0", "argument offsets");
	for (size_t row = 0; row < count; row++) {
		const int32_t to = offsets[row + 1];
		if (to < from || static_cast<size_t>(to) > bytes.size) {
			throw Failure("EINVAL", "they must rise, up to the end of the bytes", "argument offsets");
		}
		if (bitAt(validity, row)) {
			codes[row] = codeOf(bytes.data + from, static_cast<size_t>(to - from), bytes.size - static_cast<size_t>(from));
			if (static_cast<double>(ends_.size() - 1) > most) return false;
		} else {
			codes[row] = -1;
		}
		from = to;
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

int32_t TextTable::codeOf(const uint8_t *text, size_t length, size_t room) {
	const uint64_t head = headOf(text, length, room);
	const uint32_t hash = hashOf(text, length, head);
	const size_t mask = slots_.size() - 1;
	size_t at = hash & mask;
	for (; slots_[at].entry != 0; at = (at + 1) & mask) {
		if (slots_[at].hash != hash || slots_[at].head != head) continue;
		const int32_t code = slots_[at].entry - 1;
		const int32_t start = ends_[code];
		if (static_cast<size_t>(ends_[code + 1] - start) != length) continue;
		if (length <= 8 || std::memcmp(bytes_.data() + start, text, length) == 0) return code;
	}
	if (bytes_.size() + length > INT32_MAX) throw Failure("ENOMEM", "more than 2 GiB of distinct text", "malloc");
	const auto code = static_cast<int32_t>(ends_.size() - 1);
	bytes_.insert(bytes_.end(), text, text + length);
	ends_.push_back(static_cast<int32_t>(bytes_.size()));
	slots_[at] = {head, hash, code + 1};
	if (2 * ends_.size() > slots_.size()) grow();
	return code;
}

void TextTable::grow() {
	std::vector<Slot> larger(2 * slots_.size());
	const size_t mask = larger.size() - 1;
	for (const Slot &slot : slots_) {
		if (slot.entry == 0) continue;
		size_t at = slot.hash & mask;
		while (larger[at].entry != 0) at = (at + 1) & mask;
		larger[at] = slot;
	}
	slots_ = std::move(larger);
}
