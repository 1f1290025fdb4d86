#pragma once
#include <cstdint>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/picture.hpp"

namespace ganscope {

/// The pictures of a list of latents while they are generated little by little. What was made for the
/// same latent is kept; where there is none yet, the old list's picture nearest to the place stands in.
class PictureList {
 public:
  /// A new list, as rows x columns places, the last of which may be empty. Latents that the old one had
  /// keep their pictures.
  void want(std::vector<Latent> latents, int rows, int columns);
  /// Every picture is out of date, as after a change of model or class; they stand in until replaced.
  void expire();
  void clear();

  /// How many places still want their own picture.
  [[nodiscard]] int waiting() const;
  /// Up to `count` of them: those whose stand-in is oldest first, and among equals from coarse to fine, so
  /// that the whole shows early.
  [[nodiscard]] std::vector<std::size_t> next(int count) const;
  [[nodiscard]] const Latent& latent(std::size_t place) const { return places_[place].latent; }
  void put(std::size_t place, PicturePtr picture);

  /// What to show, place by place.
  [[nodiscard]] std::vector<PicturePtr> shown() const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }

 private:
  struct Place {
    Latent latent;  ///< empty where the place is
    PicturePtr picture;
    bool own = false;        ///< the picture is this latent's
    std::uint64_t made = 0;  ///< when the picture was put; 0 when there is none
    int level = 0;           ///< 0 is the coarsest
  };
  [[nodiscard]] const Place* stand_in(int row, int column, int rows, int columns) const;

  std::vector<Place> places_;
  int rows_ = 0;
  int columns_ = 0;
  std::uint64_t clock_ = 0;
};

}  // namespace ganscope
