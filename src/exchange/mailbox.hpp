#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace ganscope {

/// Holds the latest value only: a writer never waits, a reader never sees an old value twice.
template <class T>
class Mailbox {
 public:
  void put(T value) {
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
  }
  /// The value put last, once.
  [[nodiscard]] std::optional<T> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }
  [[nodiscard]] bool empty() const {
    const std::lock_guard lock(mutex_);
    return !value_.has_value();
  }

 private:
  mutable std::mutex mutex_;
  std::optional<T> value_;
};

/// First in, first out, of bounded length: a writer waits while it is full, so nothing is lost.
/// close() wakes everyone; after it push() refuses and pop() returns what is left, then nothing.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  /// False when the queue is closed.
  bool push(T value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(value));
    filled_.notify_one();
    return true;
  }
  /// Waits for an item; nullopt when the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !items_.empty(); });
    return pop_locked();
  }
  /// Like pop, but gives up after `seconds`; ended() tells why nothing came.
  std::optional<T> pop_for(double seconds) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, std::chrono::duration<double>(seconds),
                     [this] { return closed_ || !items_.empty(); });
    return pop_locked();
  }
  [[nodiscard]] bool empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }
  /// Closed, and everything was taken.
  [[nodiscard]] bool ended() const {
    const std::lock_guard lock(mutex_);
    return closed_ && items_.empty();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
    filled_.notify_all();
  }

 private:
  std::optional<T> pop_locked() {
    if (items_.empty()) return std::nullopt;
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    room_.notify_one();
    return value;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable filled_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace ganscope
