#include "codec.h"

#include "decode-ranges.h"

namespace {

// Trying smaller inputs would save little.
constexpr size_t kLeastTried = 1024 * 1024;
constexpr size_t kTried = 32 * 1024;

class AllAtOnce final : public Compressed {
public:
	explicit AllAtOnce(ByteView bytes) : left_(bytes) {}

	ByteView next() override {
		const ByteView all = left_;
		left_ = {all.data + all.size, 0};
		return all;
	}

	void giveBack(size_t size) override { left_ = {left_.data - size, left_.size + size}; }

private:
	ByteView left_;
};

} // namespace

void Codec::decompress(ByteView input, ByteView output) const {
	AllAtOnce compressed(input);
	decompress(compressed, output);
}

size_t Codec::beginningNeeds(size_t) const { return 0; }

bool Codec::decodeBeginning(ByteView, ByteView) const { return false; }

bool Codec::seemsToSave(double least, ByteView input, ByteView scratch) const {
	if (input.size < kLeastTried) return true;
	for (const size_t start : {size_t{0}, input.size / 2}) {
		if (compress({input.data + start, kTried}, scratch, nullptr) <= kTried * (1 - least)) return true;
	}
	return false;
}

size_t Codec::decompressRange(ByteView input, uint64_t skip, ByteView output) const {
	if (skip == 0 && decodeBeginning(input, output)) return output.size;
	AllAtOnce compressed(input);
	uint64_t position = 0;
	return decodeRanges(*stream(), position, compressed, {{skip, skip + output.size}}, output);
}
