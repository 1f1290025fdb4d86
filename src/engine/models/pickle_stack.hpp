#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/models/pickle.hpp"
#include "engine/models/pickle_bytes.hpp"

namespace ganscope {

/// The values that a pickle has made and not yet put anywhere, its marks between them and its memo. Values
/// live in Pickle::nodes; here are their indices. Bounded by the limits; throws what bytes.error() makes.
class PickleStack {
 public:
  /// All outlive this.
  PickleStack(Pickle& out, const PickleBytes& bytes, const PickleLimits& limits)
      : out_(out), bytes_(bytes), limits_(limits) {}

  void push(PickleNode node);
  /// The value on top a second time, or the one in the memo.
  void push_again() { stack_.push_back(top()); }
  /// A value that exists already.
  void push_same(std::uint32_t index) { stack_.push_back(index); }
  void push_kept(std::uint32_t index);

  // Values above the topmost mark may be seen and popped; those below belong to what is still being built.
  [[nodiscard]] std::uint32_t top() const;
  /// The value on top, which is of this kind, or an object that may be; `what` says so in the message.
  [[nodiscard]] PickleNode& top_of(PickleKind kind, const char* what);
  std::uint32_t pop();
  std::vector<std::uint32_t> pop_to_mark();
  /// As Python's POP: a mark on top is what goes.
  void pop_value_or_mark();

  void mark() { marks_.push_back(stack_.size()); }
  void keep(std::uint32_t index) { memo_[index] = top(); }
  void keep_next() { keep(static_cast<std::uint32_t>(memo_.size())); }

  /// The only value left. Throws when there are others.
  [[nodiscard]] std::uint32_t last() const;

 private:
  [[nodiscard]] bool empty() const { return stack_.size() <= (marks_.empty() ? 0 : marks_.back()); }

  Pickle& out_;
  const PickleBytes& bytes_;
  const PickleLimits& limits_;
  std::vector<std::uint32_t> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, std::uint32_t> memo_;
  std::size_t held_ = 0;  ///< items and characters of all values
};

}  // namespace ganscope
