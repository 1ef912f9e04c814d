// Mapped files and shared memory, and reading out of either.
//
// Ownership: as js-handle.h and mapped-region.h say. Threads: the JavaScript thread; what may take long runs in a
// PromiseWorker.
#include "../shared-memory.h"
#include "arguments.h"
#include "handle-kinds.h"
#include "modules.h"
#include "promise-worker.h"

namespace {

using RegionHandle = JsHandle<MappedRegion>;

// Copying this much takes some 20 us, about as long as the way through the pool and back.
constexpr size_t kCopyHere = 256 * 1024;

class ReadWorker final : public PromiseWorker {
public:
	ReadWorker(Napi::Env env, std::shared_ptr<MappedRegion> region, size_t offset, ByteView into)
		: PromiseWorker(env), region_(std::move(region)), offset_(offset), into_(into) {}

protected:
	void work() override { region_->read(offset_, into_); }

private:
	std::shared_ptr<MappedRegion> region_;
	size_t offset_;
	ByteView into_;
};

class ReadManyWorker final : public PromiseWorker {
public:
	ReadManyWorker(Napi::Env env, std::shared_ptr<MappedRegion> region, std::vector<size_t> offsets, size_t length, ByteView into)
		: PromiseWorker(env), region_(std::move(region)), offsets_(std::move(offsets)), length_(length), into_(into) {}

protected:
	void work() override { region_->readMany(offsets_, length_, into_.data); }

private:
	std::shared_ptr<MappedRegion> region_;
	std::vector<size_t> offsets_;
	size_t length_;
	ByteView into_;
};

class CreateWorker final : public PromiseWorker {
public:
	CreateWorker(Napi::Env env, std::string name, std::vector<ByteView> chunks, int mode)
		: PromiseWorker(env), name_(std::move(name)), chunks_(std::move(chunks)), mode_(mode) {}

	// A segment that nobody hears of would stay for ever.
	~CreateWorker() override {
		if (!made_ || delivered()) return;
		try {
			unlinkSharedMemory(name_);
		} catch (const Failure &) {
			// Somebody else has removed it.
		}
	}

protected:
	void work() override {
		region_ = createSharedMemory(name_, chunks_, mode_);
		made_ = true;
	}
	Napi::Value result(Napi::Env env) override { return RegionHandle::wrap(env, std::move(region_)); }

private:
	std::string name_;
	std::vector<ByteView> chunks_;
	int mode_;
	std::shared_ptr<MappedRegion> region_;
	bool made_ = false;
};

// mapFile(path): Region
Napi::Value mapFileMethod(const Napi::CallbackInfo &info) {
	return RegionHandle::wrap(info.Env(), mapFile(textArgument(info, 0, "path")));
}

// createSharedMemory(name, chunks, mode): Promise<Region>
Napi::Value createMethod(const Napi::CallbackInfo &info) {
	std::string name = textArgument(info, 0, "name");
	std::vector<ByteView> chunks = chunksArgument(info, 1, "chunks");
	const int mode = static_cast<int>(numberArgument(info, 2, "mode"));
	return PromiseWorker::start(info, std::make_unique<CreateWorker>(info.Env(), std::move(name), std::move(chunks), mode));
}

// openSharedMemory(name): Region
Napi::Value openMethod(const Napi::CallbackInfo &info) {
	return RegionHandle::wrap(info.Env(), openSharedMemory(textArgument(info, 0, "name")));
}

// unlinkSharedMemory(name): void
Napi::Value unlinkMethod(const Napi::CallbackInfo &info) {
	unlinkSharedMemory(textArgument(info, 0, "name"));
	return info.Env().Undefined();
}

// regionSize(region): number
Napi::Value sizeMethod(const Napi::CallbackInfo &info) {
	return Napi::Number::New(info.Env(), static_cast<double>(RegionHandle::open(info, 0)->size()));
}

// readRegion(region, offset, into): Promise<void> | undefined
Napi::Value readMethod(const Napi::CallbackInfo &info) {
	std::shared_ptr<MappedRegion> region = RegionHandle::open(info, 0);
	const double offset = numberArgument(info, 1, "offset");
	const ByteView into = bytesArgument(info, 2, "into");
	region->requireInside(offset, into.size);
	const size_t start = static_cast<size_t>(offset);
	if (into.size > kCopyHere) {
		return PromiseWorker::start(info, std::make_unique<ReadWorker>(info.Env(), std::move(region), start, into));
	}
	region->read(start, into);
	return info.Env().Undefined();
}

// readRegionMany(region, offsets, length, into): Promise<void>
Napi::Value readManyMethod(const Napi::CallbackInfo &info) {
	std::shared_ptr<MappedRegion> region = RegionHandle::open(info, 0);
	const Elements<double> elements = elementsArgument<double>(info, 1, "offsets");
	const std::vector<double> wanted(elements.data, elements.data + elements.count);
	const double bytes = numberArgument(info, 2, "length");
	const ByteView into = bytesArgument(info, 3, "into");
	if (!(bytes > 0) || bytes * static_cast<double>(wanted.size()) != static_cast<double>(into.size)) {
		throw Failure("EINVAL", "it must have length bytes for each of the offsets", "argument into");
	}
	const size_t length = wanted.empty() ? 0 : into.size / wanted.size();
	std::vector<size_t> offsets;
	offsets.reserve(wanted.size());
	for (const double offset : wanted) {
		region->requireInside(offset, length);
		offsets.push_back(static_cast<size_t>(offset));
	}
	return PromiseWorker::start(
		info, std::make_unique<ReadManyWorker>(info.Env(), std::move(region), std::move(offsets), length, into));
}

// closeRegion(region): void
Napi::Value closeMethod(const Napi::CallbackInfo &info) {
	RegionHandle::close(info, 0);
	return info.Env().Undefined();
}

} // namespace

void addRegionMethods(Napi::Object exports) {
	addMethod<mapFileMethod>(exports, "mapFile");
	addMethod<createMethod>(exports, "createSharedMemory");
	addMethod<openMethod>(exports, "openSharedMemory");
	addMethod<unlinkMethod>(exports, "unlinkSharedMemory");
	addMethod<sizeMethod>(exports, "regionSize");
	addMethod<readMethod>(exports, "readRegion");
	addMethod<readManyMethod>(exports, "readRegionMany");
	addMethod<closeMethod>(exports, "closeRegion");
}
