#pragma once
#include <cstdint>
#include <vector>

#include "engine/analysis/feature_measures.hpp"
#include "engine/images/image_set.hpp"
#include "engine/models/generator.hpp"
#include "engine/oracle/labelled_samples.hpp"

namespace ganscope {

/// Cosine similarity of images, as rows of grey values 0 to 1, to the nearest training image.
struct NearestCosines {
  double mean = 0;
  double median = 0;
  double highest = 0;  ///< near 1: the image is one of the training images
};

/// Real images that generators of one size are judged beside: all resampled to that size and back, as what
/// the generators make is on its way to the oracle. With what test images get, judged as if they were made.
struct RealImages {
  Features training;  ///< the oracle's features of some training images
  Features pixels;    ///< count x 784, the training images that generated ones are looked for among
  int neighbours = 3;
  double frechet = 0;  ///< between training and test images: the floor
  ManifoldMeasures measures;
  NearestCosines nearest;
};

struct RealImagesOptions {
  int samples = 10000;  ///< whose features are taken, drawn without repeats; of test images as many at most
  int neighbours = 3;   ///< k of precision, recall, density and coverage
  int most_neighbours = 0;  ///< training images to look among for the nearest; 0: all
  std::uint64_t seed = 1;
};

/// Asks the oracle about training and test images at the size of `like`. Throws Error when a set has no more
/// than k images. An end asked for by `progress` leaves it empty.
[[nodiscard]] RealImages real_images(Oracle& oracle, const ImageSet& training, const ImageSet& test,
                                     const ImageShape& like, const RealImagesOptions& options,
                                     const AnswersProgress& progress = {});

/// How good and how varied a generator's images are, as the oracle sees them. Distances are in its last
/// hidden layer, not in Inception's: figures compare generators on one oracle, not with those of other
/// papers.
struct GeneratorQuality {
  int samples = 0;
  double mean_confidence = 0;
  std::vector<double> class_shares;
  double frechet = 0;       ///< between generated and training images
  double frechet_real = 0;  ///< between test and training images: the floor
  ManifoldMeasures generated;
  ManifoldMeasures real;  ///< the same of test images
  NearestCosines nearest;
  NearestCosines nearest_real;  ///< of test images
};

/// Judges what was made and answered, with features and small images, beside real images of the same size.
/// Throws Error for no more rows than neighbours.
[[nodiscard]] GeneratorQuality generator_quality(const OracleAnswers& made, std::size_t classes,
                                                 const RealImages& real);

}  // namespace ganscope
