#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/files/model_choice.hpp"
#include "engine/analysis/class_augmentation.hpp"
#include "engine/oracle/labelled_samples.hpp"
#include "exchange/option.hpp"
#include "view/scene/image.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// What classes takes where nobody says, as the paper did, and what judge, adapt and augment take.
inline constexpr int kFewSamples = 1000;
inline constexpr int kManySamples = 10000;

/// What the commands that ask an oracle about a generator share.
struct AnalysisOptions {
  explicit AnalysisOptions(int count) : samples(count) {}
  ModelChoice model;
  std::string oracle;  ///< a name or a file
  int samples;         ///< generated images
  std::uint64_t seed = 1;
  std::filesystem::path out;  ///< folder
  int threads = 0;            ///< 0: chosen
  bool json = false;
};

/// Everything `ganscope classes` takes.
struct ClassesOptions : AnalysisOptions {
  ClassesOptions() : AnalysisOptions(kFewSamples) {}
  int steps = 11;                     ///< values of p from 0 to 1
  ThemeKind theme = ThemeKind::dark;  ///< of the figures
};
[[nodiscard]] const std::vector<Option<ClassesOptions>>& classes_options();
/// MAGAN's measures of a generator's classes with their figures, in a folder: classes.json, classes.csv,
/// priors.json, distances.png, trees.png, map.png, epsilon.png, means.png. Returns the exit status: 0, or 130
/// when it was interrupted. Throws Error.
[[nodiscard]] int run_classes(const ClassesOptions& options);

/// Everything `ganscope judge` takes.
struct JudgeOptions : AnalysisOptions {
  JudgeOptions() : AnalysisOptions(kManySamples) {}
  std::vector<std::string> models;  ///< the first is `model`'s path
  std::string data;                 ///< empty: the oracle's
  std::filesystem::path
      class_priors;  ///< latents are drawn from, one class after the other; empty: the prior's
  int neighbours = 3;
  std::filesystem::path data_dir;
};
[[nodiscard]] const std::vector<Option<JudgeOptions>>& judge_options();
/// Quality against diversity of one generator or several beside real images: printed, with --out also
/// judge.json, judge.csv, judge.md and a sheet of samples each. Status and errors as run_classes().
[[nodiscard]] int run_judge(const JudgeOptions& options);

/// Everything `ganscope adapt` takes.
struct AdaptOptions : AnalysisOptions {
  AdaptOptions() : AnalysisOptions(kManySamples) {}
  std::string data;  ///< empty: the oracle's
  double keep = 0.5;
  std::filesystem::path data_dir;
};
[[nodiscard]] const std::vector<Option<AdaptOptions>>& adapt_options();
/// Latent adaptation: class priors of the latents whose images are most like real ones, in the file `out`.
[[nodiscard]] int run_adapt(const AdaptOptions& options);

/// Everything `ganscope augment` takes.
struct AugmentRunOptions : AnalysisOptions {
  AugmentRunOptions() : AnalysisOptions(kManySamples) {}
  int per_class = 1000;
  double p_from = 0;  ///< shares of epsilon
  double p_to = 1;
  AugmentSigns signs = AugmentSigns::each;
};
[[nodiscard]] const std::vector<Option<AugmentRunOptions>>& augment_options();
/// Labelled images of every class from around its mean, in a new folder: IDX files, pictures, augment.json.
[[nodiscard]] int run_augment(const AugmentRunOptions& options);

/// Everything `ganscope pca` takes.
struct PcaOptions {
  std::string data;
  std::vector<int> components{10, 50, 200};
  std::filesystem::path out;
  int size = 64;                      ///< of photographs
  ThemeKind theme = ThemeKind::dark;  ///< of the figures
  int threads = 0;
  bool json = false;
  std::filesystem::path data_dir;
};
[[nodiscard]] const std::vector<Option<PcaOptions>>& pca_options();
/// Principal components of images, in a folder: pca.json, spectrum.csv, spectrum.png, components.png,
/// reconstructions.png.
[[nodiscard]] int run_pca(const PcaOptions& options);

/// Writes FOLDER/NAME.png with the command that makes it again.
void save_figure(const std::filesystem::path& folder, const std::string& name, const Image& image,
                 const std::string& command);

/// Opens the oracle that the option names. Throws UsageError where none is.
[[nodiscard]] Oracle open_oracle(const std::string& given, const std::string& command);
/// Opens the model and tells what was assumed of it. Throws Error where the oracle cannot judge it: it knows
/// grey images.
[[nodiscard]] std::unique_ptr<Generator> open_for_oracle(const ModelChoice& model, const Oracle& oracle);
/// The data that the oracle knows, training or test images. Throws Error where the classes are others.
[[nodiscard]] ImageSetPtr oracle_data(const Oracle& oracle, const std::string& data, Split split,
                                      const std::filesystem::path& data_dir);

}  // namespace ganscope
