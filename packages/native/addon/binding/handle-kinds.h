// The kinds of handles that more than one part of the binding opens.
//
// Ownership: as js-handle.h says. Threads: the JavaScript thread.
#pragma once

#include "../kernels/text-table.h"
#include "../mapped-region.h"
#include "js-handle.h"

template <> struct HandleKind<MappedRegion> {
	static constexpr napi_type_tag tag{0x3f6c0b9e51d84a27, 0x9b2e77c1d40a8e35};
	static constexpr const char *name = "mapping";
};

template <> struct HandleKind<TextTable> {
	static constexpr napi_type_tag tag{0x8d1f5b7734c0e962, 0xa45e0b91c87f2d16};
	static constexpr const char *name = "text table";
};
