#include "app/files/file_requests.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/files/assets.hpp"
#include "app/files/missing_path.hpp"
#include "engine/images/picture_format.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

void add_place(std::vector<FilePlace>& places, const std::string& name, const fs::path& folder) {
  if (folder.empty() || !leads_to_folder(folder)) return;
  const auto same = [&folder](const FilePlace& other) {
    std::error_code error;
    return fs::equivalent(folder, other.path, error);
  };
  if (std::none_of(places.begin(), places.end(), same)) places.push_back({name, folder.string()});
}

}  // namespace

std::vector<FilePlace> common_places(const std::vector<std::string>& kinds) {
  std::vector<FilePlace> places;
  add_place(places, "Home", asset_surroundings().home);
  std::error_code error;
  add_place(places, "Working folder", fs::current_path(error));
  for (const std::string& kind : kinds) {
    std::string name = kind;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    for (const fs::path& folder : asset_folders(kind)) add_place(places, name, folder);
  }
  return places;
}

std::vector<FilePlace> recent_places(const std::vector<std::string>& files) {
  std::vector<FilePlace> places;
  for (const std::string& file : files) {
    std::error_code error;
    const fs::path path = plain_path(fs::absolute(file, error));
    if (error || !leads_to_file(path)) continue;
    const auto same = [&path](const FilePlace& other) { return other.path == path.string(); };
    if (std::none_of(places.begin(), places.end(), same))
      places.push_back({path.filename().string(), path.string()});
  }
  const std::vector<FilePlace> plain = places;
  for (FilePlace& place : places) {
    const auto named = [&place](const FilePlace& other) {
      return fs::path(other.path).filename() == fs::path(place.path).filename();
    };
    if (std::count_if(plain.begin(), plain.end(), named) > 1)
      place.name += " (" + fs::path(place.path).parent_path().filename().string() + ")";
  }
  return places;
}

FileRequest open_request(FileWish wish, const std::vector<std::string>& recent) {
  FileRequest request;
  request.recent = recent_places(recent);
  std::vector<std::string> kinds{"examples"};
  switch (wish) {
    case FileWish::model:
      request.title = "Open a model";
      request.kind = "model";
      request.extensions = {".safetensors", ".pt", ".pth", ".bin", ".ckpt", ".pkl"};
      kinds = {"models", "examples"};
      break;
    case FileWish::points:
      request.title = "Open points";
      request.kind = "points";
      request.extensions = {".csv", ".tsv", ".txt", ".dat"};
      break;
    case FileWish::anchors:
      request.title = "Open anchors";
      request.kind = "anchors";
      request.extensions = {".json", ".npy", ".npz"};
      break;
    case FileWish::card:
      request.title = "Open a card";
      request.kind = "card";
      request.extensions = {".json"};
      break;
    case FileWish::picture:
      request.title = "Open a picture";
      request.kind = "picture";
      request.extensions = picture_endings();
      kinds = {};
      break;
  }
  request.places = common_places(kinds);
  return request;
}

FileRequest save_request(const std::string& name, const fs::path& folder,
                         std::vector<std::string> extensions) {
  FileRequest request{.title = "Save as", .saving = true};
  request.extensions = std::move(extensions);
  request.places = common_places({});
  std::error_code error;
  request.folder = folder.empty() ? fs::current_path(error) : folder;
  request.name = name;
  return request;
}

}  // namespace ganscope
