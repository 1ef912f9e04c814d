#include "range-decoder.h"

#include <algorithm>

// Compressed bytes read at once: they are still in the cache when they are decoded.
static constexpr size_t kReadAtOnce = 64 * 1024;

size_t RangeDecoder::decode(const std::vector<DecodedRange> &ranges, ByteView output, bool keep) {
	const std::lock_guard<std::mutex> lock(mutex_);
	try {
		proceed();
		if (!keep && ranges.size() == 1 && ranges[0].start == 0 && decodeBeginning(output)) return output.size;
		if (!ranges.empty() && ranges.front().start < position_) forget();
		if (stream_ == nullptr) stream_ = codec_.stream();
		const size_t filled = decodeRanges(*stream_, position_, *this, ranges, output);
		if (!keep || closed_) forget();
		held_ = stream_ == nullptr ? 0 : stream_->memory();
		return filled;
	} catch (...) {
		forget();
		throw;
	}
}

bool RangeDecoder::decodeBeginning(ByteView output) const {
	const size_t needed = std::min(codec_.beginningNeeds(output.size), length_);
	if (needed == 0) return false;
	thread_local std::vector<uint8_t> compressed;
	compressed.resize(std::max(compressed.size(), needed));
	region_->readMany({offset_}, needed, compressed.data());
	return codec_.decodeBeginning({compressed.data(), needed}, output);
}

ByteView RangeDecoder::next() {
	thread_local const std::unique_ptr<uint8_t[]> compressed(new uint8_t[kReadAtOnce]);
	const ByteView bytes{compressed.get(), std::min(kReadAtOnce, length_ - read_)};
	if (bytes.size > 0) region_->readMany({offset_ + read_}, bytes.size, bytes.data);
	read_ += bytes.size;
	return bytes;
}

void RangeDecoder::proceed() {
	if (closed_) throw Failure("EBADF", "it was closed before", "decoder");
}

void RangeDecoder::forget() {
	stream_.reset();
	read_ = 0;
	position_ = 0;
	held_ = 0;
}
