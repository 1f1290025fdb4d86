#include "app/analysis/analysis_run.hpp"

#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/oracle/judgement.hpp"
#include "view/capture/png.hpp"

namespace ganscope {

void save_figure(const std::filesystem::path& folder, const std::string& name, const Image& image,
                 const std::string& command) {
  write_png(folder / (name + ".png"), image,
            {{"Software", "ganscope " + std::string(version())}, {"Comment", command}});
}

Oracle open_oracle(const std::string& given, const std::string& command) {
  if (given.empty())
    throw UsageError(command + " needs an oracle; expected --oracle " + join(shipped_oracle_names(), ", ") +
                     " or a file of oracle train");
  return Oracle(oracle_path(given));
}

std::unique_ptr<Generator> open_for_oracle(const ModelChoice& model, const Oracle& oracle) {
  auto generator = open_and_tell(model, {.measure = false});
  if (generator->image_shape().channels != 1)
    throw Error(model.path + " makes images of " + std::to_string(generator->image_shape().channels) +
                " channels, and the oracle knows the grey ones of " + oracle.data() +
                "; expected a generator of grey images");
  return generator;
}

ImageSetPtr oracle_data(const Oracle& oracle, const std::string& data, Split split,
                        const std::filesystem::path& data_dir) {
  ImageSetPtr set =
      open_image_set(data.empty() ? oracle.data() : data, {.split = split, .data_dir = data_dir});
  check_classes(oracle, *set);
  return set;
}

}  // namespace ganscope
