#include "waiting-lock.h"

#include "method.h"

#include <thread>

Napi::Value WaitingLock::wait(Napi::Env env) {
	if (deferred_) throw Failure("EINVAL", "this lock is waited for already", "flock");
	auto shared = std::make_unique<Shared>(shared_from_this());
	result_ = Result::New(env, "allye lock", 0, 1, shared.get(), [](Napi::Env, void *, Shared *self) {
		{
			const std::lock_guard guard((*self)->mutex_);
			(*self)->listening_ = false;
		}
		delete self;
	});
	shared.release();
	deferred_.emplace(env);
	listening_ = true;
	inAcquire_ = true;
	try {
		std::thread([self = shared_from_this()] { self->waitHere(); }).detach();
	} catch (const std::system_error &error) {
		inAcquire_ = false;
		failure_ = systemFailure(static_cast<unsigned long>(error.code().value()), "pthread_create");
		result_.NonBlockingCall();
	}
	return deferred_->Promise();
}

// The waiting thread.
void WaitingLock::waitHere() {
	std::optional<Failure> failure;
	try {
		lock_.acquire();
	} catch (const Failure &caught) {
		failure = caught;
	}
	const std::lock_guard guard(mutex_);
	inAcquire_ = false;
	failure_ = std::move(failure);
	if (listening_) {
		result_.NonBlockingCall();
	} else {
		lock_.release();
	}
}

// The JavaScript thread again. Without an environment where that has ended: `self` is gone then.
void WaitingLock::onResult(Napi::Env env, Napi::Function, Shared *self, void *) {
	if (env != nullptr) (*self)->settle(env);
}

void WaitingLock::settle(Napi::Env env) {
	{
		const std::lock_guard guard(mutex_);
		if (!listening_) return;
		listening_ = false;
	}
	result_.Release();
	try {
		if (failure_) {
			deferred_->Reject(toError(env, *failure_).Value());
		} else {
			deferred_->Resolve(Napi::Boolean::New(env, true));
		}
	} catch (const Napi::Error &) {
		// The environment is ending: nobody waits for the promise any more.
	}
}

void WaitingLock::close() {
	bool waiting;
	{
		const std::lock_guard guard(mutex_);
		waiting = std::exchange(listening_, false);
		if (inAcquire_) {
			lock_.cancel();
		} else {
			lock_.release();
		}
	}
	if (!waiting) return;
	result_.Release();
	deferred_->Resolve(Napi::Boolean::New(deferred_->Env(), false));
}
