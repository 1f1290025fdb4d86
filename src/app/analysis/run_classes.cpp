#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/analysis/analysis_run.hpp"
#include "app/files/progress.hpp"
#include "app/window/egl_context.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/analysis/class_study.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/threads.hpp"
#include "view/panels/classes/class_figures.hpp"
#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kRowPictures = 11;            // of means.png, where there are as many steps
constexpr double kPaperMeanDistance = 2.0;  // MAGAN, section 4: "about 2" between classes of clothes
constexpr double kPaperCophenetic = 0.71;   // average linkage, Figure 11
constexpr double kPaperEpsilon = 0.2010;    // class 0, Figure 12

/// The study and what its tables and figures are made of.
class ClassesRun {
 public:
  explicit ClassesRun(const ClassesOptions& options)
      : options_(options),
        oracle_(open_oracle(options.oracle, "classes")),
        generator_(open_for_oracle(options.model, oracle_)),
        names_(oracle_.class_names()),
        out_(options.out) {
    if (out_.empty()) out_ = std::filesystem::path(options.model.path).stem().string() + "-classes";
    check_output_folder(out_);
    if (generator_->latent_space().classes > 0)
      throw Error(options.model.path + " makes the class that it is told, so no class lies anywhere in its " +
                  "latent space; expected a generator without classes");
  }

  int run() {
    const InterruptGuard guard;
    Progress progress(options_.samples, "sample");
    const LabelledSamples made =
        label_samples(oracle_, *generator_, options_.samples, options_.seed, "classes", {}, [&](int done) {
          progress.update(done);
          return !InterruptGuard::requested();
        });
    if (made.answers.count() < options_.samples) return 130;
    progress.finish();
    confidence_ = made.answers.mean_confidence();
    study_ = study_classes(made.latents, generator_->latent_space().size, made.answers.classes, names_,
                           options_.seed);
    kept_ = kept_classes(study_, options_.steps, [this](std::span<const float> latents) {
      return answers_for(oracle_, *generator_, latents).classes;
    });
    write();
    if (options_.json)
      std::printf("%s\n", summary().dump().c_str());
    else
      print();
    return 0;
  }

 private:
  [[nodiscard]] std::string command() const {
    return "ganscope classes " + model_words(options_.model) + " --oracle " + shell_quoted(options_.oracle) +
           " --count " + std::to_string(options_.samples) + " --steps " + std::to_string(options_.steps) +
           " --seed " + std::to_string(options_.seed);
  }

  [[nodiscard]] Json by_linkage(double ClassTree::*member) const {
    Json out = Json::object();
    for (const ClassTree& tree : study_.trees) out[name_of_tree(tree)] = tree.*member;
    return out;
  }
  [[nodiscard]] static std::string name_of_tree(const ClassTree& tree) {
    return linkage_names()[static_cast<std::size_t>(tree.kind)];
  }

  [[nodiscard]] Json summary() const {
    Json rows = Json::array();
    for (int i = 0; i < study_.distances.size; ++i) {
      Json row = Json::array();
      for (int j = 0; j < study_.distances.size; ++j) row.push_back(study_.distances.at(i, j));
      rows.push_back(row);
    }
    Json merges = Json::object();
    for (const ClassTree& tree : study_.trees) {
      Json list = Json::array();
      for (const Merge& m : tree.merges) list.push_back({m.left, m.right, m.height, m.count});
      merges[name_of_tree(tree)] = list;
    }
    return {{"command", command()},
            {"model", options_.model.path},
            {"oracle", options_.oracle},
            {"samples", study_.samples},
            {"seed", options_.seed},
            {"mean_confidence", confidence_},
            {"classes", names_},
            {"counts", study_.classes.counts},
            {"mean_distance", study_.mean_distance},
            {"mean_distance_shuffled", study_.mean_distance_shuffled},
            {"distances", rows},
            {"nearest", study_.nearest},
            {"cophenetic", by_linkage(&ClassTree::cophenetic)},
            {"cophenetic_shuffled", by_linkage(&ClassTree::cophenetic_shuffled)},
            {"linkage", merges},
            {"epsilon", study_.epsilon},
            {"kept_at_mean", kept_.share_at_mean()},
            {"kept_at_epsilon", kept_.share_at_epsilon()},
            {"kept", kept_.share()},
            {"kept_by_class", kept_by_class()},
            {"map",
             {{"classical", study_.classical.points},
              {"classical_stress", study_.classical.stress},
              {"smacof", study_.smacof.points},
              {"smacof_stress", study_.smacof.stress}}},
            {"out", out_.string()}};
  }

