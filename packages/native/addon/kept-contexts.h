// KeptContexts: a codec's contexts between two uses. Making one, and touching its memory for the first time, takes as long as
// decoding a block.
//
// Ownership: owns what it keeps. Threads: any.
#pragma once

#include <mutex>
#include <vector>

template <typename Context> class KeptContexts {
public:
	// One that was kept, or null.
	Context take() {
		const std::lock_guard<std::mutex> lock(mutex_);
		if (kept_.empty()) return Context();
		Context context = std::move(kept_.back());
		kept_.pop_back();
		return context;
	}

	// Keeps it, unless enough are kept already.
	void keep(Context context) noexcept {
		const std::lock_guard<std::mutex> lock(mutex_);
		if (context != nullptr && kept_.size() < kMost) kept_.push_back(std::move(context));
	}

private:
	// As many as threads use at once.
	static constexpr size_t kMost = 4;

	std::mutex mutex_;
	std::vector<Context> kept_ = reserved();

	// So that keeping one cannot fail.
	static std::vector<Context> reserved() {
		std::vector<Context> kept;
		kept.reserve(kMost);
		return kept;
	}
};
