#include "../file-lock.h"

#include "../failure.h"
#include "handle.h"
#include "wide.h"

// msvcrt.locking, which Python uses, is LockFile on one byte at the file's position, 0: the same byte of the same kind of lock.
static constexpr DWORD kBytes = 1;
// How long a try waits for the next, as msvcrt.locking waits a second. A wait in the system's own queue could not be ended on every system that
// runs Windows programs, and is not granted in turn either.
static constexpr DWORD kPauseMs = 2;

FileLock::FileLock(const std::string &path, int) : path_(path), file_(nullptr), cancelled_(nullptr) {
	const DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
	Handle cancelled(CreateEventW(nullptr, TRUE, FALSE, nullptr));
	if (!cancelled) throw lastFailure("CreateEvent", path);
	HANDLE file = CreateFileW(wide(path).c_str(), GENERIC_READ | GENERIC_WRITE, sharing, nullptr, OPEN_ALWAYS,
		FILE_ATTRIBUTE_NORMAL, nullptr);
	if (file == INVALID_HANDLE_VALUE) throw lastFailure("CreateFile", path);
	file_ = file;
	cancelled_ = cancelled.release();
}

FileLock::~FileLock() {
	release();
	CloseHandle(cancelled_);
}

bool FileLock::tryAcquire() {
	OVERLAPPED start{};
	const DWORD flags = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
	if (LockFileEx(file_, flags, 0, kBytes, 0, &start)) return true;
	const DWORD error = GetLastError();
	if (error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING) return false;
	throw systemFailure(error, "LockFileEx", path_);
}

bool FileLock::acquire() {
	while (!tryAcquire())
		if (WaitForSingleObject(cancelled_, kPauseMs) == WAIT_OBJECT_0) return false;
	return true;
}

void FileLock::cancel() { SetEvent(cancelled_); }

void FileLock::release() {
	if (file_ == nullptr) return;
	// Windows unlocks on close too, but only says that it does so "at some time".
	OVERLAPPED start{};
	UnlockFileEx(file_, 0, kBytes, 0, &start);
	CloseHandle(file_);
	file_ = nullptr;
}
