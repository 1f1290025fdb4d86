#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace ganscope {

/// A pickle's bytes, taken from the front; never beyond the end.
class PickleBytes {
 public:
  /// Both outlive this.
  PickleBytes(std::string_view bytes, const std::string& where) : bytes_(bytes), where_(where) {}

  [[nodiscard]] std::uint8_t first() const {
    return bytes_.empty() ? 0 : static_cast<std::uint8_t>(bytes_[0]);
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] std::size_t taken() const { return next_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - next_; }

  /// The next opcode, which messages name from now on.
  std::uint8_t take_opcode() {
    at_ = next_;
    return static_cast<std::uint8_t>(take(1)[0]);
  }
  std::string_view take(std::uint64_t count) {
    if (count > left())
      throw error("it ends early: " + std::to_string(count) + " bytes are announced, " +
                  std::to_string(left()) + " are left");
    const std::string_view part = bytes_.substr(next_, static_cast<std::size_t>(count));
    next_ += static_cast<std::size_t>(count);
    return part;
  }
  /// Little-endian.
  template <class Number>
  Number take_number() {
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  /// Up to the end of a line, which goes too.
  std::string_view take_line() {
    const std::size_t end = bytes_.find('\n', next_);
    if (end == std::string_view::npos) throw error("a name has no end");
    const std::string_view line = take(end - next_);
    ++next_;
    return line;
  }

  [[nodiscard]] const std::string& where() const { return where_; }
  /// "weights.pt: broken pickle at byte 17".
  [[nodiscard]] std::string here() const { return where_ + ": broken pickle at byte " + std::to_string(at_); }
  [[nodiscard]] Error error(const std::string& what) const { return Error(here() + ": " + what); }

 private:
  std::string_view bytes_;
  const std::string& where_;
  std::size_t next_ = 0;
  std::size_t at_ = 0;  ///< of the opcode at work
};

}  // namespace ganscope
