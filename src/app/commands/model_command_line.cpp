#include "app/commands/model_command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <set>

#include "app/commands/option_words.hpp"
#include "app/files/assets.hpp"
#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/models/finite_tensor.hpp"
#include "engine/models/open_model.hpp"
#include "engine/models/safetensors.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {

const std::vector<Option<ModelChoice>>& model_choice_options() {
  static const std::vector<Option<ModelChoice>> options = [] {
    OptionList<ModelChoice> list;
    add_shared(list, "card", &ModelChoice::card,
               {.fallback = "MODEL's .card.json, its metadata or a known family"});
    add_shared(list, "tensor-prefix", &ModelChoice::tensor_prefix);
    return list.take();
  }();
  return options;
}

void add_model(CLI::App& command, std::string& path, bool required) {
  CLI::Option* model =
      command.add_option("model", path, "safetensors, or what torch.save writes; or a name that comes along");
  model->required(required)->type_name("MODEL");
  offer_models(*model);
}

void read_model(const OptionReader& reader, ModelChoice& model) {
  reader.read(model_choice_options(), model);
  take_prefix(model.path, model.tensor_prefix);
}

int convert_model(const ConvertOptions& options) {
  if (options.out.extension() != ".safetensors")
    throw UsageError("the output is " + options.out.string() +
                     "; expected a name that ends with .safetensors");
  check_output_file(options.out);
  OpenModelOptions open{.tensor_prefix = options.model.tensor_prefix};
  if (!options.model.card.empty()) open.card = example_path(options.model.card);
  const OpenModel model = open_model(model_path(options.model.path), open);
  std::set<std::size_t> used;
  for (const PlannedLayer& layer : model.plan.layers)
    for (const std::optional<std::size_t> tensor : layer.tensors)
      if (tensor) used.insert(*tensor);
  std::vector<RawTensor> tensors;
  for (const std::size_t index : used) {
    const RawTensor tensor = model.file->read(index);
    check_finite(tensor, model.file->name());
    // Biases and statistics are few, and matter digit by digit: only matrices and kernels get shorter.
    tensors.push_back(as_float(tensor, options.half && tensor.shape.size() > 1));
  }
  ModelCard card = model.plan.card;
  if (!options.name.empty()) card.name = options.name;
  if (!options.licence.empty()) card.licence = options.licence;
  if (!options.notes.empty()) card.notes += (card.notes.empty() ? "" : "; ") + options.notes;
  write_safetensors(options.out, tensors, {{std::string(kCardKey), to_json_text(card, -1)}});
  tell_assumptions(model.plan.card, options.model.path, options.model.tensor_prefix);
  if (!model.plan.unused.empty())
    std::fprintf(stderr, "left out %s that no layer uses\n",
                 counted(static_cast<std::int64_t>(model.plan.unused.size()), "tensor").c_str());
  std::fprintf(stderr, "wrote %s (%s, %s)\n", options.out.string().c_str(),
               counted(static_cast<std::int64_t>(tensors.size()), "tensor").c_str(),
               counted(model.plan.parameters, "parameter").c_str());
  return 0;
}

}  // namespace ganscope
