#pragma once
#include <memory>
#include <string>

#include "app/files/model_choice.hpp"
#include "engine/models/generator.hpp"

namespace ganscope {

/// Says on standard error what was assumed of a model that has no card of its own, or whose card keeps such
/// assumptions, and how to say better; nothing for other models. `model` is what the person called it.
void tell_assumptions(const ModelCard& card, const std::string& model, const std::string& tensor_prefix);

/// Opens what `model` names (a file, or a model that came along) and tells what was assumed of it: how every
/// command opens generators. Throws Error.
[[nodiscard]] std::unique_ptr<Generator> open_and_tell(const std::string& model,
                                                       const GeneratorOptions& options);
/// The same with the card and the prefix of `model`, which may be an example's name.
[[nodiscard]] std::unique_ptr<Generator> open_and_tell(const ModelChoice& model,
                                                       const GeneratorOptions& options);

}  // namespace ganscope
