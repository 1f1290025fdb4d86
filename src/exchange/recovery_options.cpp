#include "exchange/recovery_options.hpp"

#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

std::vector<Option<RecoveryConfig>> make_recovery_options() {
  using enum OptionEffect;
  OptionList<RecoveryConfig> list;
  list.group("The search");
  list.add(
      {.name = "criterion",
       .help =
           "which components are drawn again on the way: none, hard:C beyond C deviations, trunc-normal:A, "
           "logistic:A,B; clip beyond a uniform prior's bounds",
       .expected = "none, hard:C, trunc-normal:A, logistic:A,B or clip",
       .placeholder = "CRITERION",
       .words = {"none", "hard:2.5", "trunc-normal:2.5", "logistic:2,2", "clip"},
       .effect = live,
       .tells_range = false},
      [](const RecoveryConfig& c) { return to_text(c.criterion); },
      [](RecoveryConfig& c, const std::string& text) { c.criterion = parse_criterion(text); });
  add_shared(list, "iterations", &RecoveryConfig::iterations,
             {.help = "steps of each search", .effect = live, .most = kMostSearchIterations});
  list.whole(
      {.name = "restarts", .help = "searches a picture, of which the nearest is kept", .unit = "searches"}, 1,
      1000, &RecoveryConfig::restarts);
  list.add(
      {.name = "start",
       .help = "where a search begins: a draw from the prior, the nearest of N draws, or the prior's middle",
       .expected = "prior, best-of:N or mean",
       .placeholder = "START",
       .words = {"prior", "best-of:256", "mean"},
       .tells_range = false},
      [](const RecoveryConfig& c) { return start_text(c); },
      [](RecoveryConfig& c, const std::string& text) { parse_start(text, c); });
  list.number({.name = "rate", .help = "learning rate of Adam", .placeholder = "RATE", .effect = live}, 1e-6,
              10, &RecoveryConfig::rate);
  list.number(
      {.name = "settle",
       .help = "share of the steps, the last ones, in which nothing is drawn again and the rate falls",
       .placeholder = "SHARE",
       .effect = live},
      0, 1, &RecoveryConfig::settle);
  add_shared(list, "seed", &RecoveryConfig::seed, {.help = "seed of starts and of what is drawn again"});
  return list.take();
}

}  // namespace

const std::vector<Option<RecoveryConfig>>& recovery_options() {
  static const std::vector<Option<RecoveryConfig>> options = make_recovery_options();
  return options;
}

}  // namespace ganscope
