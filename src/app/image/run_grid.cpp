#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/image/image_run.hpp"
#include "app/image/picture_sheet.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "engine/latent/grid_motion.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/tour_frames.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

/// A window shows what it can; a command says what it would leave out.
void refuse_unused(const ImageConfig& config, const std::vector<Anchor>& anchors) {
  const std::size_t used = used_anchors(config, anchors).size();
  if (used == anchors.size()) return;
  const GridKind kind = grid_kind(config, anchors.size());
  throw UsageError("a grid of kind '" + name_of(kind) + "' takes " +
                   counted(static_cast<std::int64_t>(used), "anchor") + " and " +
                   std::to_string(anchors.size()) + (anchors.size() == 1 ? " is given" : " are given") +
                   (kind == GridKind::anchors ? "; expected more --rows or --cols"
                                              : "; expected fewer, or --kind anchors, which shows them all"));
}

}  // namespace

int run_grid(const ImageRunOptions& options, Generator& generator) {
  const Stopwatch watch;
  const LatentSpace space = generator.latent_space();
  check_label(options.config, space);
  const std::vector<Anchor> anchors = grid_anchors(options.config, space);
  refuse_unused(options.config, anchors);
  const LatentGrid grid = moved_grid(planned_grid(options.config, anchors, space), space,
                                     options.config.moved, options.config.seed);
  const std::filesystem::path out = output_path(options, ImageCommand::grid, ".png");
  const Image sheet = picture_sheet(pictured(grid, generator, options.config.label, 64), options);
  const std::string command = full_command(ImageCommand::grid, options);
  std::map<std::string, std::string> text{{"Software", "ganscope " + std::string(version())},
                                          {"Comment", command}};
  if (!options.title.empty()) text["Title"] = options.title;
  const std::string drawn = drawn_class(options.config, space);
  if (!drawn.empty()) text["Description"] = drawn;
  write_png(out, sheet, text);
  std::fprintf(stderr, "ganscope: wrote %s (%dx%d pixels%s)\n", out.c_str(), sheet.width, sheet.height,
               drawn.empty() ? "" : (", " + drawn).c_str());
  if (!options.json) return 0;
  nlohmann::ordered_json names = nlohmann::ordered_json::array();
  for (const Anchor& anchor : anchors) names.push_back(anchor.name);
  nlohmann::ordered_json summary{{"command", command},
                                 {"kind", name_of(grid_kind(options.config, anchors.size()))},
                                 {"rows", grid.rows},
                                 {"cols", grid.columns},
                                 {"anchors", names},
                                 {"width", sheet.width},
                                 {"height", sheet.height},
                                 {"out", out.string()},
                                 {"seconds_taken", watch.seconds()},
                                 {"latents", grid.cells}};
  if (space.classes > 0) summary["class"] = options.config.label;
  std::printf("%s\n", summary.dump().c_str());
  return 0;
}

}  // namespace ganscope
