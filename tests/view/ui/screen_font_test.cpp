#include "view/ui/screen_font.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/temp_dir.hpp"

namespace ganscope {
namespace {

using test::TempDir;

/// A fontconfig of one folder, for as long as it lives.
class OnlyFonts {
 public:
  explicit OnlyFonts(const std::filesystem::path& folder) {
    const std::filesystem::path file = home_.path() / "fonts.conf";
    std::ofstream(file) << "<?xml version=\"1.0\"?><fontconfig><dir>" << folder.string() << "</dir><cachedir>"
                        << (home_.path() / "cache").string() << "</cachedir></fontconfig>";
    ::setenv("FONTCONFIG_FILE", file.c_str(), 1);
  }
  ~OnlyFonts() { ::unsetenv("FONTCONFIG_FILE"); }
  OnlyFonts(const OnlyFonts&) = delete;
  OnlyFonts& operator=(const OnlyFonts&) = delete;

 private:
  TempDir home_;
};

TEST_CASE("screen font: Inter in medium weight where it is installed") {
  CHECK(std::filesystem::path(find_screen_font().path).filename() == "Inter-Medium.otf");
}

TEST_CASE("screen font: found in any folder, the nearest family where Inter is missing, none without fonts") {
  const TempDir fonts;
  {
    const OnlyFonts only(fonts.path());
    CHECK(find_screen_font().path.empty());
  }
  std::filesystem::copy(find_screen_font().path, fonts.path() / "moved.otf");
  const OnlyFonts only(fonts.path());
  CHECK(find_screen_font().path == (fonts.path() / "moved.otf").string());
  CHECK(find_screen_font().index == 0);
}

}  // namespace
}  // namespace ganscope
