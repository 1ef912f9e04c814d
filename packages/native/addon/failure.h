// Failure: the one thing that this addon's own code throws. It knows nothing of JavaScript; binding/ turns it into
// an Error with code, syscall and path.
//
// Ownership: a plain value. Threads: any.
#pragma once

#include <exception>
#include <string>

class Failure : public std::exception {
public:
	// `code` is an errno name ("ENOENT") or ECORRUPT; `syscall` what was being done ("mmap", "zstd"); `path` may be empty.
	Failure(std::string code, std::string reason, std::string syscall, std::string path = "")
		: code(std::move(code)), syscall(std::move(syscall)), path(std::move(path)), reason(std::move(reason)),
		  message_(this->code + ": " + this->reason + ", " + this->syscall) {
		if (!this->path.empty()) message_ += " '" + this->path + "'";
	}

	const char *what() const noexcept override { return message_.c_str(); }

	std::string code;
	std::string syscall;
	std::string path;
	std::string reason;

private:
	std::string message_;
};

// The Failure for an error number of this system: errno on POSIX, GetLastError() on Windows.
Failure systemFailure(unsigned long error, const char *syscall, const std::string &path = "");

// The Failure for this thread's last error.
Failure lastFailure(const char *syscall, const std::string &path = "");
