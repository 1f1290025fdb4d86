#include "engine/models/open_model.hpp"

#include "core/error.hpp"
#include "core/program_place.hpp"
#include "core/text.hpp"
#include "engine/models/known_families.hpp"

namespace ganscope {
namespace {

ModelCard card_for(const std::filesystem::path& path, const TensorFile& file,
                   const OpenModelOptions& options) {
  if (options.read_as) return *options.read_as;
  if (options.card) return read_model_card(*options.card);
  if (const auto beside = card_beside(path)) return read_model_card(*beside);
  if (const std::optional<std::string> text = file.card()) {
    return parse_model_card(*text, path.string() + ": card in the metadata");
  }
  if (std::optional<ModelCard> card = recognise_family(file)) return *card;
  std::filesystem::path name = path;
  throw NoCardError(path.string() +
                        ": it has weights but nothing says how they fit together: no card beside it (" +
                        name.replace_extension(".card.json").filename().string() +
                        "), none in its metadata, and no known family (DCGAN, MLP)",
                    how_to_write_a_card(path, options.tensor_prefix) + "; then say --card FILE");
}

}  // namespace

std::string how_to_write_a_card(const std::filesystem::path& path, const std::string& tensor_prefix) {
  std::string command = "ganscope info " + shell_quoted(path.string());
  if (!tensor_prefix.empty()) command += " --tensor-prefix " + shell_quoted(tensor_prefix);
  return "'" + command + "' lists its tensors, from which a card is written (" +
         documentation_page("model-card.md").string() + ")";
}

OpenModel open_model(const std::filesystem::path& path, const OpenModelOptions& options) {
  OpenModel out;
  out.file = open_tensor_file(path, {.tensor_prefix = options.tensor_prefix, .limits = {}});
  try {
    out.plan = plan_model(card_for(path, *out.file, options), *out.file);
  } catch (const CardError&) {
    throw;
  } catch (const Error& e) {  // the card that there is doesn't say how these weights fit together
    throw CardError(e.what());
  }
  for (const PlannedLayer& layer : out.plan.layers)
    for (const std::optional<std::size_t> tensor : layer.tensors)
      if (tensor && out.file->tensors()[*tensor].type == NumberType::other)
        throw unread_type(out.file->name(), out.file->tensors()[*tensor]);
  return out;
}

}  // namespace ganscope
