// startKernel: runs a function on the pool; the promise resolves to the number that it returns.
//
// Ownership: what the function uses of the arguments is held until it has ended; anything else it must own. Threads: called on
// the JavaScript thread; the function runs on a pool thread.
#pragma once

#include "promise-worker.h"

#include <functional>

class KernelWorker final : public PromiseWorker {
public:
	KernelWorker(Napi::Env env, std::function<double()> kernel) : PromiseWorker(env), kernel_(std::move(kernel)) {}

protected:
	void work() override { result_ = kernel_(); }
	Napi::Value result(Napi::Env env) override { return Napi::Number::New(env, result_); }

private:
	std::function<double()> kernel_;
	double result_ = 0;
};

inline Napi::Value startKernel(const Napi::CallbackInfo &info, std::function<double()> kernel) {
	return PromiseWorker::start(info, std::make_unique<KernelWorker>(info.Env(), std::move(kernel)));
}
