#pragma once
#include <filesystem>
#include <string>

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

struct DataOptions {
  DataChoice data;
  bool json = false;
  std::filesystem::path out;  ///< contact sheet; empty: none
};
/// Prints statistics of a set of images and leaves a contact sheet. Returns the exit status.
[[nodiscard]] int print_data(const DataOptions& options);

struct NeighboursOptions {
  std::string model;
  DataChoice data;
  int samples = 8;
  int neighbours = 7;
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: chosen
  bool json = false;
  std::filesystem::path out = "neighbours.png";
};
/// Draws generated images, each followed by the images of the set that are nearest to it: copies would
/// show. Returns the exit status.
[[nodiscard]] int print_neighbours(const NeighboursOptions& options);

}  // namespace ganscope
