#pragma once
#include <cstddef>
#include <new>
#include <vector>

namespace ganscope::mlp {

/// Bytes of the widest vector register, and of a cache line.
inline constexpr std::size_t kAlignment = 64;

template <class T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <class U>
  explicit AlignedAllocator(const AlignedAllocator<U>&) {}
  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{kAlignment}));
  }
  void deallocate(T* memory, std::size_t) { ::operator delete (memory, std::align_val_t{kAlignment}); }
  bool operator==(const AlignedAllocator&) const { return true; }
};

template <class T>
using Aligned = std::vector<T, AlignedAllocator<T>>;

/// Numbers in a vector register of the widest kind.
template <class T>
inline constexpr int kLanes = static_cast<int>(kAlignment / sizeof(T));

/// The stride of a row of `columns` numbers: whole registers, so that no loop has a remainder. What is
/// beyond `columns` stays 0.
template <class T>
constexpr int padded(int columns) {
  return (columns + kLanes<T> - 1) / kLanes<T> * kLanes<T>;
}

}  // namespace ganscope::mlp
