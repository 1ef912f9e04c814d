// method: makes a C++ function callable from JavaScript, every failure of which is a JavaScript Error with `code`,
// `syscall` and, where there is one, `path`.
//
// Ownership: none. Threads: the JavaScript thread.
#pragma once

#include "../failure.h"

#include <napi.h>

// The Error for a Failure.
Napi::Error toError(Napi::Env env, const Failure &failure);

using Method = Napi::Value (*)(const Napi::CallbackInfo &);

template <Method implementation> Napi::Value callGuarded(const Napi::CallbackInfo &info) {
	try {
		return implementation(info);
	} catch (const Failure &failure) {
		throw toError(info.Env(), failure);
	} catch (const std::bad_alloc &) {
		throw toError(info.Env(), Failure("ENOMEM", "not enough memory", "malloc"));
	}
}

template <Method implementation> void addMethod(Napi::Object exports, const char *name) {
	exports.Set(name, Napi::Function::New<callGuarded<implementation>>(exports.Env(), name));
}
