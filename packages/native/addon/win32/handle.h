// Handle: a Windows handle, closed with its owner.
//
// Ownership: owns the handle. Threads: any; it does not change once made.
#pragma once

#include <windows.h>

class Handle {
public:
	explicit Handle(HANDLE value) : value_(value == INVALID_HANDLE_VALUE ? nullptr : value) {}
	~Handle() {
		if (value_ != nullptr) CloseHandle(value_);
	}
	Handle(Handle &&other) noexcept : value_(other.value_) { other.value_ = nullptr; }
	Handle(const Handle &) = delete;
	Handle &operator=(const Handle &) = delete;
	explicit operator bool() const { return value_ != nullptr; }
	HANDLE get() const { return value_; }
	// Gives the handle up to the caller.
	HANDLE release() {
		HANDLE value = value_;
		value_ = nullptr;
		return value;
	}

private:
	HANDLE value_;
};
