#include "exchange/image_train_options.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/error.hpp"
#include "exchange/toy_options.hpp"

using namespace ganscope;

namespace {

const ImageTrainOption& option(const std::string& name) {
  for (const ImageTrainOption& known : image_train_options())
    if (known.name == name) return known;
  throw Error("no option " + name);
}

ImageTrainConfig with(std::vector<std::pair<std::string, std::string>> values) {
  ImageTrainConfig config;
  for (const auto& [name, value] : values) option(name).set(config, value);
  return config;
}

void refused(const std::string& name, const std::string& value) {
  CAPTURE(name);
  CAPTURE(value);
  CHECK_THROWS_WITH_AS(with({{name, value}}), doctest::Contains(name.c_str()), UsageError);
}

}  // namespace

TEST_CASE("image options: names are unique and every option gives back what it is set to") {
  std::set<std::string> names;
  for (const ImageTrainOption& each : image_train_options()) {
    CAPTURE(each.name);
    CHECK(names.insert(each.name).second);
    CHECK_FALSE(each.help.empty());
    CHECK_FALSE(each.expected.empty());
    ImageTrainConfig config;
    each.set(config, each.get(config));
    CHECK(config == ImageTrainConfig());
  }
}

TEST_CASE("image options: the defaults are the paper's, and those that loss and network bring") {
  const ImageTrainConfig paper;
  CHECK(paper.generator.kind == OptimiserKind::adam);
  CHECK(paper.generator.rate == 2e-4);
  CHECK(paper.generator.momentum == 0.5);
  CHECK(paper.batch == 64);
  CHECK(paper.latent_size == 100);
  ImageTrainConfig taken;
  take_defaults(taken);
  CHECK(taken == paper);
  const ImageTrainConfig clip = with({{"loss", "wgan-clip"}});
  CHECK(clip.discriminator.kind == OptimiserKind::rmsprop);
  CHECK(clip.discriminator_updates == 5);
  CHECK(clip.clip == 0.01);
  CHECK(clip.normalisation == CriticNormalisation::batch);
  const ImageTrainConfig penalty = with({{"loss", "wgan-gp"}});
  CHECK(penalty.penalty == 10);
  CHECK(penalty.discriminator_updates == 5);
  CHECK(penalty.normalisation == CriticNormalisation::layer);
  CHECK(with({{"arch", "dense"}}).dropout == 0.3);
  CHECK(with({{"arch", "dense"}, {"loss", "wgan-gp"}}).normalisation == CriticNormalisation::none);
}

TEST_CASE("image options: text and lines make the same configuration again") {
  const std::vector<ImageTrainConfig> configs{
      {},
      with({{"data", "folder:/a b/c"}, {"arch", "mlp"}, {"generator-widths", "7-9"}, {"image-size", "12"}}),
      with({{"loss", "wgan-gp"}, {"discriminator-rate", "0.003"}, {"generator-momentum", "0.1"}}),
      with({{"soft-labels", "on"}, {"flip", "on"}, {"seed", "99"}, {"ema", "0"}, {"rate", "0.01"}})};
  for (const ImageTrainConfig& config : configs) {
    CHECK(image_train_config_from_lines(to_lines(config)) == config);
    CAPTURE(to_options_text(config));
    CHECK(to_options_text(config).starts_with("--data "));
  }
  CHECK(to_options_text({}) == "--data mnist --arch dcgan");
  CHECK(to_options_text(configs[1]) ==
        "--data 'folder:/a b/c' --arch mlp --image-size 12 --generator-widths 7-9");
  CHECK(to_options_text(configs[2]) ==
        "--data mnist --arch dcgan --loss wgan-gp --generator-momentum 0.1 --discriminator-rate 0.003");
  CHECK(to_options_text(configs[3]) ==
        "--data mnist --arch dcgan --soft-labels on --flip on --seed 99 --rate 0.01 --ema 0");
  CHECK_THROWS_AS(static_cast<void>(image_train_config_from_lines("data mnist\nrubbish")), Error);
  CHECK_THROWS_AS(static_cast<void>(image_train_config_from_lines("data mnist\ncolour red\n")), Error);
}

TEST_CASE("image options: what is out of range is refused with its name") {
  refused("batch", "1");
  refused("batch", "sixty");
  refused("ema", "1");
  refused("flip", "yes");
  refused("arch", "dcgan32");
  refused("dropout", "1");
  refused("generator-widths", "20,30");
  refused("latent-size", "0");
}

TEST_CASE("image options: contradictions are refused with the reason") {
  const auto contradiction = [](std::vector<std::pair<std::string, std::string>> values, const char* why) {
    CHECK_THROWS_WITH_AS(validate(with(std::move(values))), doctest::Contains(why), UsageError);
  };
  contradiction({{"loss", "wgan-gp"}, {"discriminator-normalisation", "batch"}}, "penalty");
  contradiction({{"loss", "wgan-clip"}, {"soft-labels", "on"}}, "soft-labels");
  contradiction({{"image-size", "32"}}, "expected arch mlp");
  for (std::size_t a = 0; a < architecture_names().size(); ++a)
    for (const std::string& loss : loss_names())
      validate(with({{"arch", architecture_names()[a]}, {"loss", loss}}));
}
