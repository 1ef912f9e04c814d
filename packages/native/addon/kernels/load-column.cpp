#include "load-column.h"

#include "../failure.h"
#include "bits.h"
#include "number-kind.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Rows converted at a time: a few tens of KB, which stay in the nearest cache from one pass to the next. A multiple of 8, for bits.
constexpr size_t kBlock = 4096;

// Where a column's values are, block by block: decoded as a whole, or copied out of the region as they are asked for.
class Blocks {
public:
	Blocks(const StoredColumn &column, size_t width) : column_(column), width_(width) {
		if (column.codec != nullptr && column.buffers[1].length > 0) {
			whole_ = column.values(1, width, memory_).data;
		} else if (column.buffers[1].length < column.length * width) {
			// What it throws is the error.
			column.values(1, width, memory_);
		} else {
			block_ = memory_.take(kBlock * width).data;
		}
	}

	const uint8_t *at(size_t row, size_t count) {
		if (whole_ != nullptr) return whole_ + row * width_;
		column_.region->fetch(column_.buffers[1].offset + (column_.first + row) * width_, {block_, count * width_});
		return block_;
	}

private:
	const StoredColumn &column_;
	size_t width_;
	Scratch memory_;
	const uint8_t *whole_ = nullptr;
	uint8_t *block_ = nullptr;
};

template <typename Visit> void eachBlock(size_t rows, Visit visit) {
	for (size_t row = 0; row < rows; row += kBlock) visit(row, std::min(kBlock, rows - row));
}

void blank(const uint8_t *validity, size_t row, double *out, size_t count) {
	if (validity == nullptr) return;
	for (size_t i = 0; i < count; i++) {
		if (!bitAt(validity, row + i)) out[i] = kNaN;
	}
}

// By the largest magnitude, of four values at a time: half the time of looking at each. A NaN is never larger.
bool hasInfinity(const double *values, size_t count) {
	double most[4] = {0, 0, 0, 0};
	const auto take = [&](size_t lane, double value) { most[lane] = std::abs(value) > most[lane] ? std::abs(value) : most[lane]; };
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		for (size_t lane = 0; lane < 4; lane++) take(lane, values[i + lane]);
	}
	for (; i < count; i++) take(0, values[i]);
	return std::isinf(*std::max_element(most, most + 4));
}

size_t dropInfinities(double *values, size_t count) {
	if (!hasInfinity(values, count)) return 0;
	size_t infinite = 0;
	for (size_t i = 0; i < count; i++) {
		if (!std::isinf(values[i])) continue;
		values[i] = kNaN;
		infinite++;
	}
	return infinite;
}

template <typename Value> void convert(const uint8_t *from, double *out, size_t count) {
	for (size_t i = 0; i < count; i++) {
		Value value;
		std::memcpy(&value, from + i * sizeof(Value), sizeof(Value));
		const double converted = static_cast<double>(value);
		std::memcpy(out + i, &converted, sizeof(double));
	}
}

// Values of eight bytes are read into the result and converted where they lie.
template <typename Value> size_t loadWide(const StoredColumn &column, const uint8_t *validity, bool finite, double *out) {
	auto *bytes = reinterpret_cast<uint8_t *>(out);
	const StoredBuffer &buffer = column.buffers[1];
	const bool inBlocks = column.codec == nullptr && buffer.length >= column.length * 8;
	// Looked through while they are decoded and in the cache; where one is not finite all are looked at again.
	bool areFinite = std::is_same<Value, double>::value && finite && validity == nullptr;
	size_t seen = 0;
	const auto look = [&](size_t decoded) {
		areFinite = areFinite && !hasInfinity(out + seen, decoded / 8 - seen);
		seen = decoded / 8;
	};
	if (!inBlocks) column.valuesInto(1, 8, {bytes, column.rows * 8}, look);
	if (areFinite && seen == column.rows) return 0;
	size_t infinite = 0;
	eachBlock(column.rows, [&](size_t row, size_t count) {
		if (inBlocks) column.region->fetch(buffer.offset + (column.first + row) * 8, {bytes + row * 8, count * 8});
		if (!std::is_same<Value, double>::value) convert<Value>(bytes + row * 8, out + row, count);
		blank(validity, row, out + row, count);
		if (std::is_same<Value, double>::value && finite) infinite += dropInfinities(out + row, count);
	});
	return infinite;
}

template <typename Value> size_t loadNarrow(const StoredColumn &column, const uint8_t *validity, bool finite, double *out) {
	Blocks blocks(column, sizeof(Value));
	size_t infinite = 0;
	eachBlock(column.rows, [&](size_t row, size_t count) {
		convert<Value>(blocks.at(row, count), out + row, count);
		blank(validity, row, out + row, count);
		if (std::is_same<Value, float>::value && finite) infinite += dropInfinities(out + row, count);
	});
	return infinite;
}

