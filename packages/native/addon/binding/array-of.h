// arrayOf: a typed array of JavaScript's own with the elements of a vector.
//
// Ownership: the array is JavaScript's, a copy. Threads: the JavaScript thread.
#pragma once

#include <algorithm>
#include <napi.h>
#include <vector>

template <typename Array, typename Element> Array arrayOf(Napi::Env env, const std::vector<Element> &elements) {
	auto array = Array::New(env, elements.size());
	std::copy(elements.begin(), elements.end(), array.Data());
	return array;
}
