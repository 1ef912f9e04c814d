// Checked arguments: nothing from JavaScript is believed. Each throws EINVAL for anything else than it says.
//
// Ownership: a ByteView is borrowed from the JavaScript value, which must be kept alive as long as it is used.
// Threads: the JavaScript thread.
#pragma once

#include "../byte-view.h"

#include <napi.h>
#include <string>
#include <vector>

// A string without NUL, as UTF-8.
std::string textArgument(const Napi::CallbackInfo &info, size_t index, const char *name);

double numberArgument(const Napi::CallbackInfo &info, size_t index, const char *name);

// The memory of a Uint8Array (a Buffer is one), over an ArrayBuffer or a SharedArrayBuffer.
ByteView bytesArgument(const Napi::CallbackInfo &info, size_t index, const char *name);

// The memory of a typed array, as its elements.
template <typename Element> struct Elements {
	Element *data;
	size_t count;
};

// The memory of a Float64Array (Element double), an Int32Array (int32_t) or a Uint32Array (uint32_t).
template <typename Element> Elements<Element> elementsArgument(const Napi::CallbackInfo &info, size_t index, const char *name);

std::vector<ByteView> chunksArgument(const Napi::CallbackInfo &info, size_t index, const char *name);
