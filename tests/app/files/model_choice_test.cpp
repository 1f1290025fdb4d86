#include "app/files/model_choice.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

namespace ganscope {
namespace {

TEST_CASE("model choice: FILE#PREFIX is a file and the prefix of its tensors") {
  const test::TempDir dir;
  const std::string file = (dir / "ckpt.pt").string();
  std::ofstream(file) << "x";
  const auto taken = [](std::string path, std::string prefix = {}) {
    take_prefix(path, prefix);
    return path + " " + prefix;
  };
  CHECK(taken(file + "#netG") == file + " netG");
  CHECK(taken(file + "#netG", "netG") == file + " netG");
  CHECK(taken(file, "netG") == file + " netG");
  CHECK(taken(file) == file + " ");
  CHECK(taken("none.pt#netG") == "none.pt#netG ");  // opening it says what is wrong
  CHECK_THROWS_WITH_AS(taken(file + "#netG", "netD"),
                       ("--tensor-prefix netD contradicts '" + file + "#netG'").c_str(), UsageError);
  std::ofstream(file + "#netG") << "x";
  CHECK(taken(file + "#netG") == file + "#netG ");  // a file is called so
}

TEST_CASE("model choice: as the words of a command") {
  CHECK(model_words({"a.pt", {}, {}}) == "a.pt");
  CHECK(model_words({"my a.pt", "c.json", "netG"}) == "'my a.pt' --card c.json --tensor-prefix netG");
}

}  // namespace
}  // namespace ganscope
