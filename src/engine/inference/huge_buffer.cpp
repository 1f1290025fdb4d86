#include "engine/inference/huge_buffer.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace ganscope {

HugeBuffer::HugeBuffer(std::size_t bytes) : bytes_(bytes) {
  if (bytes == 0) return;
  constexpr std::size_t kHuge = std::size_t{2} << 20;
  const std::size_t alignment = bytes < kHuge ? 64 : kHuge;
  const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
  memory_.reset(std::aligned_alloc(alignment, whole));
  if (!memory_) throw std::bad_alloc();
#ifdef __linux__
  if (alignment == kHuge) static_cast<void>(::madvise(memory_.get(), whole, MADV_HUGEPAGE));
#endif
  std::memset(memory_.get(), 0, whole);
}

void HugeBuffer::Free::operator()(void* memory) const { std::free(memory); }

}  // namespace ganscope
