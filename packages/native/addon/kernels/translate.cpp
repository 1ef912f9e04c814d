#include "translate.h"

#include "../failure.h"
#include "bits.h"

#include <cstring>

namespace {

template <typename Index>
double translateAs(ByteView indices, const uint8_t *validity, const int32_t *codeOf, size_t codeCount, int32_t *codes, size_t count) {
	if (indices.size < count * sizeof(Index)) throw Failure("EINVAL", "it is too short", "argument indices");
	for (size_t i = 0; i < count; i++) {
		if (!bitAt(validity, i)) {
			codes[i] = -1;
			continue;
		}
		Index index;
		std::memcpy(&index, indices.data + i * sizeof(Index), sizeof(Index));
		// A negative one becomes larger than any count.
		const auto at = static_cast<uint64_t>(index);
		if (at >= codeCount) return static_cast<double>(i);
		codes[i] = codeOf[at];
	}
	return -1;
}

} // namespace

double translate(
	const std::string &kind, ByteView indices, const uint8_t *validity, const int32_t *codeOf, size_t codeCount, int32_t *codes, size_t count) {
	const auto run = [&](auto as) { return as(indices, validity, codeOf, codeCount, codes, count); };
	if (kind == "int8") return run(translateAs<int8_t>);
	if (kind == "int16") return run(translateAs<int16_t>);
	if (kind == "int32") return run(translateAs<int32_t>);
	if (kind == "int64") return run(translateAs<int64_t>);
	if (kind == "uint8") return run(translateAs<uint8_t>);
	if (kind == "uint16") return run(translateAs<uint16_t>);
	if (kind == "uint32") return run(translateAs<uint32_t>);
	if (kind == "uint64") return run(translateAs<uint64_t>);
	throw Failure("EINVAL", "it is no kind of integer", "argument kind");
}
