#include "scratch.h"

#include "../failure.h"
#include "../large-pages.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <vector>

// Whole large pages.
class ScratchBlock {
public:
	explicit ScratchBlock(size_t size) : size_((size + kLargePage - 1) & ~(kLargePage - 1)), memory_(new uint8_t[size_ + kLargePage]) {
		data_ = reinterpret_cast<uint8_t *>((reinterpret_cast<uintptr_t>(memory_.get()) + kLargePage - 1) & ~(kLargePage - 1));
		useLargePages({data_, size_});
	}

	size_t size() const { return size_; }
	uint8_t *data() const { return data_; }

private:
	size_t size_;
	std::unique_ptr<uint8_t[]> memory_;
	uint8_t *data_;
};

namespace {

using Block = std::unique_ptr<ScratchBlock>;

constexpr size_t kKept = 32 * 1024 * 1024;

std::mutex mutex;
std::vector<Block> kept;
size_t keptBytes = 0;

void giveBack(Block block) {
	if (block == nullptr) return;
	const std::lock_guard<std::mutex> lock(mutex);
	if (keptBytes + block->size() > kKept) return;
	keptBytes += block->size();
	kept.push_back(std::move(block));
}

// The smallest one that is large enough, or null.
Block takeKept(size_t size) {
	const std::lock_guard<std::mutex> lock(mutex);
	auto found = kept.end();
	for (auto each = kept.begin(); each != kept.end(); each++) {
		if ((*each)->size() >= size && (found == kept.end() || (*each)->size() < (*found)->size())) found = each;
	}
	if (found == kept.end()) return nullptr;
	Block block = std::move(*found);
	kept.erase(found);
	keptBytes -= block->size();
	return block;
}

} // namespace

Scratch::Scratch() = default;
Scratch::~Scratch() { giveBack(std::move(block_)); }

ByteView Scratch::take(size_t size) {
	if (block_ == nullptr || size > block_->size()) {
		giveBack(std::move(block_));
		block_ = takeKept(size);
		if (block_ == nullptr) block_ = std::make_unique<ScratchBlock>(size);
	}
	return {block_->data(), size};
}
