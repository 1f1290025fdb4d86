#include "app/files/shipped_models.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "engine/models/open_model.hpp"
#include "support/temp_dir.hpp"
#include "support/variable.hpp"
#include "support/working_folder.hpp"

namespace ganscope {
namespace {

using test::TempDir;
using test::WorkingFolder;

void touch(const std::filesystem::path& path) { std::ofstream(path) << "x"; }

TEST_CASE("shipped models: listed by name, the first one first, other files left alone") {
  const TempDir folder;
  for (const char* name : {"zebra.safetensors", "apple.safetensors", "mnist-dcgan64.safetensors", "notes.md"})
    touch(folder.path() / name);
  const std::vector<ShippedModel> models = shipped_models({folder.path()});
  REQUIRE(models.size() == 3);
  CHECK(models[0].name == "mnist-dcgan64");
  CHECK(models[1].name == "apple");
  CHECK(models[2].path == folder.path() / "zebra.safetensors");
  CHECK(shipped_models({folder.path() / "nowhere"}).empty());

  const TempDir own;
  for (const char* name : {"apple.safetensors", "pear.safetensors"}) touch(own.path() / name);
  const std::vector<ShippedModel> both = shipped_models({folder.path(), own.path()});
  REQUIRE(both.size() == 4);
  CHECK(both[0].name == "mnist-dcgan64");
  CHECK(both[1].path == folder.path() / "apple.safetensors");
  CHECK(both[2].path == own.path() / "pear.safetensors");
}

TEST_CASE("shipped models: a name means a shipped one, a file of that name wins") {
  const TempDir folder;
  touch(folder.path() / "apple.safetensors");
  const test::Variable shipped("GANSCOPE_MODELS", folder.path().string());
  const TempDir here;
  const WorkingFolder working(here.path());
  CHECK(model_path("apple") == folder.path() / "apple.safetensors");
  CHECK(model_path("apple.safetensors") == "apple.safetensors");
  CHECK(model_path("./apple") == "./apple");
  CHECK_THROWS_WITH_AS(static_cast<void>(model_path("aple")),
                       "unknown model 'aple'; did you mean 'apple'? Valid: apple", UsageError);
  CHECK(first_model().empty());
  touch(here.path() / "apple");
  CHECK(model_path("apple") == "apple");
  touch(folder.path() / "mnist-dcgan64.safetensors");
  CHECK(first_model() == "mnist-dcgan64");
}

TEST_CASE("shipped oracles: a name means one that comes along, a file of that name wins") {
  const TempDir data;
  std::filesystem::create_directories(data.path() / "ganscope" / "oracles");
  touch(data.path() / "ganscope" / "oracles" / "letters.safetensors");
  const test::Variable home("XDG_DATA_HOME", data.path().string());
  const TempDir here;
  const WorkingFolder working(here.path());
  CHECK(oracle_path("letters") == data.path() / "ganscope" / "oracles" / "letters.safetensors");
  CHECK(oracle_path("o/letters") == "o/letters");
  CHECK(oracle_path("letters.safetensors") == "letters.safetensors");
  CHECK_THROWS_WITH_AS(static_cast<void>(oracle_path("leters")),
                       doctest::Contains("unknown oracle 'leters'; did you mean 'letters'?"), UsageError);
  touch(here.path() / "letters");
  CHECK(oracle_path("letters") == "letters");
}

/// The numbers behind each of these texts on a card.
double number_after(const std::string& notes, const std::string& text) {
  const std::size_t at = notes.find(text);
  REQUIRE_MESSAGE(at != std::string::npos, "no '" << text << "' in: " << notes);
  return std::stod(notes.substr(at + text.size()));
}

/// The smallest share of a class in percent, from "class shares 0 9.7 %, 1 12 %, T-shirt/top 8.1 %".
double rarest_class(const std::string& notes) {
  static const std::string kShares = "class shares ";
  const std::size_t at = notes.find(kShares);
  REQUIRE(at != std::string::npos);
  double rarest = 100;
  int classes = 0;
  std::stringstream shares(notes.substr(at + kShares.size()));
  for (std::string share; std::getline(shares, share, ',');) {
    const std::size_t end = share.rfind(" %");
    REQUIRE(end != std::string::npos);
    rarest = std::min(rarest, std::stod(share.substr(share.rfind(' ', end - 1))));
    ++classes;
  }
  CHECK(classes == 10);
  return rarest;
}

/// Of 2,000 samples, as the oracle saw them.
struct Bar {
  const char* model;
  double confidence;
  double rarest;  ///< percent
};

TEST_CASE("shipped models: what an oracle says of them stands on their cards and is good enough") {
  for (const Bar& bar :
       {Bar{"mnist-dcgan64", 0.9, 4}, Bar{"mnist-dense", 0.9, 4}, Bar{"fashion-dcgan64", 0.8, 3}}) {
    CAPTURE(bar.model);
    const OpenModel open = open_model(model_path(bar.model));
    const std::string& notes = open.plan.card.notes;
    CHECK(notes.find("2,000 samples") != std::string::npos);
    CHECK(number_after(notes, "mean confidence ") >= bar.confidence);
    CHECK(rarest_class(notes) >= bar.rarest);
  }
}

TEST_CASE("shipped models: every one opens, is 8 MB at most and says how it was made") {
  const std::vector<ShippedModel> models =
      shipped_models({std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets" / "models"});
  REQUIRE(models.size() >= 4);
  CHECK(models.front().name == kFirstModel);
  for (const ShippedModel& model : models) {
    CAPTURE(model.name);
    CHECK(std::filesystem::file_size(model.path) <= 8'000'000);
    const OpenModel open = open_model(model.path);
    CHECK(open.plan.card.name == model.name);
    CHECK(!open.plan.card.data.empty());
    CHECK(!open.plan.card.licence.empty());
    CHECK(open.plan.card.notes.find("ganscope train --data") != std::string::npos);
    CHECK(open.plan.card.notes.find("--seed") != std::string::npos);
  }
}

}  // namespace
}  // namespace ganscope