void loadBits(const StoredColumn &column, const uint8_t *validity, double *out) {
	Scratch memory;
	const uint8_t *bits = column.bits(1, memory);
	for (size_t row = 0; row < column.rows; row++) out[row] = bitAt(bits, row) ? 1 : 0;
	blank(validity, 0, out, column.rows);
}

// Calls `visit` with the bytes of each picked row's value, the row, and its place among the picked ones.
template <typename Visit> void eachPicked(const StoredColumn &column, size_t width, Visit visit) {
	Blocks blocks(column, width);
	const std::vector<uint32_t> &picked = *column.picked;
	for (size_t next = 0; next < picked.size();) {
		const size_t row = picked[next] / kBlock * kBlock;
		const size_t end = std::min(row + kBlock, column.rows);
		const uint8_t *from = blocks.at(row, end - row);
		for (; next < picked.size() && picked[next] < end; next++) visit(from + (picked[next] - row) * width, picked[next], next);
	}
}

template <typename Value> size_t pickNumbers(const StoredColumn &column, const uint8_t *validity, bool finite, double *out) {
	size_t missing = 0;
	size_t infinite = 0;
	eachPicked(column, sizeof(Value), [&](const uint8_t *from, size_t row, size_t i) {
		Value value;
		std::memcpy(&value, from, sizeof(Value));
		auto number = static_cast<double>(value);
		if (!bitAt(validity, row)) {
			number = kNaN;
			missing++;
		} else if (std::is_floating_point<Value>::value && finite && std::isinf(number)) {
			number = kNaN;
			infinite++;
		}
		std::memcpy(out + i, &number, sizeof(double));
	});
	return std::is_floating_point<Value>::value ? infinite : missing;
}

size_t pickBits(const StoredColumn &column, const uint8_t *validity, double *out) {
	Scratch memory;
	const uint8_t *bits = column.bits(1, memory);
	size_t missing = 0;
	for (const uint32_t row : *column.picked) {
		const bool isPresent = bitAt(validity, row);
		missing += isPresent ? 0 : 1;
		*out++ = !isPresent ? kNaN : bitAt(bits, row) ? 1 : 0;
	}
	return missing;
}

template <typename Index> Index indexAt(const uint8_t *from, size_t i) {
	Index index;
	std::memcpy(&index, from + i * sizeof(Index), sizeof(Index));
	return index;
}

// The codes of indices none of which is missing. Returns false, with nothing done, where one lies outside: a negative one is larger than any count.
template <typename Index> bool translateAll(const uint8_t *from, size_t count, const int32_t *codeOf, size_t codeCount, int32_t *codes) {
	using Unsigned = std::make_unsigned_t<Index>;
	Unsigned largest = 0;
	for (size_t i = 0; i < count; i++) largest = std::max(largest, static_cast<Unsigned>(indexAt<Index>(from, i)));
	if (largest >= codeCount) return false;
	for (size_t i = 0; i < count; i++) codes[i] = codeOf[static_cast<size_t>(indexAt<Index>(from, i))];
	return true;
}

// The smallest and the largest, by loops that need no branch.
std::pair<int32_t, int32_t> range(const int32_t *codes, size_t count) {
	int32_t smallest = std::numeric_limits<int32_t>::max();
	int32_t largest = std::numeric_limits<int32_t>::min();
	for (size_t i = 0; i < count; i++) {
		smallest = std::min(smallest, codes[i]);
		largest = std::max(largest, codes[i]);
	}
	return {smallest, largest};
}

bool losesNone(const int32_t *codeOf, size_t codeCount) {
	return std::all_of(codeOf, codeOf + codeCount, [](int32_t code) { return code >= -1; });
}

Failure wrongOffsets() { return Failure("ECORRUPT", "its offsets do not rise, or lead outside of its text", "decode"); }

template <typename Offset>
bool encode(TextTable &table, ByteView bytes, const Offset *offsets, size_t count, const uint8_t *validity, int32_t *codes, double most) {
	try {
		return table.encode(bytes, offsets, count, validity, codes, most);
	} catch (const Failure &failure) {
		if (failure.code != "EINVAL") throw;
		throw wrongOffsets();
	}
}

// Of a column that is not compressed: offsets and text are copied out of the region block by block.
template <typename Offset>
bool numberBlocks(const StoredColumn &column, const uint8_t *validity, TextTable &table, double most, int32_t *codes) {
	const StoredBuffer &stored = column.buffers[1];
	const StoredBuffer &text = column.buffers[2];
	std::vector<Offset> offsets(kBlock + 1);
	Scratch memory;
	for (size_t row = 0; row < column.rows; row += kBlock) {
		const size_t count = std::min(kBlock, column.rows - row);
		column.region->fetch(
			stored.offset + row * sizeof(Offset), {reinterpret_cast<uint8_t *>(offsets.data()), (count + 1) * sizeof(Offset)});
		const Offset first = offsets[0];
		const auto last = static_cast<uint64_t>(offsets[count]);
		if (first < 0 || offsets[count] < first || last > text.length) throw wrongOffsets();
		for (size_t i = 0; i <= count; i++) {
			if (offsets[i] < first) throw wrongOffsets();
			offsets[i] -= first;
		}
		const ByteView bytes = memory.take(static_cast<size_t>(offsets[count]));
		column.region->fetch(text.offset + static_cast<size_t>(first), bytes);
		const uint8_t *present = validity == nullptr ? nullptr : validity + row / 8;
		if (!encode(table, bytes, offsets.data(), count, present, codes + row, most)) return false;
	}
	return true;
}

