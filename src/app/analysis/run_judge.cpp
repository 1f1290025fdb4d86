#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "app/analysis/analysis_run.hpp"
#include "app/files/progress.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/analysis/generator_quality.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/threads.hpp"
#include "view/scene/contact_sheet.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSheetSide = 10;  // samples of a sheet each way

struct Judged {
  std::string model;
  GeneratorQuality quality;
};

class JudgeRun {
 public:
  explicit JudgeRun(const JudgeOptions& options)
      : options_(options),
        oracle_(open_oracle(options.oracle.empty() ? options.data : options.oracle, "judge")),
        training_(oracle_data(oracle_, options.data, Split::train, options.data_dir)),
        test_(oracle_data(oracle_, options.data, Split::test, options.data_dir)) {
    if (!options.out.empty()) check_output_folder(options.out);
  }

  int run() {
    const InterruptGuard guard;
    if (!options_.out.empty()) make_folder(options_.out);
    for (const std::string& model : options_.models) {
      if (!judge_one(model)) return 130;
      if (options_.json) std::printf("%s\n", as_json(all_.back()).dump().c_str());
    }
    if (!options_.json) print();
    if (!options_.out.empty()) write();
    return 0;
  }

 private:
  bool judge_one(const std::string& model) {
    ModelChoice choice = options_.model;
    choice.path = model;
    const auto generator = open_for_oracle(choice, oracle_);
    const ImageShape shape = generator->image_shape();
    Progress progress(options_.samples, "sample");
    const AnswersProgress told = [&](int done) {
      progress.update(done);
      return !InterruptGuard::requested();
    };
    const AnswersProgress silent = [](int) { return !InterruptGuard::requested(); };
    const OracleAnswers made =
        answers_for(oracle_, *generator, latents(generator->latent_space(), options_.samples),
                    {.features = true, .small_images = true}, told);
    if (InterruptGuard::requested()) return false;
    progress.finish();
    const std::pair<int, int> size{shape.height, shape.width};
    if (!real_.contains(size))
      real_.emplace(
          size,
          real_images(oracle_, *training_, *test_, shape,
                      {.samples = options_.samples, .neighbours = options_.neighbours, .seed = options_.seed},
                      silent));
    if (InterruptGuard::requested()) return false;
    all_.push_back({model, generator_quality(made, oracle_.class_names().size(), real_.at(size))});
    if (!options_.out.empty()) write_sheet(model, *generator);
    return true;
  }

  [[nodiscard]] std::vector<float> latents(const LatentSpace& space, int count) const {
    if (options_.class_priors.empty()) {
      Rng rng(options_.seed, "judge");
      return draw_latents(space, count, rng);
    }
    const ClassPriors priors = read_class_priors(options_.class_priors, space);
    std::vector<float> out;
    for (int i = 0; i < count; ++i)
      for (const double x :
           drawn_class_latent(priors.classes[static_cast<std::size_t>(i) % priors.classes.size()],
                              options_.seed + static_cast<std::uint64_t>(i)))
        out.push_back(static_cast<float>(x));
    return out;
  }

  [[nodiscard]] std::string command() const {
    std::string text = "ganscope judge";
    for (const std::string& model : options_.models) text += " " + shell_quoted(model);
    text += " --oracle " + shell_quoted(options_.oracle.empty() ? options_.data : options_.oracle);
    if (!options_.data.empty()) text += " --data " + shell_quoted(options_.data);
    if (!options_.class_priors.empty())
      text += " --class-priors " + shell_quoted(options_.class_priors.string());
    return text + " --count " + std::to_string(options_.samples) + " --neighbours " +
           std::to_string(options_.neighbours) + " --seed " + std::to_string(options_.seed);
  }

  [[nodiscard]] static Json cosines(const NearestCosines& c) {
    return {{"mean", c.mean}, {"median", c.median}, {"highest", c.highest}};
  }

  [[nodiscard]] Json as_json(const Judged& judged) const {
    const GeneratorQuality& q = judged.quality;
    Json shares = Json::object();
    for (std::size_t c = 0; c < q.class_shares.size(); ++c)
      shares[oracle_.class_names()[c]] = q.class_shares[c];
    return {{"model", judged.model},
            {"oracle", options_.oracle.empty() ? options_.data : options_.oracle},
            {"data", training_->name},
            {"class_priors", options_.class_priors.empty() ? Json() : Json(options_.class_priors.string())},
            {"samples", q.samples},
            {"seed", options_.seed},
            {"neighbours", options_.neighbours},
            {"mean_confidence", q.mean_confidence},
            {"class_shares", shares},
            {"frechet", q.frechet},
            {"frechet_real", q.frechet_real},
            {"precision", q.generated.precision},
            {"recall", q.generated.recall},
            {"density", q.generated.density},
            {"coverage", q.generated.coverage},
            {"precision_real", q.real.precision},
            {"recall_real", q.real.recall},
            {"density_real", q.real.density},
            {"coverage_real", q.real.coverage},
            {"nearest_cosine", cosines(q.nearest)},
            {"nearest_cosine_real", cosines(q.nearest_real)},
            {"features", "the oracle's last hidden layer (128), not Inception's"}};
  }

