#pragma once
#include <cstddef>
#include <memory>

namespace ganscope {

/// Memory for weights that are read from one end to the other: zeros, aligned to 64 bytes, and from two
/// megabytes on in huge pages where the system has them, since looking up a small page every 4 KB costs as
/// much as reading it.
class HugeBuffer {
 public:
  HugeBuffer() = default;
  explicit HugeBuffer(std::size_t bytes);

  template <class Number>
  [[nodiscard]] Number* as() const {
    return static_cast<Number*>(memory_.get());
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Free {
    void operator()(void* memory) const;
  };
  std::unique_ptr<void, Free> memory_;
  std::size_t bytes_ = 0;
};

}  // namespace ganscope
