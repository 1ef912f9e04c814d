#include "mapped-region.h"

#include "guarded-copy.h"

#include <cmath>

static std::string range(double offset, size_t size) {
	return std::to_string(static_cast<long long>(offset)) + " to " + std::to_string(static_cast<long long>(offset) + static_cast<long long>(size));
}

void MappedRegion::requireInside(double offset, size_t size) const {
	const double room = static_cast<double>(bytes_.size) - static_cast<double>(size);
	// Written so that NaN fails.
	if (offset >= 0 && offset <= room && std::floor(offset) == offset) return;
	const std::string wanted = std::abs(offset) < 9e15 ? range(offset, size) : "an offset that is no number of bytes";
	throw Failure("ERANGE", "bytes " + wanted + " are not within its " + std::to_string(bytes_.size), "read", name_);
}

void MappedRegion::read(size_t offset, ByteView into) const {
	if (into.size == 0) return;
	const bool copied = guardedCopy(into.data, bytes_.data + offset, into.size, bytes_);
	if (!copied || !reaches(offset + into.size)) throw shrunk(offset, into.size);
}

void MappedRegion::readMany(const std::vector<size_t> &offsets, size_t length, uint8_t *into) const {
	for (const size_t offset : offsets) {
		read(offset, {into, length});
		into += length;
	}
}

void MappedRegion::write(size_t offset, const uint8_t *from, size_t size) {
	if (size == 0) return;
	const bool copied = guardedCopy(bytes_.data + offset, from, size, bytes_);
	if (!copied || !reaches(offset + size)) throw shrunk(offset, size);
}

Failure MappedRegion::shrunk(size_t offset, size_t size) const {
	return Failure("EFAULT", "bytes " + range(static_cast<double>(offset), size) + " are no longer there (truncated, or its disk fails)", "read", name_);
}