  [[nodiscard]] Json kept_by_class() const {
    Json out = Json::array();
    for (std::size_t c = 0; c < names_.size(); ++c)
      out.push_back({{"at_mean", static_cast<bool>(kept_.at_mean[c])},
                     {"at_epsilon", kept_.at_epsilon[c]},
                     {"minus", kept_.answers[c][0]},
                     {"plus", kept_.answers[c][1]}});
    return out;
  }

  void print() const {
    std::printf("%s\n\n", headline().c_str());
    std::printf("%-14s %7s  %-14s %8s %7s  %s\n", "class", "samples", "nearest", "distance", "epsilon",
                "kept at mean, at -e, +e");
    for (std::size_t c = 0; c < names_.size(); ++c) {
      const auto nearest = static_cast<std::size_t>(study_.nearest[c]);
      std::printf("%-14s %7d  %-14s %8s %7s  %s, %d of 2\n", names_[c].c_str(), study_.classes.counts[c],
                  names_[nearest].c_str(),
                  three_digits(study_.distances.at(static_cast<int>(c), study_.nearest[c])).c_str(),
                  three_digits(study_.epsilon[c]).c_str(), kept_.at_mean[c] ? "yes" : "no",
                  kept_.at_epsilon[c]);
    }
    std::printf("\n%-10s %18s %18s\n", "linkage", "cophenetic", "of shuffled labels");
    for (const ClassTree& tree : study_.trees)
      std::printf("%-10s %18s %18s\n", name_of_tree(tree).c_str(), three_digits(tree.cophenetic).c_str(),
                  three_digits(tree.cophenetic_shuffled).c_str());
    std::printf(
        "\nThe paper (MAGAN, clothes, 1,000 samples): distances of about %s, cophenetic correlation %s with "
        "average\nlinkage, epsilon %s of class 0. It has no baseline.\n",
        three_digits(kPaperMeanDistance).c_str(), three_digits(kPaperCophenetic).c_str(),
        three_digits(kPaperEpsilon).c_str());
  }

  [[nodiscard]] std::string headline() const {
    return "mean distance " + three_digits(study_.mean_distance) + ", of shuffled labels " +
           three_digits(study_.mean_distance_shuffled) + " (" + with_thousands(study_.samples) + " samples)";
  }

  void write() const {
    make_folder(out_);
    write_file_atomically(out_ / "classes.json", summary().dump(2) + "\n");
    write_file_atomically(out_ / "classes.csv", table());
    write_file_atomically(out_ / "priors.json", class_priors_json(priors()));
    write_figures();
    std::fprintf(stderr, "ganscope: wrote %s (tables, class priors, five figures)\n", (out_ / "").c_str());
  }

  [[nodiscard]] ClassPriors priors() const {
    ClassPriors out{options_.model.path, oracle_.data(), {}};
    for (std::size_t c = 0; c < names_.size(); ++c)
      out.classes.push_back({names_[c], study_.classes.means[c], study_.classes.deviations[c]});
    return out;
  }

  [[nodiscard]] std::string table() const {
    std::string text =
        "class,samples,nearest,distance,epsilon,kept_at_mean,kept_at_minus_epsilon,kept_at_plus_epsilon";
    for (const std::string& name : names_) text += ",\"to " + name + "\"";
    text += "\n";
    for (std::size_t c = 0; c < names_.size(); ++c) {
      const int row = static_cast<int>(c);
      const auto kept = [&](std::size_t way) {
        return kept_.answers[c][way].back() == row ? std::string(",1") : std::string(",0");
      };
      text += "\"" + names_[c] + "\"," + std::to_string(study_.classes.counts[c]) + ",\"" +
              names_[static_cast<std::size_t>(study_.nearest[c])] + "\"," +
              exact_number(study_.distances.at(row, study_.nearest[c])) + "," +
              exact_number(study_.epsilon[c]) + (kept_.at_mean[c] ? ",1" : ",0") + kept(0) + kept(1);
      for (int j = 0; j < study_.distances.size; ++j) text += "," + exact_number(study_.distances.at(row, j));
      text += "\n";
    }
    return text;
  }

