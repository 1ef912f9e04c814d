#include "scratch.h"

#include "../failure.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <vector>

namespace {

constexpr size_t kKept = 32 * 1024 * 1024;
// Blocks are made in steps, so that most fit the next task too.
constexpr size_t kStep = 1024 * 1024;

std::mutex mutex;
std::vector<ByteView> kept;
size_t keptBytes = 0;

void giveBack(ByteView block) {
	if (block.data == nullptr) return;
	{
		const std::lock_guard<std::mutex> lock(mutex);
		if (keptBytes + block.size <= kKept) {
			kept.push_back(block);
			keptBytes += block.size;
			return;
		}
	}
	std::free(block.data);
}

} // namespace

Scratch::~Scratch() { giveBack(block_); }

ByteView Scratch::take(size_t size) {
	if (size > block_.size) {
		giveBack(block_);
		block_ = {nullptr, 0};
		{
			const std::lock_guard<std::mutex> lock(mutex);
			const auto found = std::find_if(kept.rbegin(), kept.rend(), [=](const ByteView &block) { return block.size >= size; });
			if (found != kept.rend()) {
				block_ = *found;
				keptBytes -= block_.size;
				kept.erase(std::next(found).base());
			}
		}
		if (block_.data == nullptr) {
			const size_t rounded = (size + kStep - 1) / kStep * kStep;
			block_ = {static_cast<uint8_t *>(std::malloc(rounded)), rounded};
			if (block_.data == nullptr) {
				block_.size = 0;
				throw Failure("ENOMEM", "not enough memory", "malloc");
			}
		}
	}
	return {block_.data, size};
}