template <typename Offset> bool numberTexts(const StoredColumn &column, TextTable &table, double most, int32_t *codes) {
	Scratch validityMemory;
	Scratch offsetMemory;
	Scratch textMemory;
	size_t missing;
	const uint8_t *validity = column.validity(validityMemory, missing);
	const bool inBlocks = column.codec == nullptr && column.buffers[1].length >= (column.length + 1) * sizeof(Offset);
	if (inBlocks && column.buffers[2].length <= column.maxBytes) return numberBlocks<Offset>(column, validity, table, most, codes);
	const ByteView stored = column.values(1, sizeof(Offset), offsetMemory, 1);
	const auto *offsets = reinterpret_cast<const Offset *>(stored.data);
	return encode(table, column.text(2, textMemory), offsets, column.rows, validity, codes, most);
}

} // namespace

size_t loadNumbers(const StoredColumn &column, const std::string &kind, bool finite, double *out) {
	Scratch memory;
	size_t missing;
	const uint8_t *validity = column.validity(memory, missing);
	if (kind == "bool") {
		if (column.picked != nullptr) return pickBits(column, validity, out);
		loadBits(column, validity, out);
		return missing;
	}
	return asNumber(kind, [&](auto number) {
		using Value = typename decltype(number)::type;
		if (column.picked != nullptr) return pickNumbers<Value>(column, validity, finite, out);
		size_t infinite;
		if constexpr (sizeof(Value) == sizeof(double)) infinite = loadWide<Value>(column, validity, finite, out);
		else infinite = loadNarrow<Value>(column, validity, finite, out);
		return std::is_floating_point<Value>::value ? infinite : missing;
	});
}

size_t loadCodes(const StoredColumn &column, const std::string &kind, const int32_t *codeOf, size_t codeCount, int32_t *codes) {
	Scratch memory;
	size_t missing;
	const uint8_t *validity = column.validity(memory, missing);
	return asInteger(kind, [&](auto number) {
		using Index = typename decltype(number)::type;
		size_t lost = 0;
		const auto translate = [&](const uint8_t *from, size_t row, size_t i) {
			int32_t code = -1;
			if (bitAt(validity, row)) {
				const auto index = indexAt<Index>(from, 0);
				// A negative one becomes larger than any count.
				if (static_cast<uint64_t>(index) >= codeCount) {
					throw Failure(
						"ECORRUPT", "row " + std::to_string(i) + " of those read has the index " + std::to_string(index)
							+ " into a dictionary of " + std::to_string(codeCount) + " values", "decode");
				}
				code = codeOf[static_cast<size_t>(index)];
			}
			lost += code < -1 ? 1 : 0;
			codes[i] = std::max(code, -1);
		};
		if (column.picked != nullptr) {
			eachPicked(column, sizeof(Index), translate);
		} else {
			Blocks blocks(column, sizeof(Index));
			const bool isPlain = validity == nullptr && losesNone(codeOf, codeCount);
			eachBlock(column.rows, [&](size_t row, size_t count) {
				const uint8_t *from = blocks.at(row, count);
				if (isPlain && translateAll<Index>(from, count, codeOf, codeCount, codes + row)) return;
				for (size_t i = 0; i < count; i++) translate(from + i * sizeof(Index), row + i, row + i);
			});
		}
		return lost;
	});
}

bool loadText(const StoredColumn &column, size_t width, TextTable &table, double most, int32_t *codes) {
	if (column.rows == 0) return true;
	return width == 8 ? numberTexts<int64_t>(column, table, most, codes) : numberTexts<int32_t>(column, table, most, codes);
}

size_t recode(int32_t *codes, size_t count, const int32_t *codeOf, size_t codeCount) {
	const bool isPlain = losesNone(codeOf, codeCount);
	size_t lost = 0;
	eachBlock(count, [&](size_t first, size_t size) {
		int32_t *block = codes + first;
		const auto [smallest, largest] = range(block, size);
		if (largest >= 0 && static_cast<size_t>(largest) >= codeCount) throw Failure("EINVAL", "it is too short", "argument codeOf");
		if (isPlain && smallest >= 0) {
			for (size_t i = 0; i < size; i++) block[i] = codeOf[block[i]];
			return;
		}
		for (size_t i = 0; i < size; i++) {
			if (block[i] < 0) continue;
			const int32_t code = codeOf[block[i]];
			lost += code < -1 ? 1 : 0;
			block[i] = std::max(code, -1);
		}
	});
	return lost;
}
