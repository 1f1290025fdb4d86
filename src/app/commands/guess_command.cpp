#include "app/commands/guess_command.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/files/model_choice.hpp"
#include "app/files/shipped_models.hpp"
#include "app/window/egl_context.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/inference/open_generator.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/models/known_families.hpp"
#include "engine/models/open_model.hpp"
#include "engine/models/picture_score.hpp"
#include "engine/threads.hpp"
#include "exchange/shared_options.hpp"
#include "view/capture/png.hpp"
#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kLooked = 64;  ///< images that a reading is ranked by

/// A reading with what it draws.
struct Guess {
  FamilyReading reading;
  PictureScore score;
  std::vector<PicturePtr> pictures;
  std::string why_not;  ///< what went wrong when it was drawn
};

/// "01-relu-tanh": without what shells and file managers dislike.
std::string file_name(std::size_t number, const std::string& label) {
  std::string out = (number < 10 ? "0" : "") + std::to_string(number) + "-";
  for (const char c : label) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (plain)
      out += c;
    else if (out.back() != '-')
      out += '-';
  }
  while (out.back() == '-') out.pop_back();
  return out;
}

class GuessRun {
 public:
  explicit GuessRun(const GuessOptions& options) : options_(options), path_(model_path(options.model)) {
    if (options_.out.empty()) options_.out = unused_path(path_.stem().string() + "-guess");
  }

  int run() {
    check_output_folder(options_.out);
    use_threads(default_training_threads(false));
    const std::unique_ptr<TensorFile> file =
        open_tensor_file(path_, {.tensor_prefix = options_.tensor_prefix, .limits = {}});
    std::vector<FamilyReading> readings = family_readings(*file);
    if (readings.empty())
      throw Error(path_.string() + ": its names and shapes follow no family that guess knows (DCGAN, MLP); " +
                  how_to_write_a_card(path_, options_.tensor_prefix));
    for (FamilyReading& reading : readings) guesses_.push_back(drawn(std::move(reading)));
    // Saturated ones last; the likeliest by its layout stays before those that look equally well.
    const auto rank = [](const Guess& guess) {
      return std::pair(!guess.score.degenerate(), std::lround(1000 * guess.score.plausibility()));
    };
    std::stable_sort(guesses_.begin(), guesses_.end(),
                     [&](const Guess& a, const Guess& b) { return rank(a) > rank(b); });
    std::erase_if(guesses_, [this](const Guess& guess) {
      if (!guess.why_not.empty())
        std::fprintf(stderr, "ganscope: left out %s: %s\n", guess.reading.label.c_str(),
                     guess.why_not.c_str());
      return !guess.why_not.empty();
    });
    if (guesses_.empty()) throw Error(path_.string() + ": no reading of it gives pictures");
    write();
    tell();
    return 0;
  }

 private:
  [[nodiscard]] Guess drawn(FamilyReading reading) const {
    Guess out;
    out.reading = std::move(reading);
    try {
      const auto generator = open_generator(path_, {.device = "cpu",
                                                    .measure = false,
                                                    .read_as = out.reading.card,
                                                    .tensor_prefix = options_.tensor_prefix});
      const LatentSpace space = generator->latent_space();
      const int count = std::max(kLooked, options_.count);
      std::vector<float> latents;
      std::vector<int> labels;
      for (int i = 0; i < count; ++i) {
        for (const double number : seeded_latent(space, options_.seed + static_cast<std::uint64_t>(i)))
          latents.push_back(static_cast<float>(number));
        if (space.classes > 0) labels.push_back(i % space.classes);
      }
      const ImageBatch images = generator->generate(latents, labels);
      out.score = score_pictures(images);
      out.pictures = pictures_of(images, options_.count);
    } catch (const Error& e) {
      out.why_not = e.what();
    }
    return out;
  }

