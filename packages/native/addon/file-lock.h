// FileLock: an open lock file and, once acquired, the exclusive lock on it: flock(2) on POSIX, LockFileEx of byte 0 on
// Windows. Both exclude every other open of the file, in this process too.
//
// Ownership: owns its file; destroying it gives the lock up. Threads: one at a time, except that cancel() may be called
// while another thread is in acquire().
#pragma once

#include <string>

class FileLock {
public:
	// Opens `path`, made with permissions `mode` if missing.
	FileLock(const std::string &path, int mode);
	~FileLock();
	FileLock(const FileLock &) = delete;
	FileLock &operator=(const FileLock &) = delete;

	// Takes the lock if it is free: true.
	bool tryAcquire();
	// Waits for the lock on this thread: in the system's own queue, on Windows by trying again. False where cancel() ended the wait.
	bool acquire();
	// Ends a wait early where the system can (Windows); otherwise does nothing.
	void cancel();
	// Gives the lock up and closes the file. Calling it again does nothing.
	void release();

private:
	std::string path_;
#ifdef _WIN32
	void *file_;
	void *cancelled_;
#else
	int file_;
#endif
};
