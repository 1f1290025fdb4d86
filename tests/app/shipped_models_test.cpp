#include "app/shipped_models.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "core/error.hpp"
#include "engine/models/open_model.hpp"
#include "support/temp_dir.hpp"
#include "support/working_folder.hpp"

namespace ganscope {
namespace {

using test::TempDir;
using test::WorkingFolder;

/// GANSCOPE_MODELS for as long as it lives.
class ModelsFolder {
 public:
  explicit ModelsFolder(const std::filesystem::path& path) { ::setenv("GANSCOPE_MODELS", path.c_str(), 1); }
  ~ModelsFolder() { ::unsetenv("GANSCOPE_MODELS"); }
  ModelsFolder(const ModelsFolder&) = delete;
  ModelsFolder& operator=(const ModelsFolder&) = delete;
};

void touch(const std::filesystem::path& path) { std::ofstream(path) << "x"; }

TEST_CASE("shipped models: listed by name, the first one first, other files left alone") {
  const TempDir folder;
  for (const char* name : {"zebra.safetensors", "apple.safetensors", "mnist-dcgan64.safetensors", "notes.md"})
    touch(folder.path() / name);
  const std::vector<ShippedModel> models = shipped_models(folder.path());
  REQUIRE(models.size() == 3);
  CHECK(models[0].name == "mnist-dcgan64");
  CHECK(models[1].name == "apple");
  CHECK(models[2].path == folder.path() / "zebra.safetensors");
  CHECK(shipped_models(folder.path() / "nowhere").empty());
}

TEST_CASE("shipped models: a name means a shipped one, a file of that name wins") {
  const TempDir folder;
  touch(folder.path() / "apple.safetensors");
  const ModelsFolder shipped(folder.path());
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

TEST_CASE("shipped models: every one opens, is 8 MB at most and says how it was made") {
  const std::vector<ShippedModel> models = shipped_models(shipped_models_folder());
  REQUIRE(!models.empty());
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
