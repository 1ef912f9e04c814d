// RangeDecoder: a compressed part of a region, of which ranges are decoded; it goes on from where it stopped where it can.
//
// Ownership: shared, as MappedRegion is, a reference to which it holds. Threads: any; one call waits for another.
#pragma once

#include "decode-ranges.h"
#include "mapped-region.h"

#include <atomic>
#include <mutex>

class RangeDecoder final : private Compressed {
public:
	// Of the `length` bytes at `offset`, which are inside.
	RangeDecoder(std::shared_ptr<MappedRegion> region, const Codec &codec, size_t offset, size_t length)
		: region_(std::move(region)), codec_(codec), offset_(offset), length_(length) {}

	// Decodes the ranges into `output`, as decodeRanges does; `keep`: holds its place for a later call, unless it is at the
	// end. Throws ECORRUPT, EFAULT where the region no longer has its bytes, EBADF once it was closed.
	size_t decode(const std::vector<DecodedRange> &ranges, ByteView output, bool keep);
	// Bytes that it holds between calls.
	size_t held() const { return held_; }
	// Ends a call under way soon, and refuses others.
	void close() { closed_ = true; }

private:
	bool decodeBeginning(ByteView output) const;
	ByteView next() override;
	void giveBack(size_t size) override { read_ -= size; }
	void proceed() override;
	void forget();

	const std::shared_ptr<MappedRegion> region_;
	const Codec &codec_;
	const size_t offset_;
	const size_t length_;
	std::mutex mutex_;
	// Null at the start.
	std::unique_ptr<Stream> stream_;
	size_t read_ = 0;
	uint64_t position_ = 0;
	std::atomic<size_t> held_{0};
	std::atomic<bool> closed_{false};
};
