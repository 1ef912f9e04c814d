#include "../file-lock.h"

#include "../failure.h"
#include "retry-interrupted.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

FileLock::FileLock(const std::string &path, int mode) : path_(path) {
	// Non-blocking, so that a FIFO in its place cannot stop the event loop; flock(2) does not care.
	const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	file_ = retryInterrupted([&] { return open(path.c_str(), flags, mode); });
	if (file_ == -1) throw lastFailure("open", path);
}

FileLock::~FileLock() { release(); }

bool FileLock::tryAcquire() {
	if (retryInterrupted([&] { return flock(file_, LOCK_EX | LOCK_NB); }) == 0) return true;
	if (errno == EWOULDBLOCK) return false;
	throw lastFailure("flock", path_);
}

bool FileLock::acquire() {
	if (retryInterrupted([&] { return flock(file_, LOCK_EX); }) == 0) return true;
	throw lastFailure("flock", path_);
}

// Nothing short of a signal ends flock(2), and every signal belongs to somebody else.
void FileLock::cancel() {}

void FileLock::release() {
	if (file_ == -1) return;
	// Unlock first: a child that Node is just spawning holds a copy of the descriptor until its exec.
	flock(file_, LOCK_UN);
	close(file_);
	file_ = -1;
}
