// PromiseWorker: work on libuv's pool that settles a promise.
//
// Ownership: deletes itself when done. The arguments of the call are held until then, and with them their memory.
// Threads: work() runs on a pool thread and touches no JavaScript; everything else on the JavaScript thread. An
// environment that ends waits for work under way.
#pragma once

#include "method.h"

#include <memory>
#include <optional>

class PromiseWorker : public Napi::AsyncWorker {
public:
	// Starts `worker` for the call `info`.
	static Napi::Value start(const Napi::CallbackInfo &info, std::unique_ptr<PromiseWorker> worker) {
		const auto arguments = Napi::Array::New(info.Env(), info.Length());
		for (uint32_t i = 0; i < info.Length(); i++) arguments.Set(i, info[i]);
		worker->arguments_ = Napi::Persistent(arguments.As<Napi::Object>());
		const Napi::Promise promise = worker->deferred_.Promise();
		worker->Queue();
		worker.release();
		return promise;
	}

protected:
	explicit PromiseWorker(Napi::Env env) : Napi::AsyncWorker(env, "allye"), deferred_(env) {}

	// On a pool thread. Throws Failure.
	virtual void work() = 0;
	// On the JavaScript thread, after work(): what the promise resolves to.
	virtual Napi::Value result(Napi::Env env) { return env.Undefined(); }
	// Whether JavaScript got the result; false for good where its environment ended first.
	bool delivered() const { return delivered_; }

private:
	void Execute() final {
		try {
			work();
		} catch (const Failure &failure) {
			failure_ = failure;
		} catch (const std::bad_alloc &) {
			failure_ = Failure("ENOMEM", "not enough memory", "malloc");
		}
	}

	void OnOK() final {
		try {
			if (failure_) {
				deferred_.Reject(toError(Env(), *failure_).Value());
			} else {
				deferred_.Resolve(result(Env()));
				delivered_ = true;
			}
		} catch (const Napi::Error &) {
			// The environment is ending: nobody waits for the promise any more.
		}
	}

	Napi::ObjectReference arguments_;
	Napi::Promise::Deferred deferred_;
	std::optional<Failure> failure_;
	bool delivered_ = false;
};