  void write() const {
    const EglContext context;
    std::vector<LabelledRow> rows;
    for (const Guess& guess : guesses_)
      rows.push_back(
          {std::to_string(rows.size() + 1) + "  " + guess.reading.label, figures(guess), guess.pictures});
    // The largest of all sheets comes first: too many pictures for it are refused before anything is written.
    const Image all = labelled_sheet("Readings of " + path_.filename().string(), rows, ThemeKind::dark);
    make_folder(options_.out);
    for (std::size_t i = 0; i < guesses_.size(); ++i) {
      const FamilyReading& reading = guesses_[i].reading;
      const std::string name = file_name(i + 1, reading.label);
      write_file_atomically(options_.out / (name + ".card.json"), to_json_text(reading.card) + "\n");
      write_png(options_.out / (name + ".png"),
                labelled_sheet(path_.filename().string(), {rows[i]}, ThemeKind::dark), metadata());
    }
    write_png(options_.out / "guess.png", all, metadata());
  }

  [[nodiscard]] std::map<std::string, std::string> metadata() const {
    return {{"Software", "ganscope " + std::string(version())},
            {"Comment", "ganscope guess " + model_words({options_.model, {}, options_.tensor_prefix}) +
                            " --seed " + std::to_string(options_.seed)}};
  }

  /// What a reading that comes last has against it.
  static std::string why_last(const PictureScore& score) {
    if (!score.degenerate()) return {};
    return score.saturated > PictureScore::kMostSaturated ? "   nearly all black or white"
                                                          : "   much the same for all latents";
  }

  static std::string figures(const Guess& guess) {
    return "smooth " + three_digits(guess.score.smoothness) + "   range " + three_digits(guess.score.range) +
           "   saturated " + three_digits(100 * guess.score.saturated) + " %   spread " +
           three_digits(guess.score.spread) + why_last(guess.score);
  }

  void tell() const {
    if (options_.json) {
      Json list = Json::array();
      for (std::size_t i = 0; i < guesses_.size(); ++i)
        list.push_back(
            {{"reading", guesses_[i].reading.label},
             {"card", (options_.out / (file_name(i + 1, guesses_[i].reading.label) + ".card.json")).string()},
             {"plausibility", guesses_[i].score.plausibility()},
             {"smoothness", guesses_[i].score.smoothness},
             {"range", guesses_[i].score.range},
             {"saturated", guesses_[i].score.saturated},
             {"spread", guesses_[i].score.spread},
             {"degenerate", guesses_[i].score.degenerate()},
             {"assumed", guesses_[i].reading.card.assumptions}});
      std::printf("%s\n", Json{{"model", options_.model},
                               {"sheet", (options_.out / "guess.png").string()},
                               {"readings", list}}
                              .dump()
                              .c_str());
    } else {
      for (std::size_t i = 0; i < guesses_.size(); ++i)
        std::printf("%2zu  %-44s %s\n", i + 1, guesses_[i].reading.label.c_str(),
                    figures(guesses_[i]).c_str());
    }
    const std::string card =
        (options_.out / (file_name(1, guesses_[0].reading.label) + ".card.json")).string();
    const std::string prefix =
        options_.tensor_prefix.empty() ? "" : " --tensor-prefix " + shell_quoted(options_.tensor_prefix);
    std::fprintf(
        stderr,
        "ganscope: wrote %s and a card for each of %zu readings; look which is right, then: ganscope "
        "convert %s NAME.safetensors%s --card %s\n",
        (options_.out / "guess.png").c_str(), guesses_.size(), shell_quoted(options_.model).c_str(),
        prefix.c_str(), shell_quoted(card).c_str());
  }

  GuessOptions options_;
  std::filesystem::path path_;
  std::vector<Guess> guesses_;
};

}  // namespace

const std::vector<Option<GuessOptions>>& guess_options() {
  static const std::vector<Option<GuessOptions>> options = [] {
    OptionList<GuessOptions> list;
    add_shared(list, "tensor-prefix", &GuessOptions::tensor_prefix);
    add_shared(list, "out", &GuessOptions::out,
               {.help = "folder of the pictures and cards", .fallback = "MODEL-guess", .placeholder = "DIR"});
    add_shared(list, "count", &GuessOptions::count, {.help = "pictures a reading", .most = 32});
    add_shared(list, "seed", &GuessOptions::seed, {.help = "seed of the first latent"});
    add_shared(list, "json", &GuessOptions::json);
    return list.take();
  }();
  return options;
}

int guess_model(const GuessOptions& options) {
  GuessRun run(options);
  return run.run();
}

}  // namespace ganscope
