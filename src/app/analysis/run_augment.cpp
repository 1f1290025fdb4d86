#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/analysis/analysis_run.hpp"
#include "app/files/progress.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/analysis/class_augmentation.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/threads.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDrawnAtOnce = 200;  // images in memory at a time

/// The bytes of an IDX file (MNIST's format): its sizes, then the numbers.
std::string idx_content(const std::vector<std::uint32_t>& sizes, const std::vector<std::uint8_t>& values) {
  std::string out{'\0', '\0', '\x08', static_cast<char>(sizes.size())};
  for (const std::uint32_t size : sizes)
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<char>(size >> shift & 0xFF));
  out.append(values.begin(), values.end());
  return out;
}

class AugmentRun {
 public:
  explicit AugmentRun(const AugmentRunOptions& options)
      : options_(options),
        oracle_(open_oracle(options.oracle, "augment")),
        generator_(open_for_oracle(options.model, oracle_)),
        out_(options.out) {
    if (out_.empty()) out_ = std::filesystem::path(options.model.path).stem().string() + "-augmented";
    check_output_folder(out_);
    if (std::filesystem::exists(out_) && !std::filesystem::is_empty(out_))
      throw Error(out_.string() +
                  " is not empty; expected a new folder, so that no older images are among the new");
  }

  int run() {
    const InterruptGuard guard;
    const LatentSpace space = generator_->latent_space();
    const AnswersProgress goes_on = [](int) { return !InterruptGuard::requested(); };
    const LabelledSamples known =
        label_samples(oracle_, *generator_, options_.samples, options_.seed, "classes", {}, goes_on);
    if (known.answers.count() < options_.samples) return 130;
    const ClassStudy study =
        study_classes(known.latents, space.size, known.answers.classes, oracle_.class_names(), options_.seed);
    const std::vector<float> latents = augmented_latents(study, {.per_class = options_.per_class,
                                                                 .p_from = options_.p_from,
                                                                 .p_to = options_.p_to,
                                                                 .signs = options_.signs,
                                                                 .seed = options_.seed});
    if (!draw(latents, static_cast<std::size_t>(space.size))) return 130;
    write();
    return 0;
  }

 private:
  bool draw(std::span<const float> latents, std::size_t size) {
    const int all = static_cast<int>(latents.size() / size);
    Progress progress(all, "image");
    for (int from = 0; from < all; from += kDrawnAtOnce) {
      if (InterruptGuard::requested()) return false;
      const int some = std::min(kDrawnAtOnce, all - from);
      const std::span<const float> part =
          latents.subspan(static_cast<std::size_t>(from) * size, static_cast<std::size_t>(some) * size);
      const ImageBatch images = generator_->generate(part);
      shape_ = images.shape;
      for (const float value : images.values)
        pixels_.push_back(static_cast<std::uint8_t>(std::lround(255 * value)));
      const OracleAnswers answers = answers_for(oracle_, images);
      for (int i = 0; i < some; ++i) {
        const int label = (from + i) / options_.per_class;
        labels_.push_back(static_cast<std::uint8_t>(label));
        agreed_ += answers.classes[static_cast<std::size_t>(i)] == label ? 1 : 0;
      }
      progress.update(from + some);
    }
    progress.finish();
    return true;
  }

  void write() const {
    make_folder(out_);
    const auto count = static_cast<std::uint32_t>(labels_.size());
    write_file_atomically(out_ / "train-images-idx3-ubyte",
                          idx_content({count, static_cast<std::uint32_t>(shape_.height),
                                       static_cast<std::uint32_t>(shape_.width)},
                                      pixels_));
    write_file_atomically(out_ / "train-labels-idx1-ubyte", idx_content({count}, labels_));
    write_pictures();
    const double agreed = static_cast<double>(agreed_) / static_cast<double>(labels_.size());
    const Json summary{{"command", command()},
                       {"model", options_.model.path},
                       {"oracle", options_.oracle},
                       {"images", count},
                       {"per_class", options_.per_class},
                       {"p", {options_.p_from, options_.p_to}},
                       {"signs", augment_sign_names()[static_cast<std::size_t>(options_.signs)]},
                       {"classes", oracle_.class_names()},
                       {"agreed", agreed},
                       {"out", out_.string()}};
    write_file_atomically(out_ / "augment.json", summary.dump(2) + "\n");
    if (options_.json)
      std::printf("%s\n", summary.dump().c_str());
    else
      std::printf(
          "%s images, %d of each class; the oracle gives %.1f %% of them the class they are meant to be\n",
          with_thousands(count).c_str(), options_.per_class, 100 * agreed);
    std::fprintf(stderr, "ganscope: wrote %s (IDX files, and a folder of pictures a class)\n",
                 (out_ / "").c_str());
  }

  void write_pictures() const {
    const std::size_t size = static_cast<std::size_t>(shape_.height) * static_cast<std::size_t>(shape_.width);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const std::filesystem::path folder = out_ / "pictures" / class_word(oracle_.class_names()[labels_[i]]);
      const std::size_t place = i % static_cast<std::size_t>(options_.per_class);
      if (place == 0) make_folder(folder);
      Image image{shape_.width, shape_.height, {}};
      for (std::size_t k = 0; k < size; ++k) image.rgb.insert(image.rgb.end(), 3, pixels_[i * size + k]);
      char name[32];
      std::snprintf(name, sizeof name, "%05zu.png", place);
      write_png(folder / name, image, {});
    }
  }

  [[nodiscard]] std::string command() const {
    return "ganscope augment " + model_words(options_.model) + " --oracle " + shell_quoted(options_.oracle) +
           " --count " + std::to_string(options_.samples) + " --per-class " +
           std::to_string(options_.per_class) + " --p " + exact_number(options_.p_from) + ".." +
           exact_number(options_.p_to) + " --signs " +
           augment_sign_names()[static_cast<std::size_t>(options_.signs)] + " --seed " +
           std::to_string(options_.seed);
  }

  const AugmentRunOptions& options_;
  Oracle oracle_;
  std::unique_ptr<Generator> generator_;
  std::filesystem::path out_;
  ImageShape shape_;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint8_t> labels_;
  int agreed_ = 0;
};

}  // namespace

int run_augment(const AugmentRunOptions& options) {
  use_threads(headless_threads(options.threads));
  AugmentRun run(options);
  return run.run();
}

}  // namespace ganscope
