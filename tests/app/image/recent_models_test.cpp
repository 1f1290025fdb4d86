#include "app/image/recent_models.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "app/window/settings.hpp"
#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

using Models = std::vector<RecentModel>;

std::vector<std::string> paths(const Models& models) {
  std::vector<std::string> out;
  for (const RecentModel& model : models) out.push_back(model.path);
  return out;
}

}  // namespace

TEST_CASE("recent models are read as they were saved, and the folder is made") {
  const TempDir dir;
  const std::filesystem::path path = dir / "deep" / "models.json";
  CHECK(load_recent_models(path).empty());
  const Models models{{"/models/faces of friends.pt", "/cards/faces.json", "net.G"}, {"digits.pth"}};
  save_recent_models(path, models);
  CHECK(load_recent_models(path) == models);
  save_recent_models(path, {});
  CHECK(load_recent_models(path).empty());
  CHECK(entries_in(path.parent_path()) == 1);  // nothing half written stays
}

TEST_CASE("a list edited by hand is read for what is good in it") {
  const TempDir dir;
  std::ofstream(dir / "models.json")
      << R"([{"path": "a.pt"}, {"card": "x"}, 7, {"path": "b.pt", "card": 3}, {"path": "a.pt"}])";
  CHECK(load_recent_models(dir / "models.json") == Models{{"a.pt"}, {"b.pt"}});
  std::ofstream(dir / "broken.json") << R"([{"path": "a.pt")";
  CHECK(load_recent_models(dir / "broken.json").empty());
  std::string many = "[{\"path\": \"x\"}";
  for (int i = 0; i < 100; ++i) many += ", {\"path\": \"" + std::to_string(i) + "\"}";
  std::ofstream(dir / "many.json") << many << "]";
  CHECK(load_recent_models(dir / "many.json").size() == kRecentFiles);
}

TEST_CASE("the model opened last comes first, each once with its newest card, and the oldest goes") {
  Models models;
  for (int i = 0; i < 12; ++i) remember(models, {"/" + std::to_string(i) + ".pt", "/old.json"});
  CHECK(models.size() == kRecentFiles);
  CHECK(models.front().path == "/11.pt");
  remember(models, {"/7.pt", "/new.json"});
  CHECK(models.front() == RecentModel{"/7.pt", "/new.json"});
  CHECK(models.size() == kRecentFiles);
  const std::vector<std::string> all = paths(models);
  CHECK(std::count(all.begin(), all.end(), "/7.pt") == 1);
}

TEST_CASE("a model is remembered by a path that holds from every folder") {
  Models models;
  remember(models, {"a.pt", "cards/a.json"});
  CHECK(models.front().path == (std::filesystem::current_path() / "a.pt").string());
  CHECK(models.front().card == (std::filesystem::current_path() / "cards/a.json").string());
}

TEST_CASE("models that cannot be remembered are an error that names the folder") {
  const TempDir dir;
  std::ofstream(dir / "file") << "no folder";
  CHECK_THROWS_WITH_AS(save_recent_models(dir / "file" / "models.json", {{"a.pt"}}),
                       doctest::Contains("file"), Error);
}
