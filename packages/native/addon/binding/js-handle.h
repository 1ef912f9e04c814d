// JsHandle: what JavaScript holds of a native object, an opaque, tagged value with a shared reference inside.
//
// Ownership: the handle's reference is dropped by close(), or when JavaScript collects the handle, or when its
// environment ends; others (a copy under way, a waiting thread) may outlive it. Threads: the JavaScript thread.
#pragma once

#include "../failure.h"

#include <memory>
#include <napi.h>

// Specialised for each kind of object: `tag` (random, ours alone) and `name`.
template <typename Object> struct HandleKind;

template <typename Object> class JsHandle {
public:
	using Reference = std::shared_ptr<Object>;
	using External = Napi::External<Reference>;

	static Napi::Value wrap(Napi::Env env, Reference object) {
		auto held = std::make_unique<Reference>(std::move(object));
		const auto external = External::New(env, held.get(), [](Napi::Env, Reference *reference) { delete reference; });
		held.release();
		external.TypeTag(&HandleKind<Object>::tag);
		return external;
	}

	// The object behind an argument. Throws EBADF where it is closed, EINVAL where it is no such handle.
	static Reference open(const Napi::CallbackInfo &info, size_t index) { return open(info[index]); }

	static Reference open(const Napi::Value &handle) {
		Reference object = slot(handle);
		if (object == nullptr) throw Failure("EBADF", "it was closed before", HandleKind<Object>::name);
		return object;
	}

	// Takes the object out of the handle; null where it was closed before.
	static Reference close(const Napi::CallbackInfo &info, size_t index) { return std::move(slot(info[index])); }

private:
	static Reference &slot(const Napi::Value &value) {
		if (!value.IsExternal() || !value.As<External>().CheckTypeTag(&HandleKind<Object>::tag)) {
			throw Failure("EINVAL", "the argument is no handle of this kind", HandleKind<Object>::name);
		}
		return *value.As<External>().Data();
	}
};
