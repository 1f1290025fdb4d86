#include "app/files/folder_listing.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "app/files/missing_path.hpp"
#include "support/nobody.hpp"
#include "support/temp_dir.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using Names = std::vector<std::string>;

void write(const fs::path& path, std::size_t bytes = 1) { std::ofstream(path) << std::string(bytes, 'x'); }

Names names_of(const FolderListing& listing) {
  Names names;
  for (const FileEntry& entry : listing.entries) names.push_back(entry.name + (entry.folder ? "/" : ""));
  return names;
}

const FileEntry& entry_called(const FolderListing& listing, const std::string& name) {
  const auto found = std::find_if(listing.entries.begin(), listing.entries.end(),
                                  [&](const FileEntry& entry) { return entry.name == name; });
  REQUIRE(found != listing.entries.end());
  return *found;
}

TEST_CASE("natural order: numbers by value, letters without their case, and every two names apart") {
  Names names{"b", "a10", "A2", "a1", "a02", "a2", "a", "B1", "10", "9", "a2b", "ä", "a01"};
  std::sort(names.begin(), names.end(), natural_less);
  CHECK(names == Names{"9", "10", "a", "a01", "a1", "A2", "a02", "a2", "a2b", "a10", "b", "B1", "ä"});
  CHECK_FALSE(natural_less("a", "a"));
  // Longer than any number type.
  CHECK(natural_less("x99999999999999999999999999998", "x99999999999999999999999999999"));
  CHECK(natural_less("x0", "x00"));
  CHECK_FALSE(natural_less("x00", "x0"));
}

TEST_CASE("folder listing: folders first, both in natural order, with size and time") {
  const TempDir dir;
  for (const char* name : {"run10", "run9", ".git"}) fs::create_directory(dir / name);
  write(dir / "model-10.pt", 12345);
  write(dir / "model-9.pt", 7);
  write(dir / ".hidden");
  const FolderListing listing = read_folder(dir.path());
  CHECK(listing.problem.empty());
  CHECK(names_of(listing) == Names{".git/", "run9/", "run10/", ".hidden", "model-9.pt", "model-10.pt"});
  CHECK(entry_called(listing, "model-10.pt").size == "12.3 kB");
  CHECK(entry_called(listing, "model-9.pt").size == "7 B");
  CHECK(entry_called(listing, "run9").size.empty());
  struct ::stat status {};
  REQUIRE(::stat((dir / "model-9.pt").c_str(), &status) == 0);
  CHECK(entry_called(listing, "model-9.pt").changed == file_time_text(status.st_mtime));
  CHECK(read_folder(dir / "run9").entries.empty());
  CHECK(read_folder(dir / "run9").problem.empty());
}

TEST_CASE("folder listing: links are what they lead to, circles and dead ends are told") {
  const TempDir dir;
  fs::create_directory(dir / "real");
  write(dir / "file.pt", 3);
  fs::create_directory_symlink(dir / "real", dir / "to_folder");
  fs::create_symlink(dir / "file.pt", dir / "to_file.pt");
  fs::create_symlink(dir / "gone", dir / "dead.pt");
  fs::create_symlink(dir / "round", dir / "round");
  fs::create_directory_symlink("..", dir / "real" / "up");
  REQUIRE(::mkfifo((dir / "pipe.pt").c_str(), 0600) == 0);
  const FolderListing listing = read_folder(dir.path());
  CHECK(names_of(listing) == Names{"real/", "to_folder/", "dead.pt", "file.pt", "round", "to_file.pt"});
  CHECK(entry_called(listing, "dead.pt").size == "broken link");
  CHECK(entry_called(listing, "round").size == "broken link");
  CHECK(entry_called(listing, "to_file.pt").size == "3 B");
  // A link to the folder above leads on as deep as the system lets it, and ends in words.
  fs::path deep = dir.path();
  for (int i = 0; i < 30; ++i) deep /= "real/up";
  CHECK(names_of(read_folder(deep)) == names_of(listing));
  for (int i = 0; i < 30; ++i) deep /= "real/up";
  CHECK_FALSE(read_folder(deep).problem.empty());
  CHECK(why_not_a_file(dir / "dead.pt") == (dir / "dead.pt").string() + " is a link that leads nowhere");
  CHECK(why_not_a_file(dir / "round").starts_with("cannot look at " + (dir / "round").string() + ": "));
  CHECK(why_not_a_file(dir / "pipe.pt") == (dir / "pipe.pt").string() + " is neither a file nor a folder");
}

TEST_CASE("folder listing: one that is gone, is a file, or may not be read says why") {
  const TempDir dir;
  CHECK(read_folder(dir / "gone").problem == "No such file or directory");
  write(dir / "file");
  CHECK(read_folder(dir / "file").problem == "Not a directory");
  fs::create_directory(dir / "closed");
  write(dir / "closed" / "x.pt");
  fs::permissions(dir.path(), fs::perms(0755));
  fs::permissions(dir / "closed", fs::perms::none);
  {
    const test::Nobody nobody;
    CHECK(read_folder(dir / "closed").problem == "Permission denied");
    CHECK(read_folder(dir / "closed").entries.empty());
    CHECK(names_of(read_folder(dir.path())) == Names{"closed/", "file"});
    CHECK(why_not_a_file(dir / "closed" / "x.pt") ==
          "cannot look at " + (dir / "closed" / "x.pt").string() + ": Permission denied");
  }
  fs::permissions(dir / "closed", fs::perms::owner_all);
}

