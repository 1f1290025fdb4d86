#include "engine/recovery/recovery_targets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/images/image_decoder.hpp"
#include "engine/images/resample.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMostSeeds = 100'000;

std::string size_text_of(int width, int height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

/// The largest part in the middle that has the proportions of `width` x `height`.
struct Middle {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};
Middle middle_of(const DecodedImage& image, int width, int height) {
  const double scale =
      std::min(static_cast<double>(image.width) / width, static_cast<double>(image.height) / height);
  Middle out;
  out.width = std::clamp(static_cast<int>(std::lround(scale * width)), 1, image.width);
  out.height = std::clamp(static_cast<int>(std::lround(scale * height)), 1, image.height);
  out.x = (image.width - out.width) / 2;
  out.y = (image.height - out.height) / 2;
  return out;
}

std::vector<float> plane_of(const DecodedImage& image, const Middle& part, int channel) {
  std::vector<float> plane;
  plane.reserve(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height));
  for (int y = part.y; y < part.y + part.height; ++y)
    for (int x = part.x; x < part.x + part.width; ++x)
      plane.push_back(static_cast<float>(
                          image.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                                         static_cast<std::size_t>(x)) +
                                    static_cast<std::size_t>(channel)]) /
                      255);
  return plane;
}

/// ITU-R BT.601's luma, as libjpeg and Pillow have it.
std::vector<float> grey_of(const std::vector<std::vector<float>>& rgb) {
  std::vector<float> grey(rgb[0].size());
  for (std::size_t i = 0; i < grey.size(); ++i)
    grey[i] = 0.299F * rgb[0][i] + 0.587F * rgb[1][i] + 0.114F * rgb[2][i];
  return grey;
}

bool is_grey(const DecodedImage& image) {
  for (std::size_t i = 0; i + 2 < image.rgb.size(); i += 3)
    if (image.rgb[i] != image.rgb[i + 1] || image.rgb[i] != image.rgb[i + 2]) return false;
  return true;
}

}  // namespace

RecoveryTarget target_of_file(const std::filesystem::path& path, const ImageShape& shape) {
  DecodedImage image;
  try {
    image = decode_image(path, {});
  } catch (const Error& e) {
    throw Error(path.string() + ": it cannot be read as a picture: " + e.what());
  }
  RecoveryTarget target{.name = path.stem().string()};
  const Middle part = middle_of(image, shape.width, shape.height);
  std::vector<std::vector<float>> planes;
  for (int channel = 0; channel < 3; ++channel)
    planes.push_back(
        resample(plane_of(image, part, channel), {part.width, part.height}, {shape.width, shape.height}));
  if (shape.channels < 3)
    target.values = grey_of(planes);
  else
    for (const std::vector<float>& plane : planes)
      target.values.insert(target.values.end(), plane.begin(), plane.end());
  // Opaque, where the generator draws transparency; a second channel of grey ones likewise.
  target.values.resize(static_cast<std::size_t>(shape.numbers()), 1.F);
  std::vector<std::string> done;
  if (part.width != image.width || part.height != image.height)
    done.push_back("its middle of " + size_text_of(part.width, part.height));
  if (part.width != shape.width || part.height != shape.height)
    done.push_back("scaled to " + size_text_of(shape.width, shape.height));
  if (shape.channels < 3 && !is_grey(image)) done.emplace_back("made grey");
  if (!done.empty()) target.fitted = size_text_of(image.width, image.height) + ": " + join(done, ", ");
  return target;
}

std::vector<RecoveryTarget> targets_of_seeds(DifferentiableGenerator& generator,
                                             const std::vector<std::uint64_t>& seeds, int label) {
  const ModelCard& card = generator.card();
  std::vector<RecoveryTarget> targets;
  std::vector<float> latents;
  for (const std::uint64_t seed : seeds) {
    RecoveryTarget target{
        .name = "seed:" + std::to_string(seed), .values = {}, .known = seeded_latent(card.latent, seed)};
    for (const double x : target.known) latents.push_back(static_cast<float>(x));
    targets.push_back(std::move(target));
  }
  const std::vector<int> labels(card.latent.classes > 0 ? seeds.size() : 0, label);
  const ImageBatch pictures = generator.generate(latents, labels);
  const auto numbers = static_cast<std::ptrdiff_t>(card.image.numbers());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto from = pictures.values.begin() + static_cast<std::ptrdiff_t>(i) * numbers;
    targets[i].values.assign(from, from + numbers);
  }
  return targets;
}

ImageBatch batch_of(const std::vector<RecoveryTarget>& targets, const ImageShape& shape) {
  ImageBatch out{static_cast<int>(targets.size()), shape, {}};
  for (const RecoveryTarget& target : targets)
    out.values.insert(out.values.end(), target.values.begin(), target.values.end());
  return out;
}

std::vector<std::uint64_t> parse_seeds(const std::string& text) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::vector<std::uint64_t> seeds;
  if (text.empty()) throw out_of_range("seeds", text, "some, as 1..20 or 1,5,7");
  for (const std::string& part : split(text, ',')) {
    const std::size_t dots = part.find("..");
    const std::int64_t first = parse_integer_in(part.substr(0, dots), "seeds", 0, kMost);
    const std::int64_t last =
        dots == std::string::npos ? first : parse_integer_in(part.substr(dots + 2), "seeds", first, kMost);
    if (static_cast<std::uint64_t>(last - first) >= kMostSeeds - seeds.size())
      throw out_of_range("seeds", text,
                         "at most " + std::to_string(kMostSeeds) + " of them, as 1..20 or 1,5,7");
    for (std::int64_t seed = first; seed <= last; ++seed) seeds.push_back(static_cast<std::uint64_t>(seed));
  }
  return seeds;
}

}  // namespace ganscope
