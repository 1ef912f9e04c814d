// codecArgument: the codec that a name stands for.
//
// Ownership: none. Threads: the JavaScript thread.
#pragma once

#include "../codec.h"
#include "../failure.h"
#include "arguments.h"

// "zstd" or "lz4_frame". Throws EINVAL for anything else.
inline const Codec &codecArgument(const Napi::CallbackInfo &info, size_t index) {
	const std::string name = textArgument(info, index, "codec");
	if (name == "zstd") return zstdCodec();
	if (name == "lz4_frame") return lz4FrameCodec();
	throw Failure("EINVAL", "it must be zstd or lz4_frame", "argument codec");
}
