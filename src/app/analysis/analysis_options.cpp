#include <algorithm>
#include <tuple>

#include "app/analysis/analysis_run.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

/// A member that all have, as one of Options: what a table of theirs takes.
template <class Options, class Member>
Member Options::*of(Member AnalysisOptions::*member) {
  return member;
}

/// "0..1" as its two ends.
std::pair<double, double> parse_shares(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto refuse = [&] {
    return out_of_range("p", "'" + text + "'", "FROM..TO with 0 <= FROM <= TO <= 10, such as 0..1");
  };
  if (dots == std::string::npos) throw refuse();
  const double from = parse_number(text.substr(0, dots), "p");
  const double to = parse_number(text.substr(dots + 2), "p");
  if (!(from >= 0 && from <= to && to <= 10)) throw refuse();
  return {from, to};
}

/// "10,50,200", rising.
std::vector<int> parse_counts(const std::string& text) {
  constexpr int kMostComponents = 12288;
  std::vector<int> counts;
  for (const std::string& part : split(text, ','))
    counts.push_back(static_cast<int>(parse_integer_in(part, "components", 1, kMostComponents)));
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  return counts;
}

template <class Options>
void add_oracle(OptionList<Options>& list) {
  list.text(
      {.name = "oracle",
       .help =
           "who tells the classes: one that comes along (mnist, fashion-mnist), or a file of oracle train",
       .placeholder = "NAME"},
      &Options::oracle);
}

template <class Options>
void add_data(OptionList<Options>& list) {
  list.text({.name = "data",
             .help = "real images to compare with",
             .placeholder = "NAME",
             .fallback = "those that the oracle learned"},
            &Options::data);
  add_shared(list, "data-dir", &Options::data_dir);
}

template <class Options>
void add_run(OptionList<Options>& list) {
  list.group("The run");
  add_shared(list, "seed", of<Options>(&Options::seed), {.help = "seed of the latents"});
  add_shared(list, "threads", of<Options>(&Options::threads));
  add_shared(list, "json", of<Options>(&Options::json));
}

}  // namespace

const std::vector<Option<ClassesOptions>>& classes_options() {
  static const std::vector<Option<ClassesOptions>> options = [] {
    using Options = ClassesOptions;
    OptionList<Options> list;
    list.group("What is measured");
    add_oracle(list);
    add_shared(list, "count", of<Options>(&Options::samples), {.help = "generated images that are labelled"});
    list.whole({.name = "steps", .help = "images of each class on either side of its mean"}, 2, 101,
               &Options::steps);
    list.group("The files");
    add_shared(list, "out", of<Options>(&Options::out),
               {.help = "folder of tables and figures", .fallback = "MODEL-classes", .placeholder = "DIR"});
    add_shared(list, "theme", &Options::theme, {.help = "colours of the figures"});
    add_run(list);
    return list.take();
  }();
  return options;
}

const std::vector<Option<JudgeOptions>>& judge_options() {
  static const std::vector<Option<JudgeOptions>> options = [] {
    using Options = JudgeOptions;
    OptionList<Options> list;
    list.group("What is measured");
    add_oracle(list);
    add_data(list);
    add_shared(list, "count", of<Options>(&Options::samples),
               {.help = "generated images, and as many real ones"});
    list.path({.name = "class-priors",
               .help = "where latents are drawn, as classes and adapt write it, one class after the other",
               .placeholder = "FILE.json",
               .fallback = "the generator's prior"},
              &Options::class_priors);
    list.whole({.name = "neighbours", .help = "k of precision, recall, density and coverage"}, 1, 100,
               &Options::neighbours);
    list.group("The files");
    add_shared(
        list, "out", of<Options>(&Options::out),
        {.help = "folder of the table and of sheets of samples", .fallback = "none", .placeholder = "DIR"});
    add_run(list);
    return list.take();
  }();
  return options;
}

const std::vector<Option<AugmentRunOptions>>& augment_options() {
  static const std::vector<Option<AugmentRunOptions>> options = [] {
    using Options = AugmentRunOptions;
    OptionList<Options> list;
    list.group("What is made");
    add_oracle(list);
    add_shared(list, "count", of<Options>(&Options::samples),
               {.help = "generated images by which the classes are found"});
    list.whole({.name = "per-class", .help = "images of each class", .unit = "images"}, 1, 100'000,
               &Options::per_class);
    list.add(
        {.name = "p",
         .help = "how far from the mean, in shares of epsilon: FROM..TO",
         .expected = "two numbers from 0 to 10, such as 0..1",
         .placeholder = "FROM..TO"},
        [](const Options& o) { return exact_number(o.p_from) + ".." + exact_number(o.p_to); },
        [](Options& o, const std::string& text) { std::tie(o.p_from, o.p_to) = parse_shares(text); });
    list.choice({.name = "signs",
                 .help = "each number of a latent by itself above or below the mean, or all the same way"},
                augment_sign_names(), &Options::signs);
    list.group("The files");
    add_shared(list, "out", of<Options>(&Options::out),
               {.help = "new folder of IDX files and pictures",
                .fallback = "MODEL-augmented",
                .placeholder = "DIR"});
    add_run(list);
    return list.take();
  }();
  return options;
}

const std::vector<Option<PcaOptions>>& pca_options() {
  static const std::vector<Option<PcaOptions>> options = [] {
    using Options = PcaOptions;
    OptionList<Options> list;
    list.group("What is measured");
    list.text({.name = "data", .help = "images to decompose", .placeholder = "NAME"}, &Options::data);
    list.add(
        {.name = "components",
         .help = "how many components images are reconstructed from",
         .expected = "whole numbers from 1 on, such as 10,50,200",
         .placeholder = "N,N,..."},
        [](const Options& o) {
          std::string text;
          for (const int n : o.components) text += (text.empty() ? "" : ",") + std::to_string(n);
          return text;
        },
        [](Options& o, const std::string& text) { o.components = parse_counts(text); });
    list.whole({.name = "size", .help = "side of photographs", .unit = "pixels"}, 8, 128, &Options::size);
    add_shared(list, "data-dir", &Options::data_dir);
    list.group("The files");
    add_shared(list, "out", &Options::out,
               {.help = "folder of tables and figures", .fallback = "DATA-pca", .placeholder = "DIR"});
    add_shared(list, "theme", &Options::theme, {.help = "colours of the figures"});
    list.group("The run");
    add_shared(list, "threads", &Options::threads);
    add_shared(list, "json", &Options::json);
    return list.take();
  }();
  return options;
}

const std::vector<Option<AdaptOptions>>& adapt_options() {
  static const std::vector<Option<AdaptOptions>> options = [] {
    using Options = AdaptOptions;
    OptionList<Options> list;
    list.group("What is measured");
    add_oracle(list);
    add_data(list);
    add_shared(list, "count", of<Options>(&Options::samples), {.help = "generated images to choose from"});
    list.number({.name = "keep", .help = "share of each class that stays: the images most like real ones"},
                0.01, 1, &Options::keep);
    list.group("The files");
    add_shared(
        list, "out", of<Options>(&Options::out),
        {.help = "the class priors, as JSON", .fallback = "MODEL-adapted.json", .placeholder = "FILE.json"});
    add_run(list);
    return list.take();
  }();
  return options;
}

}  // namespace ganscope
