// Scratch: memory that a task needs while it runs: a column on its way through the codec. Not zeroed, and used again by the next task,
// for making it anew costs more than filling it.
//
// Ownership: owns its memory; up to 32 MiB are kept for later ones. Threads: any; one Scratch is one thread's.
#pragma once

#include "../byte-view.h"

#include <memory>

class ScratchBlock;

class Scratch {
public:
	Scratch();
	~Scratch();
	Scratch(const Scratch &) = delete;
	Scratch &operator=(const Scratch &) = delete;

	// Memory of `size` bytes that hold anything; what it gave before is gone. Throws ENOMEM.
	ByteView take(size_t size);

	bool isEmpty() const { return block_ == nullptr; }

private:
	std::unique_ptr<ScratchBlock> block_;
};