  void save(const std::string& name, const Image& image) const { save_figure(out_, name, image, command()); }

  [[nodiscard]] std::vector<PicturePtr> pictures(const std::vector<Latent>& latents) const {
    return generated_pictures(*generator_, latents, 0, 64);
  }

  void write_figures() const {
    const EglContext context;
    FigurePainter painter(options_.theme);
    const std::string below = command();
    save("distances",
         painter.draw({1000, 760}, "Distances between the means of classes in latent space",
                      headline() + "; outlined: the nearest", distance_figure(names_, study_.distances)));
    save("trees", painter.draw({1280, 1000}, "Trees of the classes",
                               "cophenetic correlation: how true a tree is; "
                               "of shuffled labels: what chance alone shows",
                               tree_figure(names_, trees())));
    std::vector<Latent> means;
    for (int c = 0; c < study_.classes.size(); ++c) means.push_back(class_point(study_.classes, c, 0));
    save("map", painter.draw({1000, 900}, "Map of the classes",
                             "SMACOF, stress " + three_digits(study_.smacof.stress) + ", classical " +
                                 three_digits(study_.classical.stress) +
                                 "; each picture is made of its class's mean; lines lead to the nearest",
                             map_figure(names_, study_.smacof, study_.nearest, pictures(means))));
    save("epsilon", painter.draw({1000, 560}, "How far each class reaches: epsilon",
                                 "blue: all of mean - epsilon sigma to mean + epsilon sigma is of the class",
                                 epsilon_figure(names_, bars())));
    save("means",
         labelled_sheet("From mean - epsilon sigma to mean + epsilon sigma", mean_rows(), options_.theme));
  }

  [[nodiscard]] std::vector<DrawnTree> trees() const {
    std::vector<DrawnTree> out;
    for (const ClassTree& tree : study_.trees)
      out.push_back({name_of_tree(tree) + " linkage",
                     "cophenetic " + three_digits(tree.cophenetic) + ", of shuffled labels " +
                         three_digits(tree.cophenetic_shuffled),
                     tree.merges, leaf_order(tree.merges)});
    return out;
  }

  /// How many of the questions about a class were answered with it.
  [[nodiscard]] std::pair<int, int> kept_of(std::size_t c) const {
    int kept = 0;
    int all = 0;
    for (const std::vector<int>& way : kept_.answers[c])
      for (const int answer : way) {
        kept += answer == static_cast<int>(c) ? 1 : 0;
        ++all;
      }
    return {kept, all};
  }

  [[nodiscard]] std::vector<EpsilonBar> bars() const {
    std::vector<EpsilonBar> out;
    for (std::size_t c = 0; c < names_.size(); ++c) {
      const auto [kept, all] = kept_of(c);
      out.push_back({study_.epsilon[c],
                     std::to_string(kept) + " of " + std::to_string(all) + " keep the class", kept == all});
    }
    return out;
  }

  [[nodiscard]] std::vector<LabelledRow> mean_rows() const {
    std::vector<LabelledRow> rows;
    for (int c = 0; c < study_.classes.size(); ++c) {
      std::vector<Latent> latents;
      for (int k = 0; k < kRowPictures; ++k)
        latents.push_back(
            class_point(study_.classes, c,
                        (2.0 * k / (kRowPictures - 1) - 1) * study_.epsilon[static_cast<std::size_t>(c)]));
      const auto [kept, all] = kept_of(static_cast<std::size_t>(c));
      rows.push_back({names_[static_cast<std::size_t>(c)],
                      "epsilon " + three_digits(study_.epsilon[static_cast<std::size_t>(c)]) + ", " +
                          std::to_string(kept) + " of " + std::to_string(all) + " kept",
                      pictures(latents)});
    }
    return rows;
  }

  const ClassesOptions& options_;
  Oracle oracle_;
  std::unique_ptr<Generator> generator_;
  std::vector<std::string> names_;
  std::filesystem::path out_;
  double confidence_ = 0;
  ClassStudy study_;
  KeptClasses kept_;
};

}  // namespace

int run_classes(const ClassesOptions& options) {
  use_threads(headless_threads(options.threads));
  ClassesRun run(options);
  return run.run();
}

}  // namespace ganscope
