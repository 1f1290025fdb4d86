#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// The drawable things of the toy picture, back to front.
enum class LayerId { field, decision, mesh, real, trails, generated, gradients, inset };
inline constexpr int kLayerCount = 8;

struct LayerInfo {
  LayerId id;
  std::string name;         ///< as in --layers
  std::string label;        ///< as in panels
  std::string description;  ///< one line
  char key;                 ///< number key that toggles it
  bool shown_at_start;
};
[[nodiscard]] const std::vector<LayerInfo>& layer_list();

/// Which layers are shown.
class LayerSet {
 public:
  /// The layers shown at the start.
  LayerSet();
  [[nodiscard]] static LayerSet none();
  [[nodiscard]] bool has(LayerId id) const { return (bits_ >> static_cast<unsigned>(id) & 1U) != 0; }
  void set(LayerId id, bool on);
  void toggle(LayerId id) { set(id, !has(id)); }
  bool operator==(const LayerSet&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

/// "real,generated", "all", "none", or changes to what is shown at the start: "+trails,-mesh".
/// Throws UsageError with the valid names.
[[nodiscard]] LayerSet parse_layers(std::string_view text);
/// The shortest text that parse_layers reads back; "" for the layers shown at the start.
[[nodiscard]] std::string layers_text(const LayerSet& layers);

}  // namespace ganscope
