#include "load-utf8.h"

#include "../failure.h"
#include "bits.h"
#include "utf8.h"

#include <algorithm>
#include <cstring>

namespace {

Failure corrupt(const std::string &reason) { return Failure("ECORRUPT", reason, "decode"); }

template <typename Offset> void requireRising(const Offset *offsets, size_t count) {
	bool rising = offsets[0] >= 0;
	for (size_t i = 1; i < count; i++) rising &= offsets[i] >= offsets[i - 1];
	if (!rising) throw corrupt("its offsets do not rise");
}

// Packs the texts of the wanted rows out of `from`, where the range's text begins. False where they have more than 2 GiB.
template <typename Offset>
bool pack(const StoredColumn &column, const Offset *offsets, const uint8_t *validity, const uint8_t *from, LoadedText &text) {
	const size_t count = column.wanted();
	const auto rowOf = [&](size_t i) { return column.picked == nullptr ? i : size_t{(*column.picked)[i]}; };
	uint64_t size = 0;
	size_t absent = 0;
	text.offsets.resize(count + 1);
	for (size_t i = 0; i < count; i++) {
		const size_t row = rowOf(i);
		if (bitAt(validity, row)) size += static_cast<uint64_t>(offsets[row + 1] - offsets[row]);
		else absent++;
		if (size > INT32_MAX) return false;
		text.offsets[i + 1] = static_cast<int32_t>(size);
	}
	text.bytes.resize(static_cast<size_t>(size));
	for (size_t i = 0; i < count; i++) {
		const auto length = static_cast<size_t>(text.offsets[i + 1] - text.offsets[i]);
		if (length > 0) std::memcpy(text.bytes.data() + text.offsets[i], from + (offsets[rowOf(i)] - offsets[0]), length);
	}
	if (absent > 0) {
		text.validity.resize((count + 7) / 8);
		for (size_t i = 0; i < count; i++) {
			if (bitAt(validity, rowOf(i))) text.validity[i >> 3] |= static_cast<uint8_t>(1 << (i & 7));
		}
	}
	return true;
}

void requireUtf8(LoadedText &text) {
	const ByteView bytes{text.bytes.data(), text.bytes.size()};
	if (areUtf8(bytes, text.offsets.data(), text.offsets.size())) return;
	for (size_t i = 0; i + 1 < text.offsets.size(); i++) {
		const auto length = static_cast<size_t>(text.offsets[i + 1] - text.offsets[i]);
		if (isUtf8({bytes.data + text.offsets[i], length})) continue;
		throw corrupt("its text in row " + std::to_string(i) + " of those read is not UTF-8");
	}
}

template <typename Offset> bool load(const StoredColumn &column, LoadedText &text) {
	Scratch validityMemory;
	Scratch offsetMemory;
	Scratch textMemory;
	size_t missing;
	const uint8_t *validity = column.validity(validityMemory, missing);
	const auto *offsets = reinterpret_cast<const Offset *>(column.values(1, sizeof(Offset), offsetMemory, 1).data);
	requireRising(offsets, column.rows + 1);
	const ByteView bytes =
		column.text(2, static_cast<size_t>(offsets[0]), static_cast<size_t>(offsets[column.rows]), textMemory);
	if (!pack(column, offsets, validity, bytes.data, text)) return false;
	requireUtf8(text);
	return true;
}

} // namespace

bool loadUtf8(const StoredColumn &column, size_t width, LoadedText &text) {
	if (column.rows == 0) {
		text.offsets.resize(1);
		return true;
	}
	return width == 8 ? load<int64_t>(column, text) : load<int32_t>(column, text);
}
