#include "app/commands/training_commands.hpp"
#include "app/commands/modes.hpp"
#include "app/window/no_display.hpp"

#include "app/bench/bench.hpp"
#include "app/commands/data_commands.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/oracle_commands.hpp"
#include "app/commands/train_command_line.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/images/idx_set.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// In a window where one is wanted and there is a display.
int run_training(const TrainRunOptions& options) {
  std::string why = "DISPLAY is not set";
  if (wants_window(options)) {
    try {
      return run_train_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  TrainRunOptions headless = options;
  headless.watch = false;
  if (options.watch) std::fprintf(stderr, "ganscope: no window (%s); training without one\n", why.c_str());
  return train_headless(headless);
}

/// An option that is a whole number, kept as text until it is known to be one.
struct WholeOption {
  std::string name;
  std::string text;
  std::int64_t low = 0;
  std::int64_t high = 0;

  void add(CLI::App& command, const std::string& help) {
    command.add_option("--" + name, text, help)->type_name("N");
  }
  template <class Number>
  void set(Number& to) const {
    if (!text.empty()) to = static_cast<Number>(parse_integer_in(text, name, low, high));
  }
};

void add_data_folders(CLI::App& command, std::filesystem::path& data_dir, std::filesystem::path* cache_dir) {
  command
      .add_option("--data-dir", data_dir,
                  "folder with mnist/, fashion-mnist/, emnist/, ..., or torchvision's MNIST/raw, ...")
      ->type_name("DIR");
  if (cache_dir != nullptr)
    command.add_option("--cache-dir", *cache_dir, "folder for decoded photographs")->type_name("DIR");
}

constexpr const char* kDataHelp =
    "mnist, fashion-mnist, kmnist, emnist-letters (-balanced, -digits, -mnist, -byclass, -bymerge), "
    "folder:DIR or "
    "yelp:DIR";
constexpr const char* kBackgroundHelp =
    "photographs: the colour behind transparent pixels: black (default), white, or #rrggbb";
constexpr const char* kThreadsHelp = "threads of the networks; 0 chooses";
constexpr std::int64_t kMostThreads = 256;
constexpr std::int64_t kMostSeed = 9'223'372'036'854'775'807;

}  // namespace

struct TrainingCommands::Impl {
  Impl(CLI::App& app, CLI::App& bench)
      : train(*app.add_subcommand("train", "train a GAN on images")), train_line(train) {
    add_data(app);
    add_neighbours(app);
    add_oracle(app);
    bench_train = bench.add_subcommand("train", "image training beside a plain LibTorch loop");
    bench_train->add_flag("--json", bench_json, "as JSON");
    bench_train->add_option("--seconds", bench_seconds, "time each part takes (default 6)")->type_name("N");
    bench_threads.add(*bench_train, "1 to 64 (default: as headless runs)");
  }

  void add_data(CLI::App& app) {
    data = app.add_subcommand("data", "statistics and a contact sheet of a set of images");
    offer_image_sets(
        *data->add_option("name", data_options.data.name, kDataHelp)->required()->type_name("NAME"));
    data->add_flag("--test", data_options.data.test, "the test images, of all but folder:DIR and yelp:DIR");
    data_size.add(*data, "photographs: side in pixels (default 64)");
    data->add_option("--label", data_options.data.label,
                     "yelp: photos with this label, or all (default food)");
    data->add_option("--background", data_background, kBackgroundHelp)->type_name("COLOUR");
    data->add_option("--out", data_options.out, "contact sheet")->type_name("FILE.png");
    data->add_flag("--json", data_options.json, "as JSON");
    add_data_folders(*data, data_options.data.data_dir, &data_options.data.cache_dir);
  }

  void add_neighbours(CLI::App& app) {
    neighbours = app.add_subcommand("neighbours", "generated images and the nearest ones of a set");
    offer_models(*neighbours->add_option("model", near.model, "a generator")->required()->type_name("MODEL"));
    offer_image_sets(
        *neighbours->add_option("--data", near.data.name, kDataHelp)->required()->type_name("NAME"));
    neighbours->add_option("--background", near_background, kBackgroundHelp)->type_name("COLOUR");
    near_samples.add(*neighbours, "generated images (default 8)");
    near_seed.add(*neighbours, "of the latents (default 1)");
    near_threads.add(*neighbours, kThreadsHelp);
    neighbours->add_option("--out", near.out, "sheet (default neighbours.png)")->type_name("FILE.png");
    neighbours->add_flag("--json", near.json, "as JSON");
    add_data_folders(*neighbours, near.data.data_dir, &near.data.cache_dir);
  }

  void add_oracle(CLI::App& app) {
    oracle = app.add_subcommand("oracle", "a classifier that judges generators");
    oracle->require_subcommand(1);
    teach = oracle->add_subcommand("train", "train it and measure it on the test images");
    offer(*teach->add_option("--data", teaching.data, "mnist, fashion-mnist, kmnist or emnist-...")
               ->required()
               ->type_name("NAME"),
          idx_set_names());
    teach->add_option("--out", teaching.out, "NAME.safetensors (default oracle-DATA.safetensors)")
        ->type_name("FILE");
    teach_epochs.add(*teach, "times every image is seen (default 5, fashion-mnist 10)");
    teach_seed.add(*teach, "of every random number (default 1)");
    teach_threads.add(*teach, "threads that train; 0 chooses");
    teach->add_flag("--json", teaching.json, "as JSON");
    add_data_folders(*teach, teaching.data_dir, nullptr);
    measure = oracle->add_subcommand("evaluate", "accuracy and confusion matrix on the test images");
    measure->add_option("oracle", measuring.oracle, "what oracle train wrote")->required()->type_name("FILE");
    offer_image_sets(*measure->add_option("--data", measuring.data, "other data than it was trained on")
                          ->type_name("NAME"));
    measure_threads.add(*measure, kThreadsHelp);
    measure->add_flag("--json", measuring.json, "as JSON");
    add_data_folders(*measure, measuring.data_dir, nullptr);
    judging = oracle->add_subcommand("judge", "mean confidence and class shares of a generator's images");
    offer_models(*judging->add_option("model", judge.model, "a generator")->required()->type_name("MODEL"));
    judging->add_option("--oracle", judge.oracle, "what oracle train wrote")->required()->type_name("FILE");
    judge_samples.add(*judging, "images (default 2000)");
    judge_seed.add(*judging, "of the latents (default 1)");
    judge_threads.add(*judging, kThreadsHelp);
    judging->add_flag("--json", judge.json, "as JSON");
  }

  [[nodiscard]] int run_bench(const std::function<void(int)>& with_threads) const {
    int threads = default_training_threads(false);
    bench_threads.set(threads);
    with_threads(threads);
    return bench_image_training(
        {.json = bench_json,
         .seconds = bench_seconds.empty() ? 6 : parse_number_in(bench_seconds, "seconds", 0.1, 600)},
        threads);
  }

  [[nodiscard]] int run_oracle_train(const std::function<void(int)>& with_threads) {
    teach_epochs.set(teaching.epochs);
    teach_seed.set(teaching.seed);
    teach_threads.set(teaching.threads);
    if (teaching.out.empty()) teaching.out = "oracle-" + teaching.data + ".safetensors";
    with_threads(headless_threads(teaching.threads));
    return train_oracle(teaching);
  }

  CLI::App& train;
  TrainCommandLine train_line;
  CLI::App* data = nullptr;
  DataOptions data_options;
  std::string data_background = "black";
  std::string near_background = "black";
  WholeOption data_size{"size", "", 1, 4096};
  CLI::App* neighbours = nullptr;
  NeighboursOptions near;
  WholeOption near_samples{"samples", "", 1, 1000};
  WholeOption near_seed{"seed", "", 0, kMostSeed};
  WholeOption near_threads{"threads", "", 0, kMostThreads};
  CLI::App* oracle = nullptr;
  CLI::App* teach = nullptr;
  OracleTrainRunOptions teaching;
  WholeOption teach_epochs{"epochs", "", 1, 1000};
  WholeOption teach_seed{"seed", "", 0, kMostSeed};
  WholeOption teach_threads{"threads", "", 0, kMostThreads};
  CLI::App* measure = nullptr;
  OracleEvaluateOptions measuring;
  WholeOption measure_threads{"threads", "", 0, kMostThreads};
  CLI::App* judging = nullptr;
  OracleJudgeOptions judge;
  WholeOption judge_samples{"samples", "", 1, 1'000'000};
  WholeOption judge_seed{"seed", "", 0, kMostSeed};
  WholeOption judge_threads{"threads", "", 0, kMostThreads};
  CLI::App* bench_train = nullptr;
  bool bench_json = false;
  std::string bench_seconds;
  WholeOption bench_threads{"threads", "", 1, 64};
};

TrainingCommands::TrainingCommands(CLI::App& app, CLI::App& bench)
    : impl_(std::make_unique<Impl>(app, bench)) {}
TrainingCommands::~TrainingCommands() = default;

std::optional<int> TrainingCommands::run(const std::function<void(int)>& with_threads) {
  Impl& self = *impl_;
  if (self.train) {
    const TrainRunOptions options = self.train_line.options();
    with_threads(training_threads(options));
    return run_training(options);
  }
  if (*self.data) {
    self.data_size.set(self.data_options.data.size);
    self.data_options.data.background = parse_rgb_colour(self.data_background, "background");
    return print_data(self.data_options);
  }
  if (*self.neighbours) {
    self.near_samples.set(self.near.samples);
    self.near.data.background = parse_rgb_colour(self.near_background, "background");
    self.near_seed.set(self.near.seed);
    self.near_threads.set(self.near.threads);
    with_threads(headless_threads(self.near.threads));
    return print_neighbours(self.near);
  }
  if (*self.teach) return self.run_oracle_train(with_threads);
  if (*self.measure) {
    self.measure_threads.set(self.measuring.threads);
    with_threads(headless_threads(self.measuring.threads));
    return evaluate_oracle(self.measuring);
  }
  if (*self.judging) {
    self.judge_samples.set(self.judge.samples);
    self.judge_seed.set(self.judge.seed);
    self.judge_threads.set(self.judge.threads);
    with_threads(headless_threads(self.judge.threads));
    return judge_generator(self.judge);
  }
  if (*self.bench_train) return self.run_bench(with_threads);
  return std::nullopt;
}

}  // namespace ganscope
