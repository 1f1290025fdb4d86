#include "engine/images/yelp_set.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "engine/images/photo_set.hpp"

namespace ganscope {
namespace {

struct YelpPhoto {
  std::string id;
  std::string label;
};

std::vector<YelpPhoto> read_photos(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file)
    throw Error("cannot read " + path.string() +
                "; expected the Yelp data set's photos.json beside its photographs");
  std::vector<YelpPhoto> photos;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    const auto text = [&](const char* key) {
      const auto found = json.is_object() ? json.find(key) : json.end();
      if (!json.is_object() || found == json.end() || !found->is_string())
        throw Error(path.string() + ":" + std::to_string(number) +
                    ": expected a JSON object with the strings photo_id and label");
      return found->get<std::string>();
    };
    photos.push_back({text("photo_id"), text("label")});
    // An id becomes a file name.
    const std::string& id = photos.back().id;
    if (id.empty() || id.find('/') != std::string::npos)
      throw Error(path.string() + ":" + std::to_string(number) + ": photo_id is '" + id +
                  "'; expected a file's name without .jpg");
  }
  return photos;
}

}  // namespace

ImageSetPtr open_yelp_set(const std::filesystem::path& folder, const std::string& name,
                          const ImageSetOptions& options) {
  const std::filesystem::path json = folder / "photos.json";
  const std::vector<YelpPhoto> photos = read_photos(json);
  std::error_code ignored;
  const bool nested = std::filesystem::is_directory(folder / "photos", ignored);
  const std::filesystem::path place = nested ? folder / "photos" : folder;
  PhotoList list;
  list.name = name;
  std::map<std::string, int> classes;
  std::set<std::string> labels;
  for (const YelpPhoto& photo : photos) labels.insert(photo.label);
  for (const YelpPhoto& photo : photos) {
    if (options.label != "all" && photo.label != options.label) continue;
    const auto [entry, is_new] = classes.emplace(photo.label, static_cast<int>(list.class_names.size()));
    if (is_new) list.class_names.push_back(photo.label);
    list.paths.push_back(place / (photo.id + ".jpg"));
    list.labels.push_back(entry->second);
  }
  if (list.paths.empty()) {
    const std::vector<std::string> valid(labels.begin(), labels.end());
    throw Error(json.string() + ": " + unknown_name("label", options.label, valid).what());
  }
  return open_photos(list, options);
}

}  // namespace ganscope
