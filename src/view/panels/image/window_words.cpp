#include "view/panels/image/window_words.hpp"

#include <array>
#include <utility>

namespace ganscope {
namespace {

/// The advice of the engine's errors, and ours in its place; of two that begin alike the longer one first.
constexpr std::array<std::pair<const char*, const char*>, 8> kAdvice{{
    {"with the card beside it or by --card FILE",
     "with the card beside it, or dropped on the window after it"},
    {"beside it or by --card FILE", "beside it, or chosen now under Model"},
    {"then say --card FILE", "then choose it under Model, or drop it on the window now"},
    {"say --trust", "open it with the command 'ganscope image FILE --trust'"},
    {"say which with --tensor-prefix: ",
     "say which by PATH#NAME, typed in the list of models, with the name: "},
    {" (--tensor-prefix)", ""},
    {"--tensor-prefix online_model takes the others",
     "PATH#online_model, typed in the list of models, takes the others"},
    {"or --path circle", "or the kind 'circle' under Path"},
}};

}  // namespace

std::string window_words(std::string text) {
  for (const auto& [from, to] : kAdvice)
    if (const std::size_t at = text.find(from); at != std::string::npos)
      text.replace(at, std::string(from).size(), to);
  return text;
}

}  // namespace ganscope
