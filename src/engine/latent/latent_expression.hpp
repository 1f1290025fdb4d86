#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/class_priors.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// What a latent expression may refer to.
struct LatentScope {
  LatentSpace space;
  std::span<const Anchor> anchors{};     ///< by name
  const ClassPriors* classes = nullptr;  ///< by name; nullptr where none were given
};

/// The latent that `text` writes:
///
///   seed:17                 the prior's latent of that seed
///   class:7, class:7+0.5s   the mean of a class, and so many deviations from it (or -)
///   class:7~17              a draw from the class's prior, of that seed
///   smile                   an anchor
///   faces.json#smile        a latent of a file (.json, .npy or .npz); without # when the file has only one
///   e(3)                    the third coordinate's unit vector, counted from 1
///   a + b, a - b, 2 * a, a / 2, -a, (a)
///   mean(a, b, c)           any number
///   lerp(a, b, 0.3), slerp(a, b, 0.3)
///   typical(a - b)          at the prior's typical radius
///
/// A file's name ends in .json, .npy or .npz. Where the whole text is the name of such a file that is there,
/// with or without #NAME behind it, it is that file, whatever it would say otherwise; within an expression a
/// name with blanks stands in quotes, and around a minus sign behind a name there must be blanks. The
/// typographic minus is one too. Throws UsageError naming the text, the place and what was expected there,
/// also where f32 cannot hold a number of the result, or Error for a file that cannot be read.
[[nodiscard]] Latent parse_latent(std::string_view text, const LatentScope& scope);

/// Latents separated by commas, each with a name: the anchor's or the file's own, that of 'name = ...', else
/// the text itself. What was named earlier in the list can be used later in it. `seed:1..8` stands for eight
/// seeds, `class:7~1..8` for as many draws, a file alone for all of its latents. A file that is there and
/// whose name is all of `text` is that file, commas and all; likewise each part of the list. At least one.
[[nodiscard]] std::vector<Anchor> parse_latents(std::string_view text, const LatentScope& scope);

/// "name = expression"; without a name, or with one that cannot be an anchor's, throws UsageError.
[[nodiscard]] Anchor parse_assignment(std::string_view text, const LatentScope& scope);

/// Words with a meaning of their own, which no anchor can be called.
[[nodiscard]] const std::vector<std::string>& expression_words();

}  // namespace ganscope
