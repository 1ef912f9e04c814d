// retryInterrupted: calls `call` again for as long as a signal interrupts it.
//
// Ownership: none. Threads: any.
#pragma once

#include <cerrno>

template <typename Call> auto retryInterrupted(Call call) -> decltype(call()) {
	for (;;) {
		const auto result = call();
		if (result != -1 || errno != EINTR) return result;
	}
}
