#pragma once
#include <string>

namespace ganscope {

/// What went wrong with a model or a recording, for who reads it in the window: where its text advises an
/// option of the command line, this says what leads on here.
[[nodiscard]] std::string window_words(std::string text);

}  // namespace ganscope
