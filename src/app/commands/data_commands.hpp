#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/files/model_choice.hpp"
#include "exchange/option.hpp"
#include "exchange/rgb_colour.hpp"

namespace ganscope {

/// Which images, and where they are kept.
struct DataChoice {
  std::string name;  ///< as open_image_set() takes it
  bool test = false;
  int size = 64;               ///< photographs: side in pixels
  std::string label = "food";  ///< yelp
  RgbColour background{};      ///< photographs: behind transparent pixels
  std::filesystem::path data_dir;
  std::filesystem::path cache_dir;
};

/// Those of data and neighbours, but for the set's name where it is an argument.
[[nodiscard]] const std::vector<Option<DataChoice>>& data_choice_options();

struct DataOptions {
  DataChoice data;
  bool json = false;
  bool get = false;           ///< get the set first
  std::filesystem::path out;  ///< contact sheet; empty: none
};
[[nodiscard]] const std::vector<Option<DataOptions>>& data_options();
/// Prints statistics of a set of images and leaves a contact sheet. Returns the exit status.
[[nodiscard]] int print_data(const DataOptions& options);

struct NeighboursOptions {
  ModelChoice model;
  DataChoice data;
  int count = 8;  ///< generated images
  int neighbours = 7;
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: chosen
  bool json = false;
  std::filesystem::path out = "neighbours.png";
};
[[nodiscard]] const std::vector<Option<NeighboursOptions>>& neighbours_options();
/// Draws generated images, each followed by the images of the set that are nearest to it: copies would
/// show. Returns the exit status.
[[nodiscard]] int print_neighbours(const NeighboursOptions& options);

}  // namespace ganscope