  /// The figures of a line of the table, in its order.
  [[nodiscard]] static std::vector<double> figures(double confidence, double frechet,
                                                   const ManifoldMeasures& m, const NearestCosines& nearest) {
    return {confidence, frechet, m.precision, m.recall, m.density, m.coverage, nearest.mean};
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::vector<double>>> lines() const {
    std::vector<std::pair<std::string, std::vector<double>>> out;
    for (const Judged& one : all_)
      out.push_back({one.model, figures(one.quality.mean_confidence, one.quality.frechet,
                                        one.quality.generated, one.quality.nearest)});
    return out;
  }

  void print() const {
    std::printf("%-28s %10s %8s %9s %7s %8s %8s %8s\n", "model", "confidence", "Fréchet", "precision",
                "recall", "density", "coverage", "cosine");
    const auto line = [](const std::string& name, const std::vector<double>& all) {
      std::printf("%-28s", name.c_str());
      static constexpr int kWidths[]{11, 8, 10, 8, 9, 9, 9};
      for (std::size_t i = 0; i < all.size(); ++i)
        std::printf("%*s", kWidths[i], std::isnan(all[i]) ? "-" : three_digits(all[i]).c_str());
      std::printf("\n");
    };
    for (const auto& [name, all] : lines()) line(name, all);
    // Real images as those of each size are resampled.
    for (const auto& [size, real] : real_)
      line("real images, " + std::to_string(size.first) + "x" + std::to_string(size.second),
           figures(NAN, real.frechet, real.measures, real.nearest));
    std::printf(
        "\nDistances in the last hidden layer of the oracle %s, not in Inception's. Real images are test "
        "images,\n"
        "resampled as generated ones of that size are.\n",
        oracle_.data().c_str());
    for (const Judged& one : all_) {
      std::printf("\n%s: shares of classes\n", one.model.c_str());
      for (std::size_t c = 0; c < one.quality.class_shares.size(); ++c)
        std::printf("%-14s %5.1f %%\n", oracle_.class_names()[c].c_str(), 100 * one.quality.class_shares[c]);
    }
  }

  void write_sheet(const std::string& model, Generator& generator) const {
    const LatentSpace space = generator.latent_space();
    std::vector<int> labels;
    constexpr int kCount = kSheetSide * kSheetSide;
    for (int i = 0; i < kCount && space.classes > 0; ++i) labels.push_back(i % space.classes);
    const ImageBatch made = generator.generate(latents(space, kCount), labels);
    ImageStack stack{made.count, made.shape.channels, made.shape.height, made.shape.width, {}};
    for (const float value : made.values)
      stack.values.push_back(static_cast<std::uint8_t>(std::lround(255 * value)));
    save_figure(options_.out, std::filesystem::path(model).stem().string(),
                contact_sheet(stack, {.columns = kSheetSide}), command());
  }

  void write() const {
    Json models = Json::array();
    for (const Judged& one : all_) models.push_back(as_json(one));
    write_file_atomically(options_.out / "judge.json",
                          Json{{"command", command()}, {"models", models}}.dump(2) + "\n");
    static constexpr const char* kColumns[]{"confidence", "frechet",  "precision",     "recall",
                                            "density",    "coverage", "nearest_cosine"};
    std::string csv = "model";
    std::string markdown = "| model |";
    std::string rule = "| --- |";
    for (const char* column : kColumns) {
      csv += std::string(",") + column;
      markdown += std::string(" ") + column + " |";
      rule += " --- |";
    }
    csv += "\n";
    markdown += "\n" + rule + "\n";
    for (const auto& [name, all] : lines()) {
      csv += "\"" + name + "\"";
      markdown += "| " + name + " |";
      for (const double figure : all) {
        csv += "," + exact_number(figure);
        markdown += " " + three_digits(figure) + " |";
      }
      csv += "\n";
      markdown += "\n";
    }
    write_file_atomically(options_.out / "judge.csv", csv);
    write_file_atomically(options_.out / "judge.md", markdown);
    std::fprintf(stderr, "ganscope: wrote %s (judge.json, .csv, .md and sheets of samples)\n",
                 (options_.out / "").c_str());
  }

  const JudgeOptions& options_;
  Oracle oracle_;
  ImageSetPtr training_;
  ImageSetPtr test_;
  std::map<std::pair<int, int>, RealImages> real_;  ///< by the size of the generators' images
  std::vector<Judged> all_;
};

}  // namespace

int run_judge(const JudgeOptions& options) {
  use_threads(headless_threads(options.threads));
  JudgeRun run(options);
  return run.run();
}

}  // namespace ganscope
