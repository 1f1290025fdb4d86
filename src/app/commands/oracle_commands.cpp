#include "app/commands/oracle_commands.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/files/assumptions.hpp"
#include "app/files/progress.hpp"
#include "app/files/shipped_models.hpp"
#include "app/window/interrupt.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/oracle/judgement.hpp"
#include "engine/oracle/oracle_trainer.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDigitEpochs = 5;
constexpr int kClothesEpochs = 10;

ImageSetPtr open_split(const std::string& data, Split split, const std::filesystem::path& data_dir) {
  return open_image_set(data, {.split = split, .data_dir = data_dir});
}

Json to_json(const Oracle& oracle, const OracleEvaluation& evaluation) {
  return {{"data", oracle.data()},
          {"test_images", evaluation.count},
          {"accuracy", evaluation.accuracy},
          {"classes", oracle.class_names()},
          {"confusion", evaluation.confusion}};
}

void print_text(const Oracle& oracle, const OracleEvaluation& evaluation) {
  std::printf("%s: %.2f %% of %s right\n\n", oracle.data().c_str(), 100 * evaluation.accuracy,
              counted(evaluation.count, "test image").c_str());
  std::printf("%-14s", "is \\ said");
  for (const std::string& name : oracle.class_names()) std::printf(" %6.6s", name.c_str());
  std::printf("\n");
  for (std::size_t row = 0; row < evaluation.confusion.size(); ++row) {
    std::printf("%-14s", oracle.class_names()[row].c_str());
    for (const int count : evaluation.confusion[row]) std::printf(" %6d", count);
    std::printf("\n");
  }
}

}  // namespace

int train_oracle(const OracleTrainRunOptions& options) {
  check_output_file(options.out);
  const InterruptGuard guard;
  use_threads(headless_threads(options.threads));
  const bool clothes = options.data == "fashion-mnist";
  const OracleTrainOptions training{
      .epochs = options.epochs > 0 ? options.epochs : (clothes ? kClothesEpochs : kDigitEpochs),
      .flip = clothes,
      .shift = clothes ? 1 : 2,
      .seed = options.seed};
  OracleTrainer trainer(open_split(options.data, Split::train, options.data_dir), training);
  const ImageSetPtr test = open_split(options.data, Split::test, options.data_dir);
  const Stopwatch watch;
  Progress progress(trainer.iterations(), "batch", "batches");
  while (trainer.iteration() < trainer.iterations()) {
    if (InterruptGuard::requested()) return 130;
    const double loss = trainer.step();
    progress.update(trainer.iteration(), "loss " + three_digits(loss));
  }
  progress.finish();
  const double seconds = watch.seconds();
  const OracleEvaluation evaluation = evaluate(trainer.oracle(), *test);
  const std::string command = "ganscope oracle train --data " + options.data + " --epochs " +
                              std::to_string(training.epochs) + " --seed " + std::to_string(options.seed);
  char accuracy[16];
  std::snprintf(accuracy, sizeof accuracy, "%.4f", evaluation.accuracy);
  trainer.oracle().save(options.out, command + "; test accuracy " + accuracy, options.half);
  if (options.json) {
    Json summary = to_json(trainer.oracle(), evaluation);
    summary["seconds"] = seconds;
    summary["parameters"] = trainer.oracle().parameters();
    summary["out"] = options.out.string();
    std::printf("%s\n", summary.dump().c_str());
  } else {
    print_text(trainer.oracle(), evaluation);
  }
  std::fprintf(stderr, "ganscope: wrote %s (%s, %s)\n", options.out.c_str(), format_duration(seconds).c_str(),
               counted(trainer.oracle().parameters(), "parameter").c_str());
  return 0;
}

int evaluate_oracle(const OracleEvaluateOptions& options) {
  use_threads(headless_threads(options.threads));
  Oracle oracle(oracle_path(options.oracle));
  const ImageSetPtr test =
      open_split(options.data.empty() ? oracle.data() : options.data, Split::test, options.data_dir);
  const OracleEvaluation evaluation = evaluate(oracle, *test);
  if (options.json)
    std::printf("%s\n", to_json(oracle, evaluation).dump().c_str());
  else
    print_text(oracle, evaluation);
  return 0;
}

int judge_generator(const OracleJudgeOptions& options) {
  use_threads(headless_threads(options.threads));
  Oracle oracle(oracle_path(options.oracle));
  const auto generator = open_and_tell(options.model, {.measure = false});
  const GeneratorJudgement judgement = judge(oracle, *generator, options.count, options.seed);
  Json shares = Json::object();
  for (std::size_t i = 0; i < oracle.class_names().size(); ++i)
    shares[oracle.class_names()[i]] = judgement.class_shares[i];
  if (options.json) {
    std::printf("%s\n", Json{{"model", options.model.path},
                             {"oracle", options.oracle.string()},
                             {"samples", judgement.samples},
                             {"seed", options.seed},
                             {"mean_confidence", judgement.mean_confidence},
                             {"class_shares", shares}}
                            .dump()
                            .c_str());
    return 0;
  }
  std::printf("mean confidence %s over %s\n", three_digits(judgement.mean_confidence).c_str(),
              counted(judgement.samples, "sample").c_str());
  for (const auto& [name, share] : shares.items())
    std::printf("%-14s %5.1f %%\n", name.c_str(), 100 * share.get<double>());
  return 0;
}

}  // namespace ganscope
