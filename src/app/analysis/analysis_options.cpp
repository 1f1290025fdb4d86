#include "app/analysis/analysis_run.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

/// A member that all have, as one of Options: what a table of theirs takes.
template <class Options, class Member>
Member Options::*of(Member AnalysisOptions::*member) {
  return member;
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
    list.text({.name = "theme", .help = "colours of the figures", .words = theme_names()}, &Options::theme);
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
