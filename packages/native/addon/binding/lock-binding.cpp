// The file lock.
//
// Ownership: as js-handle.h and waiting-lock.h say. Threads: the JavaScript thread.
#include "arguments.h"
#include "js-handle.h"
#include "method.h"
#include "modules.h"
#include "waiting-lock.h"

template <> struct HandleKind<WaitingLock> {
	static constexpr napi_type_tag tag{0x71e0a4c8b3954d1f, 0xa5d3f06b2c8e4917};
	static constexpr const char *name = "lock";
};

namespace {

using LockHandle = JsHandle<WaitingLock>;

// openLock(path, mode): Lock
Napi::Value openMethod(const Napi::CallbackInfo &info) {
	const std::string path = textArgument(info, 0, "path");
	const int mode = static_cast<int>(numberArgument(info, 1, "mode"));
	return LockHandle::wrap(info.Env(), std::make_shared<WaitingLock>(path, mode));
}

// tryLock(lock): boolean
Napi::Value tryMethod(const Napi::CallbackInfo &info) {
	return Napi::Boolean::New(info.Env(), LockHandle::open(info, 0)->tryAcquire());
}

// waitLock(lock): Promise<boolean>
Napi::Value waitMethod(const Napi::CallbackInfo &info) { return LockHandle::open(info, 0)->wait(info.Env()); }

// closeLock(lock): void
Napi::Value closeMethod(const Napi::CallbackInfo &info) {
	if (const auto lock = LockHandle::close(info, 0)) lock->close();
	return info.Env().Undefined();
}

} // namespace

void addLockMethods(Napi::Object exports) {
	addMethod<openMethod>(exports, "openLock");
	addMethod<tryMethod>(exports, "tryLock");
	addMethod<waitMethod>(exports, "waitLock");
	addMethod<closeMethod>(exports, "closeLock");
}
