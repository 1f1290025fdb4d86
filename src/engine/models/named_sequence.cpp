#include "engine/models/named_sequence.hpp"

#include <algorithm>
#include <charconv>

namespace ganscope {
namespace {

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string NamedSequence::layer_name(const std::vector<int>& numbers) const {
  std::string out = prefix;
  for (const int number : numbers) out += (out.empty() ? "" : ".") + std::to_string(number);
  return out;
}

std::optional<NamedSequence> sequence_of(const TensorFile& file) {
  NamedSequence out;
  bool first = true;
  for (const TensorInfo& info : file.tensors()) {
    const std::size_t last = info.name.rfind('.');
    if (last == std::string::npos) continue;  // no layer's: a counter, or what somebody saved beside them
    // Numbers from the tensor's own name towards the front; what is before them is the prefix.
    std::vector<int> numbers;
    std::string_view rest = std::string_view(info.name).substr(0, last);
    while (!rest.empty()) {
      const std::size_t dot = rest.rfind('.');
      const std::optional<int> number =
          number_of(dot == std::string_view::npos ? rest : rest.substr(dot + 1));
      if (!number) break;
      numbers.push_back(*number);
      rest = rest.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    std::reverse(numbers.begin(), numbers.end());
    if (numbers.empty() || (!first && rest != out.prefix)) return std::nullopt;
    first = false;
    out.prefix = rest;
    if (std::string_view(info.name).substr(last + 1) == "weight") out.weights[numbers] = &info;
  }
  if (out.weights.empty()) return std::nullopt;
  return out;
}

}  // namespace ganscope
