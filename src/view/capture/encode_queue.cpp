#include "view/capture/encode_queue.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/log.hpp"

namespace ganscope {

EncodeQueue::EncodeQueue(std::unique_ptr<Recorder> recorder, std::size_t capacity)
    : recorder_(std::move(recorder)), capacity_(std::max<std::size_t>(capacity, 1)) {
  bytes_ = recorder_->bytes();
  thread_ = std::thread([this] { run(); });
}

EncodeQueue::~EncodeQueue() {
  stop_thread();
  if (failed_ && !told_) log(LogLevel::warning, error_);
}

void EncodeQueue::check_open() {
  if (failed_) {
    told_ = true;
    throw Error(error_);
  }
  if (closing_) throw Error("cannot add a frame: the recording is finished");
}

void EncodeQueue::push(Image frame) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < capacity_ || closing_ || failed_; });
    check_open();
    waiting_.push_back(std::move(frame));
  }
  changed_.notify_all();
}

bool EncodeQueue::try_push(Image frame) {
  {
    const std::lock_guard lock(mutex_);
    check_open();
    if (waiting_.size() >= capacity_) {
      ++dropped_;
      return false;
    }
    waiting_.push_back(std::move(frame));
  }
  changed_.notify_all();
  return true;
}

void EncodeQueue::finish() {
  if (!thread_.joinable()) return;
  stop_thread();
  if (!failed_) return;
  told_ = true;
  throw Error(error_);
}

bool EncodeQueue::has_room() {
  const std::lock_guard lock(mutex_);
  return failed_ || waiting_.size() < capacity_;
}

void EncodeQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
}

void EncodeQueue::stop_thread() {
  close();
  if (thread_.joinable()) thread_.join();
}

bool EncodeQueue::take(Image& frame) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty() || closing_; });
    if (waiting_.empty()) return false;
    frame = std::move(waiting_.front());
    waiting_.pop_front();
  }
  changed_.notify_all();
  return true;
}

void EncodeQueue::run() {
  std::string reason;
  try {
    Image frame;
    while (take(frame)) {
      recorder_->add(frame);
      count();
    }
    recorder_->finish();
  } catch (const std::exception& error) {
    reason = error.what();
    try {
      recorder_->finish();  // keeps what is whole, e.g. after a frame of the wrong size
    } catch (const std::exception&) {
      // The first failure is the one to tell.
    }
  }
  count();  // before failed_: who sees that sees the final counts
  if (!reason.empty()) fail(std::move(reason));
  done_ = true;
}

void EncodeQueue::count() {
  frames_ = recorder_->frames();
  bytes_ = recorder_->bytes();
}

void EncodeQueue::fail(std::string reason) {
  {
    const std::lock_guard lock(mutex_);
    error_ = std::move(reason);
    waiting_.clear();
    failed_ = true;
  }
  changed_.notify_all();  // a push that waits for room must learn that there will be none
}

}  // namespace ganscope