TEST_CASE("folder listing: the kinds that are wanted, in capitals too; hidden ones when asked for") {
  const EntryFilter models{{".pt", ".safetensors"}, false};
  CHECK(fits_filter({"a.pt"}, models));
  CHECK(fits_filter({"A.PT"}, models));
  CHECK(fits_filter({"a.b.safetensors"}, models));
  CHECK_FALSE(fits_filter({"apt"}, models));
  CHECK_FALSE(fits_filter({"a.pth"}, models));
  CHECK(fits_filter({"a.csv", true}, models));  // a folder
  CHECK_FALSE(fits_filter({".a.pt"}, models));
  CHECK_FALSE(fits_filter({".git", true}, models));
  CHECK_FALSE(fits_filter({".pt"}, {{".pt"}, true}));  // an ending without a name
  CHECK(fits_filter({".a.pt"}, {{".pt"}, true}));
  CHECK(fits_filter({"a.csv"}, {}));
}

TEST_CASE("file sizes: three digits, and none of them is 1000") {
  CHECK(file_size_text(0) == "0 B");
  CHECK(file_size_text(999) == "999 B");
  CHECK(file_size_text(1000) == "1.00 kB");
  CHECK(file_size_text(999'499) == "999 kB");
  CHECK(file_size_text(999'500) == "1.00 MB");
  CHECK(file_size_text(12'345'678) == "12.3 MB");
  CHECK(file_size_text(~std::uintmax_t{0}) == "18447 PB");
}

TEST_CASE("typed paths: the home, the folder, and the words alone") {
  CHECK(typed_path("~", "/x", "/home/eve") == "/home/eve/");
  CHECK(typed_path("~/a", "/x", "/home/eve") == "/home/eve/a");
  CHECK(typed_path("~//a", "/x", "/home/eve") == "/home/eve/a");
  CHECK(typed_path("~a", "/x", "/home/eve") == "/x/~a");
  CHECK(typed_path("~/a", "/x", "") == "/x/~/a");  // nobody's home is known
  CHECK(typed_path("a/b", "/x", "/h") == "/x/a/b");
  CHECK(typed_path("/a", "/x", "/h") == "/a");
  CHECK(plain_path("/a/b/../c/.//") == "/a/c");
  CHECK(plain_path("/") == "/");
  CHECK(plain_path("/..") == "/");
}

TEST_CASE("completion: as far as all that fits agrees, and a slash behind the only folder") {
  const TempDir dir;
  for (const char* name : {"models", "modes", "pictures"}) fs::create_directory(dir / name);
  for (const char* name : {"mnist-1.pt", "mnist-2.pt", "mnist.txt", ".mine.pt", "größe1.pt", "größe2.pt",
                           "grün.pt", "gröber.pt"})
    write(dir / name);
  const EntryFilter models{{".pt"}, false};
  const auto completed = [&](const std::string& text) {
    return complete_path(text, dir.path(), dir / "models", models).text;
  };
  CHECK(completed("mo") == "mode");
  CHECK(completed("mode") == "mode");
  CHECK(completed("model") == "models/");
  CHECK(completed("p") == "pictures/");
  CHECK(completed("mn") == "mnist-");  // the text file is none of those wanted
  CHECK(completed("mnist-1") == "mnist-1.pt");
  CHECK(completed(".") == ".mine.pt");
  CHECK(completed("grö") == "grö");
  CHECK(completed("größ") == "größe");
  CHECK(completed("gr") == "gr");  // ö and ü share their first byte
  const std::string whole = dir.path().string();
  CHECK(completed(whole + "/pic") == whole + "/pictures/");
  CHECK(completed("./pictures/../p") == "./pictures/../pictures/");
  CHECK(completed("~") == "~/");
  write(dir / "models" / "faces.pt");
  CHECK(completed("~/") == "~/faces.pt");
  CHECK(completed("models/f") == "models/faces.pt");
  CHECK(complete_path("mn", dir.path(), "", {}).text == "mnist");

  const Completion none = complete_path("zebra", dir.path(), "", models);
  CHECK(none.text == "zebra");
  CHECK(none.problem == "nothing in " + whole + " begins with 'zebra'");
  const Completion lost = complete_path("nowhere/x", dir.path(), "", models);
  CHECK(lost.text == "nowhere/x");
  CHECK(lost.problem == "cannot read " + whole + "/nowhere: No such file or directory");
}

TEST_CASE("missing paths: the first part that is to blame is named") {
  const TempDir dir;
  const std::string at = dir.path().string();
  write(dir / "file");
  CHECK(why_not_a_file(dir / "modles" / "a.pt") == "there is no 'modles' in " + at);
  CHECK(why_not_a_file(dir / "a.pt") == "there is no 'a.pt' in " + at);
  CHECK(why_not_a_file(dir / "file" / "a.pt") == at + "/file is a file, not a folder");
  CHECK(why_not_a_file(at + "/file/") == at + "/file is a file, not a folder");
  CHECK(why_not_a_file(dir.path()) == at + " is a folder, not a file");
  CHECK(why_not_a_file(dir / std::string(300, 'x')).ends_with(": File name too long"));
}

}  // namespace
}  // namespace ganscope
