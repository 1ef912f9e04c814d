#include "codec.h"
#include "failure.h"

#include <zstd.h>
#include <zstd_errors.h>

namespace {

// As pyarrow's default.
constexpr int kLevel = 1;

class ZstdCodec final : public Codec {
public:
	void decompress(ByteView input, ByteView output) const override {
		if (input.size == 0) throw Failure("ECORRUPT", "there is no frame", "zstd");
		const size_t decoded = ZSTD_decompress(output.data, output.size, input.data, input.size);
		if (ZSTD_isError(decoded)) throw failure(decoded, output.size);
		if (decoded == output.size) return;
		throw Failure("ECORRUPT", "it decodes to " + std::to_string(decoded) + " bytes, not " + std::to_string(output.size), "zstd");
	}

	size_t compressBound(size_t size) const override { return ZSTD_compressBound(size); }

	size_t compress(ByteView input, ByteView output) const override {
		const size_t written = ZSTD_compress(output.data, output.size, input.data, input.size, kLevel);
		if (ZSTD_isError(written)) throw failure(written, input.size);
		return written;
	}

private:
	static Failure failure(size_t result, size_t expected) {
		switch (ZSTD_getErrorCode(result)) {
		case ZSTD_error_memory_allocation:
			return Failure("ENOMEM", "not enough memory", "zstd");
		case ZSTD_error_dstSize_tooSmall:
			return Failure("ECORRUPT", "it decodes to more than " + std::to_string(expected) + " bytes", "zstd");
		default:
			return Failure("ECORRUPT", ZSTD_getErrorName(result), "zstd");
		}
	}
};

} // namespace

const Codec &zstdCodec() {
	static const ZstdCodec codec;
	return codec;
}
