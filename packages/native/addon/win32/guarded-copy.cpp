// A page that cannot be brought in (EXCEPTION_IN_PAGE_ERROR) is caught by a vectored handler, which every compiler for
// Windows supports; __try needs Microsoft's.
#include "../guarded-copy.h"

#include <cstring>
#include <mutex>
#include <windows.h>

namespace {

struct Guard {
	CONTEXT resume;
	uintptr_t begin;
	uintptr_t end;
	volatile bool failed;
};

thread_local Guard *volatile current = nullptr;

LONG CALLBACK onException(EXCEPTION_POINTERS *exception) {
	if (exception->ExceptionRecord->ExceptionCode != EXCEPTION_IN_PAGE_ERROR) return EXCEPTION_CONTINUE_SEARCH;
	Guard *const guard = current;
	if (guard == nullptr) return EXCEPTION_CONTINUE_SEARCH;
	const uintptr_t address = exception->ExceptionRecord->ExceptionInformation[1];
	if (address < guard->begin || address >= guard->end) return EXCEPTION_CONTINUE_SEARCH;
	guard->failed = true;
	*exception->ContextRecord = guard->resume;
	return EXCEPTION_CONTINUE_EXECUTION;
}

} // namespace

// Nothing in here may have a destructor: going back skips them.
bool guardedCopy(uint8_t *to, const uint8_t *from, size_t size, ByteView guarded) {
	static std::once_flag installed;
	std::call_once(installed, [] { AddVectoredExceptionHandler(1, onException); });

	Guard guard;
	guard.begin = reinterpret_cast<uintptr_t>(guarded.data);
	guard.end = guard.begin + guarded.size;
	guard.failed = false;
	// Returns a second time, as setjmp does, when the handler puts this context back.
	RtlCaptureContext(&guard.resume);
	if (guard.failed) {
		current = nullptr;
		return false;
	}
	current = &guard;
	std::memcpy(to, from, size);
	current = nullptr;
	return true;
}
