#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/analysis/analysis_run.hpp"
#include "app/files/progress.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/analysis/class_adaptation.hpp"
#include "engine/analysis/feature_measures.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const AdaptedClass& one, const std::string& name) {
  const auto dimensions = static_cast<double>(std::max<std::size_t>(1, one.w.size()));
  return {{"name", name},
          {"found", one.found},
          {"kept", one.kept},
          {"threshold", one.threshold},
          {"mean_w", std::accumulate(one.w.begin(), one.w.end(), 0.0) / dimensions},
          {"normal_share", one.normal_share()}};
}

/// The cosine of each image to the nearest training image.
std::vector<double> similarities(const ImageSet& training, const ImageShape& like,
                                 std::vector<float> small_images) {
  constexpr int kPixels = Oracle::kSide * Oracle::kSide;
  std::vector<std::int64_t> all(static_cast<std::size_t>(training.count));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  return nearest_cosine({kPixels, std::move(small_images)}, {kPixels, small_images_of(training, all, like)});
}

void print(const ClassAdaptation& adapted) {
  std::printf("%-14s %7s %7s %10s %24s\n", "class", "found", "kept", "threshold",
              "dimensions that are normal");
  for (std::size_t c = 0; c < adapted.classes.size(); ++c) {
    const AdaptedClass& one = adapted.classes[c];
    std::printf("%-14s %7d %7d %10s %22.0f %%\n", adapted.priors.classes[c].name.c_str(), one.found, one.kept,
                three_digits(one.threshold).c_str(), 100 * one.normal_share());
  }
}

}  // namespace

int run_adapt(const AdaptOptions& options) {
  std::filesystem::path out = options.out;
  if (out.empty()) out = std::filesystem::path(options.model.path).stem().string() + "-adapted.json";
  check_extension("class priors", out, {".json"});
  check_output_file(out);
  const InterruptGuard guard;
  use_threads(headless_threads(options.threads));
  Oracle oracle = open_oracle(options.oracle.empty() ? options.data : options.oracle, "adapt");
  const auto generator = open_for_oracle(options.model, oracle);
  const ImageSetPtr training = oracle_data(oracle, options.data, Split::train, options.data_dir);
  Progress progress(options.samples, "sample");
  LabelledSamples made = label_samples(oracle, *generator, options.samples, options.seed, "adapt",
                                       {.small_images = true}, [&](int done) {
                                         progress.update(done);
                                         return !InterruptGuard::requested();
                                       });
  if (made.answers.count() < options.samples) return 130;
  progress.finish();
  const std::vector<double> similar =
      similarities(*training, generator->image_shape(), std::move(made.answers.small_images));
  ClassAdaptation adapted =
      adapt_classes({made.latents, generator->latent_space().size, made.answers.classes, similar},
                    oracle.class_names(), options.keep);
  adapted.priors.model = options.model.path;
  adapted.priors.oracle = oracle.data();
  write_file_atomically(out, class_priors_json(adapted.priors));
  if (options.json) {
    Json classes = Json::array();
    for (std::size_t c = 0; c < adapted.classes.size(); ++c)
      classes.push_back(to_json(adapted.classes[c], adapted.priors.classes[c].name));
    std::printf("%s\n", Json{{"model", options.model.path},
                             {"oracle", oracle.data()},
                             {"samples", options.samples},
                             {"seed", options.seed},
                             {"keep", options.keep},
                             {"classes", classes},
                             {"out", out.string()}}
                            .dump()
                            .c_str());
  } else {
    print(adapted);
  }
  std::fprintf(stderr, "ganscope: wrote %s (priors of %s)\n", out.c_str(),
               counted(static_cast<std::int64_t>(adapted.classes.size()), "class", "classes").c_str());
  return 0;
}

}  // namespace ganscope
