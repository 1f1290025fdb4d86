#include "core/output_path.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "support/nobody.hpp"
#include "support/temp_dir.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST_CASE("output paths: a file is told before it is written that it cannot be") {
  const test::TempDir dir;
  const fs::path at = dir.path();
  std::ofstream(at / "file") << "x";
  const auto check = [](const fs::path& path) { return refusal([&] { check_output_file(path); }); };
  CHECK(check(at / "x.png").empty());
  CHECK(check(at / "file").empty());  // is replaced
  CHECK(check("x.png").empty());
  CHECK(check(at / "nodir" / "x.png") ==
        "cannot write " + (at / "nodir/x.png").string() + ": there is no folder " + (at / "nodir").string());
  CHECK(check(at / "file" / "x.png") ==
        "cannot write " + (at / "file/x.png").string() + ": " + (at / "file").string() + " is no folder");
  CHECK(check(at) == "cannot write " + at.string() + ": it is a folder");
  CHECK(check(at / "") == "cannot write " + (at / "").string() + ": it is a folder");
  fs::create_directory(at / "shut");
  fs::permissions(at / "shut", fs::perms::owner_read | fs::perms::owner_exec);
  fs::permissions(at, fs::perms::all);
  {
    const test::Nobody nobody;
    CHECK(check(at / "shut" / "x.png") == "cannot write " + (at / "shut/x.png").string() + ": " +
                                              (at / "shut").string() + ": Permission denied");
    CHECK(refusal([&] { check_output_folder(at / "shut"); }).starts_with("cannot write to "));
    CHECK(refusal([&] { check_output_folder(at / "shut" / "a"); }).starts_with("cannot make the folder "));
  }
  fs::remove(at / "shut");
  CHECK(fs::directory_iterator(at)->path().filename() == "file");  // nothing else is left
}

TEST_CASE("output paths: a folder is checked without being made, and made") {
  const test::TempDir dir;
  const fs::path at = dir.path();
  std::ofstream(at / "file") << "x";
  const auto check = [](const fs::path& path) { return refusal([&] { check_output_folder(path); }); };
  CHECK(check(at).empty());
  CHECK(check(at / "a" / "b").empty());
  CHECK(check(at / "a" / "").empty());
  CHECK(check("a").empty());
  CHECK_FALSE(fs::exists(at / "a"));
  const std::string below = "cannot make the folder " + (at / "file/a").string() + ": ";
  CHECK(check(at / "file" / "a") == below + (at / "file").string() + " is no folder");
  CHECK(check(at / "file") == "cannot make the folder " + (at / "file").string() + ": it is a file");
  CHECK(make_folder(at / "a" / "b"));
  CHECK_FALSE(make_folder(at / "a" / "b"));
  CHECK(refusal([&] { make_folder(at / "file" / "a"); }).starts_with(below));
}

TEST_CASE("output paths: endings are told as names") {
  const auto check = [](const fs::path& path, bool or_folder) {
    return refusal([&] { check_extension("the samples", path, {".png", ".npy"}, or_folder); });
  };
  CHECK(check("x.png", true).empty());
  CHECK(check("x.PNG", false).empty());
  CHECK(check("a/x", true) ==
        "the name a/x of the samples has no extension; expected .png, .npy or / (a folder) at its end");
  CHECK(check("x.", false).find("expected .png or .npy") != std::string::npos);
  CHECK(check("x.pgn", true) ==
        "unknown extension of the samples x.pgn: '.pgn'; did you mean '.png'? Valid: .png, .npy, or a folder "
        "with / at its end");
}

}  // namespace
}  // namespace ganscope
