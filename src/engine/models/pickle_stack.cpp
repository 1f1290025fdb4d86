#include "engine/models/pickle_stack.hpp"

namespace ganscope {

void PickleStack::push(PickleNode node) {
  if (out_.nodes.size() >= limits_.nodes)
    throw bytes_.error("more than " + std::to_string(limits_.nodes) + " values");
  // What is written out costs at least a byte an item; more than that are copies of copies.
  held_ += node.items.size() + node.text.size();
  if (held_ > 2 * bytes_.size()) throw bytes_.error("values hold more than what the pickle can write out");
  out_.nodes.push_back(std::move(node));
  stack_.push_back(static_cast<std::uint32_t>(out_.nodes.size() - 1));
}

void PickleStack::push_kept(std::uint32_t index) {
  const auto found = memo_.find(index);
  if (found == memo_.end()) throw bytes_.error("nothing was kept under number " + std::to_string(index));
  stack_.push_back(found->second);
}

std::uint32_t PickleStack::top() const {
  if (empty()) throw bytes_.error("the stack is empty");
  return stack_.back();
}

PickleNode& PickleStack::top_of(PickleKind kind, const char* what) {
  const bool fits = !empty() && (out_.nodes[stack_.back()].kind == kind ||
                                 out_.nodes[stack_.back()].kind == PickleKind::object);
  if (!fits) throw bytes_.error(std::string("expected ") + what + " to put values into");
  return out_.nodes[stack_.back()];
}

std::uint32_t PickleStack::pop() {
  const std::uint32_t value = top();
  stack_.pop_back();
  return value;
}

std::vector<std::uint32_t> PickleStack::pop_to_mark() {
  if (marks_.empty()) throw bytes_.error("no mark on the stack");
  const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<std::uint32_t> items(first, stack_.end());
  stack_.erase(first, stack_.end());
  marks_.pop_back();
  return items;
}

void PickleStack::pop_value_or_mark() {
  if (!marks_.empty() && stack_.size() == marks_.back())
    marks_.pop_back();
  else
    pop();
}

std::uint32_t PickleStack::last() const {
  if (!marks_.empty() || stack_.size() != 1)
    throw bytes_.error("it stops with " + std::to_string(stack_.size()) + " values left; expected 1");
  return stack_.back();
}

}  // namespace ganscope
