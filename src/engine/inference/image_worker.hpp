#pragma once
#include <functional>
#include <memory>

#include "engine/models/generator.hpp"
#include "exchange/image_config.hpp"
#include "exchange/image_frame.hpp"
#include "exchange/image_request.hpp"

namespace ganscope {

struct ImageWorkerOptions {
  int threads = 1;  ///< LibTorch threads of the worker
  /// How models are opened, on the worker's thread.
  std::function<std::unique_ptr<Generator>(const ImageConfig&)> open;
  /// Called from the worker's thread when there is something new to take.
  std::function<void()> notify;
};

/// Opens models and generates images on a thread of its own, so that no one waits for it: the newest
/// request wins, its current image comes first, and strip, thumbnails and grid follow little by little,
/// between the current images of requests that come meanwhile. An exception travels as data, in the
/// frame's `error`; what was shown before stays, and a model that doesn't open leaves the one before in
/// place.
class ImageWorker {
 public:
  explicit ImageWorker(ImageWorkerOptions options);
  ~ImageWorker();  ///< returns when the image in work is done
  ImageWorker(const ImageWorker&) = delete;
  ImageWorker& operator=(const ImageWorker&) = delete;

  /// Opens the configuration's model; the newest call wins. The frame says when it is there.
  void open(const ImageConfig& config);
  void request(ImageRequest request);

  /// The newest frame not taken yet, or nullptr.
  [[nodiscard]] ImageFramePtr take_frame();
  [[nodiscard]] bool has_frame() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
