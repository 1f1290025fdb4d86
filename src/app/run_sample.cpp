#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/image_run.hpp"
#include "app/interrupt.hpp"
#include "app/npy.hpp"
#include "app/picture_sheet.hpp"
#include "app/progress.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/prior_latents.hpp"
#include "view/capture/png.hpp"
#include "view/scene/grey_maps.hpp"

namespace ganscope {
namespace {

constexpr int kBatch = 64;

enum class SampleForm { sheet, folder, numpy };

SampleForm form_of(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!path.has_filename() || std::filesystem::is_directory(path, ignored)) return SampleForm::folder;
  if (path.extension() == ".png") return SampleForm::sheet;
  if (path.extension() == ".npy") return SampleForm::numpy;
  throw unknown_name("extension of the samples " + path.string() + ":", path.extension().string(),
                     std::vector<std::string>{".png", ".npy", "or a folder with / at its end"});
}

/// The model's own pixels, grey in the colours chosen.
Image plain_image(const Picture& picture, GreyMap colours) {
  Image image{picture.width, picture.height, {}};
  for (std::size_t i = 0; i < picture.values.size(); i += static_cast<std::size_t>(picture.channels)) {
    if (picture.channels == 3) {
      image.rgb.insert(image.rgb.end(), picture.values.begin() + static_cast<std::ptrdiff_t>(i),
                       picture.values.begin() + static_cast<std::ptrdiff_t>(i + 3));
      continue;
    }
    const Colour c = grey_colour(static_cast<float>(picture.values[i]) / 255, colours);
    for (const float part : {c.r, c.g, c.b})
      image.rgb.push_back(static_cast<std::uint8_t>(std::lround(255 * part)));
  }
  return image;
}

/// As square as whole rows allow.
PictureGrid sheet_grid(std::vector<PicturePtr> pictures) {
  const int count = static_cast<int>(pictures.size());
  const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
  const int rows = (count + columns - 1) / columns;
  pictures.resize(static_cast<std::size_t>(rows * columns));
  return {rows, columns, std::move(pictures)};
}

class SampleRun {
 public:
  SampleRun(const ImageRunOptions& options, Generator& generator)
      : options_(options),
        generator_(generator),
        out_(output_path(options, ImageCommand::sample, ".png")),
        form_(form_of(out_)) {
    check_label(options.config, generator.latent_space());
  }

  int run() {
    const InterruptGuard guard;
    if (form_ == SampleForm::folder) make_folder();
    const int made = generate();
    if (form_ == SampleForm::sheet && made > 0)
      write_png(out_, picture_sheet(sheet_grid(std::move(pictures_)), options_), text(command()));
    if (form_ == SampleForm::numpy) write_numbers(made);
    std::fprintf(stderr, "ganscope: wrote %s (%s)\n", out_.c_str(), counted(made, "image").c_str());
    if (options_.json) print_summary(made);
    return made < options_.count ? 130 : 0;
  }

 private:
  [[nodiscard]] std::string command() const { return full_command(ImageCommand::sample, options_); }
  static std::map<std::string, std::string> text(const std::string& command) {
    return {{"Software", "ganscope " + std::string(version())}, {"Comment", command}};
  }

  void make_folder() const {
    std::error_code error;
    std::filesystem::create_directories(out_, error);
    if (error) throw Error("cannot make the folder " + out_.string() + ": " + error.message());
  }

  /// Returns how many were made before the end or an interruption.
  int generate() {
    Progress progress(options_.count, "image", "images", options_.progress_every);
    int made = 0;
    while (made < options_.count && !InterruptGuard::requested()) {
      std::vector<Latent> latents;
      for (int i = made; i < std::min(made + kBatch, options_.count); ++i)
        latents.push_back(
            seeded_latent(generator_.latent_space(), options_.config.seed + static_cast<std::uint64_t>(i)));
      if (form_ == SampleForm::numpy) {
        const ImageBatch batch = generated_images(generator_, latents, options_.config.label);
        values_.insert(values_.end(), batch.values.begin(), batch.values.end());
      } else {
        keep(generated_pictures(generator_, latents, options_.config.label, kBatch), made);
      }
      made += static_cast<int>(latents.size());
      progress.update(made);
    }
    return made;
  }

  void keep(std::vector<PicturePtr> pictures, int first) {
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const std::uint64_t seed = options_.config.seed + static_cast<std::uint64_t>(first) + i;
      if (form_ == SampleForm::sheet) {
        pictures_.push_back(std::move(pictures[i]));
        continue;
      }
      ImageRunOptions one = options_;
      one.config.seed = seed;
      one.count = 1;
      write_png(out_ / ("seed-" + std::to_string(seed) + ".png"),
                plain_image(*pictures[i], options_.config.colours),
                text(full_command(ImageCommand::sample, one)));
    }
  }

  void write_numbers(int made) const {
    const ImageShape shape = generator_.image_shape();
    write_file_atomically(
        out_, npy_content(values_, {static_cast<std::size_t>(made), static_cast<std::size_t>(shape.channels),
                                    static_cast<std::size_t>(shape.height),
                                    static_cast<std::size_t>(shape.width)}));
  }

  void print_summary(int made) const {
    const ImageShape shape = generator_.image_shape();
    const nlohmann::ordered_json summary{{"command", command()},
                                         {"images", made},
                                         {"first_seed", options_.config.seed},
                                         {"channels", shape.channels},
                                         {"width", shape.width},
                                         {"height", shape.height},
                                         {"interrupted", made < options_.count},
                                         {"out", out_.string()}};
    std::printf("%s\n", summary.dump().c_str());
  }

  const ImageRunOptions& options_;
  Generator& generator_;
  const std::filesystem::path out_;
  const SampleForm form_;
  std::vector<PicturePtr> pictures_;  ///< of a sheet
  std::vector<float> values_;         ///< of a NumPy file
};

}  // namespace

int run_sample(const ImageRunOptions& options, Generator& generator) {
  SampleRun run(options, generator);
  return run.run();
}

}  // namespace ganscope
