// WaitingLock: a FileLock that JavaScript can wait for without blocking its thread, and stop waiting for.
//
// Ownership: shared by JavaScript's handle, the waiting thread and the thread-safe function that brings its result.
// Whoever is last gives the lock up; close() does so at once, or as soon as an abandoned wait gets the lock.
// Threads: the waiting thread is one of our own, for flock(2) may block for as long as it likes, and libuv's pool has four
// threads for everybody. It queues in the kernel, fairly among Python's waiters. `mutex_` guards what both
// threads see; the rest is the JavaScript thread's.
//
// The thread-safe function may only be called while `listening_`: Node (before 23) frees it when the environment ends,
// whoever still holds it.
#pragma once

#include "../failure.h"
#include "../file-lock.h"

#include <memory>
#include <mutex>
#include <napi.h>
#include <optional>

class WaitingLock : public std::enable_shared_from_this<WaitingLock> {
public:
	WaitingLock(const std::string &path, int mode) : lock_(path, mode) {}

	bool tryAcquire() { return lock_.tryAcquire(); }
	// A promise of true once the lock is ours, of false if close() came first. Call it once.
	Napi::Value wait(Napi::Env env);
	void close();

private:
	// The thread-safe function keeps this alive; its finalizer runs when the environment ends, or soon after settle().
	using Shared = std::shared_ptr<WaitingLock>;
	static void onResult(Napi::Env env, Napi::Function, Shared *self, void *);
	using Result = Napi::TypedThreadSafeFunction<Shared, void, onResult>;

	void waitHere();
	void settle(Napi::Env env);

	std::optional<Napi::Promise::Deferred> deferred_;
	Result result_;

	std::mutex mutex_;
	FileLock lock_;
	bool inAcquire_ = false;
	bool listening_ = false;
	std::optional<Failure> failure_;
};
