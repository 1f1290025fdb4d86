#include "app/files/assumptions.hpp"

#include <cstdio>

#include "app/files/shipped_models.hpp"
#include "core/text.hpp"
#include "engine/inference/open_generator.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {

void tell_assumptions(const ModelCard& card, const std::string& model, const std::string& tensor_prefix) {
  if (card.assumptions.empty()) return;
  const bool recognised = card.source.starts_with("the ");
  std::fprintf(stderr, "ganscope: %s: %s\n", shown(model, 200).c_str(),
               recognised ? ("no card, so taken for " + card.source).c_str()
                          : "its card keeps what was assumed of it");
  for (const std::string& assumption : card.assumptions)
    std::fprintf(stderr, "ganscope: assumed: %s\n", shown(assumption, 500).c_str());
  std::fprintf(
      stderr,
      "ganscope: where the pictures look wrong: 'ganscope guess %s' draws other readings side by side, "
      "--card FILE says which is right\n",
      model_words({model, {}, tensor_prefix}).c_str());
}

std::unique_ptr<Generator> open_and_tell(const std::string& model, const GeneratorOptions& options) {
  std::unique_ptr<Generator> generator = open_generator(model_path(model), options);
  tell_assumptions(generator->card(), model, options.tensor_prefix);
  return generator;
}

std::unique_ptr<Generator> open_and_tell(const ModelChoice& model, const GeneratorOptions& options) {
  return open_and_tell(model.path, chosen(model, options));
}

}  // namespace ganscope
