#include "../guarded-copy.h"

#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstring>
#include <mutex>
#include <pthread.h>
#include <unistd.h>

namespace {

struct Guard {
	sigjmp_buf escape;
	uintptr_t begin;
	uintptr_t end;
};

// The handler must find this without allocating, which lazily made thread-local memory would. (musl has no lazy kind, and
// refuses the attribute in a library that is loaded later.)
#if defined(__GLIBC__)
__attribute__((tls_model("initial-exec")))
#endif
thread_local Guard *volatile current = nullptr;

struct sigaction previous;

// Hands a signal that is not ours to whoever had it before.
void chain(int signal, siginfo_t *info, void *context) {
	if ((previous.sa_flags & SA_SIGINFO) != 0) {
		previous.sa_sigaction(signal, info, context);
	} else if (previous.sa_handler == SIG_DFL) {
		// Returning repeats the access that faulted, now with the default action; a signal that was sent is sent again.
		sigaction(signal, &previous, nullptr);
		if (info->si_code <= 0) raise(signal);
	} else if (previous.sa_handler != SIG_IGN) {
		previous.sa_handler(signal);
	} else if (info->si_code > 0) {
		// The kernel does not let a real fault be ignored, and returning would repeat it for ever.
		struct sigaction fatal {};
		fatal.sa_handler = SIG_DFL;
		sigaction(signal, &fatal, nullptr);
	}
}

void onBusError(int signal, siginfo_t *info, void *context) {
	Guard *const guard = current;
	const uintptr_t address = reinterpret_cast<uintptr_t>(info->si_addr);
	// si_code > 0: raised by the kernel for an access of this thread, not sent with kill().
	if (guard != nullptr && info->si_code > 0 && address >= guard->begin && address < guard->end) {
		siglongjmp(guard->escape, 1);
	}
	chain(signal, info, context);
}

void installHandler() {
	sigaction(SIGBUS, nullptr, &previous);
	struct sigaction ours {};
	ours.sa_sigaction = onBusError;
	// SA_NODEFER: the handler leaves by a jump that does not restore the signal mask, which saves two system calls a copy.
	// SA_ONSTACK only where the previous handler relies on it.
	ours.sa_flags = SA_SIGINFO | SA_NODEFER | (previous.sa_flags & SA_ONSTACK);
	sigemptyset(&ours.sa_mask);
	sigaction(SIGBUS, &ours, nullptr);
}

} // namespace

// Nothing in here may have a destructor: the jump skips them.
bool guardedCopy(uint8_t *to, const uint8_t *from, size_t size, ByteView guarded) {
	static std::once_flag installed;
	std::call_once(installed, installHandler);

	const uintptr_t page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
	Guard guard;
	guard.begin = reinterpret_cast<uintptr_t>(guarded.data);
	guard.end = (guard.begin + guarded.size + page - 1) & ~(page - 1);
	if (sigsetjmp(guard.escape, 0) != 0) {
		current = nullptr;
		return false;
	}
	current = &guard;
	std::atomic_signal_fence(std::memory_order_seq_cst);
	std::memcpy(to, from, size);
	std::atomic_signal_fence(std::memory_order_seq_cst);
	current = nullptr;
	return true;
}
