#pragma once
#include <nlohmann/json.hpp>
#include <vector>

#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Where the controls are, for the report of a window: {name: [left, top, right, bottom]}, pixels.
[[nodiscard]] inline nlohmann::ordered_json item_places(const std::vector<UiItem>& items) {
  nlohmann::ordered_json places = nlohmann::ordered_json::object();
  for (const UiItem& item : items)
    places[item.name] = {item.place.min.x, item.place.min.y, item.place.max.x, item.place.max.y};
  return places;
}

}  // namespace ganscope
