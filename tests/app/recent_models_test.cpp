#include "app/recent_models.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "app/settings.hpp"
#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {
using Models = std::vector<std::string>;
}

TEST_CASE("recent models are read as they were saved, and the folder is made") {
  const TempDir dir;
  const std::filesystem::path path = dir / "deep" / "models.txt";
  CHECK(load_recent_models(path).empty());
  const Models models{"/models/faces of friends.pt", "digits.pth"};
  save_recent_models(path, models);
  CHECK(load_recent_models(path) == models);
  save_recent_models(path, {});
  CHECK(load_recent_models(path).empty());
  CHECK(entries_in(path.parent_path()) == 1);  // nothing half written stays
}

TEST_CASE("a list edited by hand is read for what is good in it") {
  const TempDir dir;
  std::ofstream(dir / "models.txt") << "a.pt\n\nb.pt\na.pt\n"
                                    << "c.pt";
  CHECK(load_recent_models(dir / "models.txt") == Models{"a.pt", "b.pt", "c.pt"});
  std::ofstream many(dir / "many.txt");
  for (int i = 0; i < 100; ++i) many << i << ".pt\n";
  many.close();
  CHECK(load_recent_models(dir / "many.txt").size() == kRecentFiles);
}

TEST_CASE("the model opened last comes first, each once, and the oldest goes") {
  Models models;
  for (int i = 0; i < 12; ++i) remember(models, std::to_string(i) + ".pt");
  CHECK(models.size() == kRecentFiles);
  CHECK(models.front() == "11.pt");
  remember(models, "7.pt");
  CHECK(models.front() == "7.pt");
  CHECK(models.size() == kRecentFiles);
  CHECK(std::count(models.begin(), models.end(), "7.pt") == 1);
}

TEST_CASE("models that cannot be remembered are an error that names the folder") {
  const TempDir dir;
  std::ofstream(dir / "file") << "no folder";
  CHECK_THROWS_WITH_AS(save_recent_models(dir / "file" / "models.txt", {"a.pt"}), doctest::Contains("file"),
                       Error);
}
