#include "exchange/image_train_log.hpp"

namespace ganscope {

void ImageTrainCurves::add(const ImageTrainReport& r) {
  iteration.push_back(static_cast<float>(r.iteration));
  generator_loss.push_back(static_cast<float>(r.generator_loss));
  discriminator_loss.push_back(static_cast<float>(r.discriminator_loss));
  score_real.push_back(static_cast<float>(r.score_real));
  score_generated.push_back(static_cast<float>(r.score_generated));
  generator_gradient.push_back(static_cast<float>(r.generator_gradient));
  discriminator_gradient.push_back(static_cast<float>(r.discriminator_gradient));
  variety.push_back(static_cast<float>(r.variety));
}

void ImageTrainLog::add(const ImageTrainReport& report) {
  const std::lock_guard lock(mutex_);
  reports_.push_back(report);
}

void ImageTrainLog::add(const HealthWarning& warning) {
  const std::lock_guard lock(mutex_);
  warnings_.push_back(warning);
}

void ImageTrainLog::catch_up(ImageTrainCurves& curves) const {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = curves.iteration.size(); i < reports_.size(); ++i) curves.add(reports_[i]);
  for (std::size_t i = curves.warnings.size(); i < warnings_.size(); ++i)
    curves.warnings.push_back(warnings_[i]);
}

}  // namespace ganscope
