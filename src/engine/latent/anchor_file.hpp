#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// What latents were made for.
struct AnchorOrigin {
  std::string model;
  LatentPrior prior = LatentPrior::normal;
};

/// Reads latents from a file of at most 256 MB, by what it begins with:
/// - JSON: {"anchors": [{"name": "smile", "latent": [...]}, ...]} as written by write_anchor_file(), a single
/// such
///   object, lists by their names {"smile": [...], ...}, a list of numbers, or a list of such lists;
/// - NumPy's .npy and .npz of f32 or f64: one latent, or count x size, also with more dimensions behind that
///   multiply to the size. Of an .npz the arrays that fit, each latent called after its array where several
///   do.
/// Latents without a name are called after the file, from the second on with their place, and with a number
/// more where that is taken. Throws Error naming the file, the anchor and what was expected: the space's
/// prior where the file names one, numbers that f32 can hold, as many as the space has (an array's shape is
/// told), names that are words and different.
[[nodiscard]] std::vector<Anchor> read_anchor_file(const std::filesystem::path& path,
                                                   const LatentSpace& space);

/// What such a file holds, with the name of the model that it says they were made with; "" where it says
/// none.
struct AnchorFile {
  std::vector<Anchor> anchors;
  std::string model;
};
/// As read_anchor_file().
[[nodiscard]] AnchorFile open_anchor_file(const std::filesystem::path& path, const LatentSpace& space);

/// Whether a file is one of latents rather than of something else, such as a model card, by its ending or by
/// what JSON it holds. False for what cannot be read.
[[nodiscard]] bool holds_anchors(const std::filesystem::path& path);

/// Writes all digits, so that reading gives the same latents, and names made fit by as_anchor_name(), a
/// second one of a name with a number behind it. The old file stands until the new one is
/// whole. Throws Error naming the path.
void write_anchor_file(const std::filesystem::path& path, std::span<const Anchor> anchors,
                       const AnchorOrigin& origin);

/// Whether a name can stand in an expression: letters, digits and _, at most 64, not beginning with a digit,
/// and none of the expression's own words.
[[nodiscard]] bool is_anchor_name(const std::string& name);
/// `name` with _ for what no name may hold, and no longer than that: seed:17 becomes seed_17.
[[nodiscard]] std::string as_anchor_name(std::string name);
/// The same with a number behind it, "z_2"; of a long name the end makes room for it.
[[nodiscard]] std::string numbered_anchor_name(const std::string& name, std::size_t number);

}  // namespace ganscope
