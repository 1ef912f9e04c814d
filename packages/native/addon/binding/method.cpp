#include "method.h"

Napi::Error toError(Napi::Env env, const Failure &failure) {
	Napi::Error error = Napi::Error::New(env, failure.what());
	error.Set("code", failure.code);
	error.Set("syscall", failure.syscall);
	error.Set("reason", failure.reason);
	if (!failure.path.empty()) error.Set("path", failure.path);
	return error;
}
