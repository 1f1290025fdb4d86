#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/train/training_course.hpp"
#include "exchange/image_train_log.hpp"
#include "exchange/image_train_status.hpp"

namespace ganscope {

struct ImageTrainWorkerOptions {
  bool running = true;     ///< takes steps from the start
  bool gives_way = false;  ///< drawing goes first where both want a core
  /// Called from the worker's thread when there is something new to see.
  std::function<void()> notify;
};

/// Walks the course of an image training on a thread of its own. Frames are of the latest moment only,
/// are made when the reader has taken the one before, and change nothing: the files are those of a run
/// that nobody watched. What goes wrong travels as data, in status().
class ImageTrainWorker {
 public:
  /// Starts to open the images at once. `sheets` must live as long; the worker's thread uses it.
  ImageTrainWorker(TrainingCourseOptions course, SheetKeeper& sheets, ImageTrainWorkerOptions options);
  ~ImageTrainWorker();  ///< as stop()
  ImageTrainWorker(const ImageTrainWorker&) = delete;
  ImageTrainWorker& operator=(const ImageTrainWorker&) = delete;

  void set_running(bool on);
  /// Pauses after one more iteration.
  void step();
  /// Between two iterations, also of a paused training, the generator is written as a model; status() says
  /// where. Nothing where no iteration will come any more.
  void write_snapshot();
  /// A training that has finished goes on to a later end, as if it had been its end from the start; log and
  /// sheets go on, the last files are written anew. `kept_options`: see TrainingCourse::go_on_to(). False,
  /// and nothing happens, where it hasn't finished or that isn't beyond its end.
  bool go_on_to(std::int64_t iterations, std::string kept_options);
  /// Ends the iteration, writes a checkpoint where the course isn't at its end, and ends the thread; what
  /// is being finished is finished. Afterwards status() is the last word.
  void stop();

  /// The newest frame not taken yet, if any.
  [[nodiscard]] ImageTrainFramePtr take_frame();
  /// take_frame() would return one.
  [[nodiscard]] bool has_frame() const;
  [[nodiscard]] ImageTrainStatus status() const;
  /// Every report and warning, those before a resume included.
  [[nodiscard]] const ImageTrainLog& log() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
