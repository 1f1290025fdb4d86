#pragma once
#include <filesystem>
#include <string>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// The Yelp photo data set as it is handed out: photos.json, one JSON object a line with photo_id and
/// label, and the photographs as photos/ID.jpg or ID.jpg (latent recovery, 4.1.1). Takes those whose
/// label is options.label, or all of them for "all". A photograph that isn't there counts as unreadable.
/// Throws Error naming photos.json and the line that isn't as expected.
[[nodiscard]] ImageSetPtr open_yelp_set(const std::filesystem::path& folder, const std::string& name,
                                        const ImageSetOptions& options);

}  // namespace ganscope
