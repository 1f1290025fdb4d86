#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "app/files/npy.hpp"
#include "app/files/progress.hpp"
#include "app/image/image_outputs.hpp"
#include "app/image/picture_sheet.hpp"
#include "app/image/sample_latents.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/version.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"
#include "view/capture/png.hpp"
#include "view/scene/grey_maps.hpp"

namespace ganscope {
namespace {

constexpr int kBatch = 64;

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

/// The names of a folder's files: NAME.png, of equal names the later ones with a number.
class FileNames {
 public:
  std::string next(const std::string& name) {
    // seed:17 is seed-17 on every system.
    std::string base = name.starts_with("seed:") && is_anchor_name("s" + name.substr(5))
                           ? "seed-" + name.substr(5)
                           : as_anchor_name(name);
    std::string unique = base;
    for (int k = 2; !taken_.insert(unique).second; ++k) unique = base + "_" + std::to_string(k);
    return unique + ".png";
  }

 private:
  std::set<std::string> taken_;
};

class SampleRun {
 public:
  SampleRun(const ImageRunOptions& options, Generator& generator)
      : options_(options),
        generator_(generator),
        latents_(options.config, generator.latent_space(),
                 options.count == 0 && options.config.anchors.empty() ? kSamples : options.count),
        out_(output_path(options, ImageCommand::sample, ".png")),
        form_(sample_form(out_)) {
    check_label(options.config, generator.latent_space());
  }

  int run() {
    const InterruptGuard guard;
    if (form_ == SampleForm::folder) make_folder(out_);
    const int made = generate();
    if (form_ == SampleForm::sheet && made > 0)
      write_png(out_, picture_sheet(sheet_grid(std::move(pictures_)), options_), text(command()));
    if (form_ == SampleForm::numpy) write_numbers(made);
    const std::string drawn = drawn_class(options_.config, generator_.latent_space());
    std::fprintf(stderr, "ganscope: wrote %s (%s%s)\n", out_.c_str(), counted(made, "image").c_str(),
                 drawn.empty() ? "" : (", " + drawn).c_str());
    if (!options_.latents_out.empty()) write_latents(made);
    if (options_.json) print_summary(made);
    return made < latents_.count() ? 130 : 0;
  }

 private:
  [[nodiscard]] std::string command() const { return full_command(ImageCommand::sample, options_); }
  [[nodiscard]] std::map<std::string, std::string> text(const std::string& command) const {
    std::map<std::string, std::string> out{{"Software", "ganscope " + std::string(version())},
                                           {"Comment", command}};
    const std::string drawn = drawn_class(options_.config, generator_.latent_space());
    if (!drawn.empty()) out["Description"] = drawn;
    return out;
  }

  /// Returns how many were made before the end or an interruption.
  int generate() {
    Progress progress(latents_.count(), "image", "images", options_.progress_every);
    int made = 0;
    while (made < latents_.count() && !InterruptGuard::requested()) {
      const std::vector<Latent> latents = latents_.range(made, std::min(made + kBatch, latents_.count()));
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
      if (form_ == SampleForm::sheet) {
        pictures_.push_back(std::move(pictures[i]));
        continue;
      }
      const Anchor anchor = latents_.at(first + static_cast<int>(i));
      write_png(out_ / names_.next(anchor.name), plain_image(*pictures[i], options_.config.colours),
                text(full_command(ImageCommand::sample, only(anchor, first + static_cast<int>(i)))));
    }
  }

  /// The options that make the image of this latent alone.
  [[nodiscard]] ImageRunOptions only(const Anchor& anchor, int index) const {
    ImageRunOptions one = options_;
    one.latents_out.clear();
    if (latents_.of_anchors() || !options_.config.class_priors.empty()) {
      // One that only the list explains is made again with the list.
      if (anchor.text.empty()) return one;
      one.config.anchors = anchor.text;
      one.config.typical = false;  // the text says it
      one.count = 0;
    } else {
      one.config.seed += static_cast<std::uint64_t>(index);
      one.count = 1;
    }
    return one;
  }

  void write_numbers(int made) const {
    const ImageShape shape = generator_.image_shape();
    write_file_atomically(
        out_, npy_content(values_,
                          {static_cast<std::size_t>(made), static_cast<std::size_t>(shape.channels),
                           static_cast<std::size_t>(shape.height), static_cast<std::size_t>(shape.width)}));
  }

  /// As f32, which is what the generator was given, or under their names in JSON.
  void write_latents(int made) const {
    const LatentSpace space = generator_.latent_space();
    const std::filesystem::path& path = options_.latents_out;
    if (extension_of(path) == ".json") {
      std::vector<Anchor> anchors;
      for (int i = 0; i < made; ++i) anchors.push_back(latents_.at(i));
      write_anchor_file(path, anchors, {options_.config.model, space.prior});
    } else {
      std::vector<float> numbers;
      for (int i = 0; i < made; ++i)
        for (const double x : latents_.at(i).latent) numbers.push_back(static_cast<float>(x));
      write_file_atomically(
          path, npy_content(numbers, {static_cast<std::size_t>(made), static_cast<std::size_t>(space.size)}));
    }
    std::fprintf(stderr, "ganscope: wrote %s (%s of %d numbers)\n", path.c_str(),
                 counted(made, "latent").c_str(), space.size);
  }

  void print_summary(int made) const {
    const ImageShape shape = generator_.image_shape();
    nlohmann::ordered_json summary{{"command", command()},
                                   {"images", made},
                                   {"first_seed", nullptr},
                                   {"channels", shape.channels},
                                   {"width", shape.width},
                                   {"height", shape.height},
                                   {"interrupted", made < latents_.count()},
                                   {"out", out_.string()}};
    if (!latents_.of_anchors()) summary["first_seed"] = options_.config.seed;
    if (!options_.latents_out.empty()) summary["latents"] = options_.latents_out.string();
    if (generator_.latent_space().classes > 0) summary["class"] = options_.config.label;
    std::printf("%s\n", summary.dump().c_str());
  }

  const ImageRunOptions& options_;
  Generator& generator_;
  const SampleLatents latents_;
  const std::filesystem::path out_;
  const SampleForm form_;
  FileNames names_;
  std::vector<PicturePtr> pictures_;  ///< of a sheet
  std::vector<float> values_;         ///< of a NumPy file
};

}  // namespace

int run_sample(const ImageRunOptions& options, Generator& generator) {
  SampleRun run(options, generator);
  return run.run();
}

}  // namespace ganscope
