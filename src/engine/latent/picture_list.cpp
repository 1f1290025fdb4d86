#include "engine/latent/picture_list.hpp"

#include <algorithm>
#include <bit>

namespace ganscope {
namespace {

constexpr int kLevels = 6;  ///< of grids up to 32 a side

/// The coarsest level that shows this place: multiples of 32 first, then of 16, down to all.
int level_of(int row, int column) {
  const unsigned bits = static_cast<unsigned>(row) | static_cast<unsigned>(column);
  return bits == 0 ? 0 : std::max(0, kLevels - 1 - std::countr_zero(bits));
}

}  // namespace

const PictureList::Place* PictureList::stand_in(int row, int column, int rows, int columns) const {
  if (places_.empty() || rows <= 0 || columns <= 0) return nullptr;
  // The middle of the place in the new list, in cells of the old one.
  const int old_row = std::min(rows_ - 1, (2 * row + 1) * rows_ / (2 * rows));
  const int old_column = std::min(columns_ - 1, (2 * column + 1) * columns_ / (2 * columns));
  const Place& place = places_[static_cast<std::size_t>(old_row * columns_ + old_column)];
  return place.picture ? &place : nullptr;
}

void PictureList::want(std::vector<Latent> latents, int rows, int columns) {
  std::vector<Place> places;
  const bool same_shape = rows == rows_ && columns == columns_;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      Place place;
      const auto index = static_cast<std::size_t>(row * columns + column);
      if (index >= latents.size()) {  // stays empty
        place.own = true;
        places.push_back(std::move(place));
        continue;
      }
      place.latent = std::move(latents[index]);
      place.level = level_of(row, column);
      if (const Place* old = stand_in(row, column, rows, columns)) {
        place.picture = old->picture;
        place.made = old->made;
        place.own = same_shape && old->own && old->latent == place.latent;
      }
      // Lists are short or change in place: a search pays for those that shift.
      if (!place.own && rows == 1)
        for (const Place& old : places_)
          if (old.own && old.latent == place.latent) {
            place.picture = old.picture;
            place.made = old.made;
            place.own = true;
          }
      places.push_back(std::move(place));
    }
  places_ = std::move(places);
  rows_ = rows;
  columns_ = columns;
}

void PictureList::expire() {
  for (Place& place : places_) place.own = place.latent.empty();
}

void PictureList::clear() { *this = PictureList(); }

int PictureList::waiting() const {
  return static_cast<int>(
      std::count_if(places_.begin(), places_.end(), [](const Place& p) { return !p.own; }));
}

std::vector<std::size_t> PictureList::next(int count) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i].own) found.push_back(i);
  const auto end = found.begin() + std::min<std::ptrdiff_t>(count, static_cast<std::ptrdiff_t>(found.size()));
  std::partial_sort(found.begin(), end, found.end(), [this](std::size_t a, std::size_t b) {
    const Place& p = places_[a];
    const Place& q = places_[b];
    if (p.made != q.made) return p.made < q.made;
    return p.level != q.level ? p.level < q.level : a < b;
  });
  found.erase(end, found.end());
  return found;
}

void PictureList::put(std::size_t place, PicturePtr picture) {
  places_[place].picture = std::move(picture);
  places_[place].own = true;
  places_[place].made = ++clock_;
}

std::vector<PicturePtr> PictureList::shown() const {
  std::vector<PicturePtr> out;
  for (const Place& place : places_) out.push_back(place.picture);
  // Before anything was there, the picture up and to the left on a coarser level stands in.
  for (int row = 0; row < rows_; ++row)
    for (int column = 0; column < columns_; ++column) {
      PicturePtr& picture = out[static_cast<std::size_t>(row * columns_ + column)];
      if (places_[static_cast<std::size_t>(row * columns_ + column)].latent.empty()) continue;
      for (int step = 2; !picture && step <= 32; step *= 2)
        picture =
            places_[static_cast<std::size_t>(row / step * step * columns_ + column / step * step)].picture;
    }
  return out;
}

}  // namespace ganscope
