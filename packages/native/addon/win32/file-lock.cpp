#include "../file-lock.h"

#include "../failure.h"
#include "handle.h"
#include "wide.h"

// msvcrt.locking, which Python uses, is LockFile on one byte at the file's position, 0: the same byte of the same kind of lock.
static constexpr DWORD kBytes = 1;

static OVERLAPPED *overlapped(void *memory) { return static_cast<OVERLAPPED *>(memory); }

FileLock::FileLock(const std::string &path, int) : path_(path), file_(nullptr), overlapped_(nullptr) {
	const DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
	HANDLE file = CreateFileW(wide(path).c_str(), GENERIC_READ | GENERIC_WRITE, sharing, nullptr, OPEN_ALWAYS,
		FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OVERLAPPED, nullptr);
	if (file == INVALID_HANDLE_VALUE) throw lastFailure("CreateFile", path);
	file_ = file;
	// Offset 0 and an event of its own, for the handle's would be shared with nobody but is not documented to be reset.
	auto *fresh = new OVERLAPPED{};
	fresh->hEvent = CreateEventW(nullptr, TRUE, FALSE, nullptr);
	overlapped_ = fresh;
}

FileLock::~FileLock() {
	release();
	CloseHandle(overlapped(overlapped_)->hEvent);
	delete overlapped(overlapped_);
}

bool FileLock::tryAcquire() {
	const DWORD flags = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
	if (LockFileEx(file_, flags, 0, kBytes, 0, overlapped(overlapped_))) return true;
	DWORD error = GetLastError();
	if (error == ERROR_IO_PENDING) {
		DWORD ignored = 0;
		if (GetOverlappedResult(file_, overlapped(overlapped_), &ignored, TRUE)) return true;
		error = GetLastError();
	}
	if (error == ERROR_LOCK_VIOLATION) return false;
	throw systemFailure(error, "LockFileEx", path_);
}

bool FileLock::acquire() {
	if (LockFileEx(file_, LOCKFILE_EXCLUSIVE_LOCK, 0, kBytes, 0, overlapped(overlapped_))) return true;
	DWORD error = GetLastError();
	if (error == ERROR_IO_PENDING) {
		DWORD ignored = 0;
		if (GetOverlappedResult(file_, overlapped(overlapped_), &ignored, TRUE)) return true;
		error = GetLastError();
	}
	if (error == ERROR_OPERATION_ABORTED) return false;
	throw systemFailure(error, "LockFileEx", path_);
}

void FileLock::cancel() {
	if (file_ != nullptr) CancelIoEx(file_, overlapped(overlapped_));
}

void FileLock::release() {
	if (file_ == nullptr) return;
	// Windows unlocks on close too, but only says that it does so "at some time".
	OVERLAPPED start{};
	UnlockFileEx(file_, 0, kBytes, 0, &start);
	CloseHandle(file_);
	file_ = nullptr;
}
