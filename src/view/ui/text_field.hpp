#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace ganscope {

/// A line of text that a person edits.
struct TextField {
  std::string name{};       ///< by which scripts know it; one a panel
  std::string hint{};       ///< in place of an empty text
  bool enter_only = false;  ///< what is typed counts with Enter alone, and waits in the field until then
  bool numbers = false;     ///< takes digits, signs and points alone
};

/// What fields keep of a text between frames.
struct TypedText {
  std::string text{};
  std::string began{};        ///< what it was when the keys came
  std::string in_force{};     ///< what the field showed in its place when it was handed out
  bool active = false;        ///< the field has the keys
  int handed_out = -1;        ///< in which frame; -1: not since it was typed
  std::int64_t refusals = 0;  ///< until then
  bool by_enter = false;
  bool refused = false;
  bool wants_keys = false;  ///< until they are there
  int taken = -1;           ///< the frame in which it turned out that it wasn't refused
};

/// How many commands were refused so far. An interface says it before its panels: by it a field knows whether
/// what it handed out in the last frame was refused.
void heed_refusals(std::int64_t refusals);

/// The field of a value that is in force, as wide as the next item. Returns a text when a person has ended
/// its editing with another one. What is refused then stays where it was typed, with a mark, until it is
/// mended, Escape takes it back, or another value is in force; and after Enter the keys stay in the field,
/// since its correction would be single commands.
[[nodiscard]] std::optional<std::string> text_field(const TextField& field, const std::string& in_force);
/// After it: what it handed out in the frame before wasn't refused.
[[nodiscard]] bool text_field_taken(const TextField& field);

}  // namespace ganscope
