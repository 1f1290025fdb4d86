#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "engine/models/model_plan.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

struct OpenModelOptions {
  std::optional<std::filesystem::path> card{};  ///< instead of the one beside or in the file
  std::string tensor_prefix{};
  std::optional<ModelCard> read_as{};  ///< this card instead of any that is found
};

/// A file of weights with the card that fits it; no tensor has been read yet.
struct OpenModel {
  std::unique_ptr<TensorFile> file;
  ModelPlan plan;
};

/// A model that could not be opened by the card that there is, or without one: another card may mend it.
class CardError : public Error {
 public:
  using Error::Error;
};

/// The file has weights, but nothing says how they fit together.
class NoCardError : public CardError {
 public:
  NoCardError(const std::string& reason, const std::string& advice)
      : CardError(reason + "; " + advice), reason_(reason) {}
  /// Without what to do.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string reason_;
};

/// What to do where nothing says how a file's weights fit together: the command that lists its tensors and
/// the page on cards, as the end of a message.
[[nodiscard]] std::string how_to_write_a_card(const std::filesystem::path& path,
                                              const std::string& tensor_prefix);

/// The card is options.card, else model.card.json beside the file, else the one in its metadata, else
/// that of a known family; NoCardError when there is none of these. Throws Error naming what is missing, or a
/// tensor that a layer uses and whose type isn't read.
[[nodiscard]] OpenModel open_model(const std::filesystem::path& path, const OpenModelOptions& options = {});

}  // namespace ganscope
