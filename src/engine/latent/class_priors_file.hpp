#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "exchange/class_priors.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// As JSON: {"kind": "class priors", "model": ..., "oracle": ..., "classes": [{"name": "7", "mean": [...],
/// "deviation": [...]}, ...]}, with all digits.
[[nodiscard]] std::string class_priors_json(const ClassPriors& priors);

/// Reads it. Throws Error naming the file, the class and what was expected: classes with different names, as
/// many numbers as the space has, deviations that are finite and not negative.
[[nodiscard]] ClassPriors read_class_priors(const std::filesystem::path& path, const LatentSpace& space);

/// A class's name with _ for what no anchor's name may hold; digits may begin it. Files and folders may be
/// called so too.
[[nodiscard]] std::string class_word(const std::string& name);

/// The class called `name`, also with _ for what no anchor's name may hold, or else of that place from 0 on.
/// Throws UsageError naming the classes there are.
[[nodiscard]] const ClassPrior& class_called(const ClassPriors& priors, const std::string& name);
/// How an expression says its mean: "class:ankle_boot".
[[nodiscard]] std::string class_text(const ClassPrior& prior);
/// Mean and so many deviations.
[[nodiscard]] Latent class_latent(const ClassPrior& prior, double deviations);
/// A draw from the class's prior: always the same numbers for the same seed.
[[nodiscard]] Latent drawn_class_latent(const ClassPrior& prior, std::uint64_t seed);

}  // namespace ganscope
