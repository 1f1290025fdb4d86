#include "view/ui/screen_font.hpp"

#include <fontconfig/fontconfig.h>

#include <filesystem>
#include <memory>

namespace ganscope {
namespace {

template <auto Destroy>
struct Deleter {
  template <class Thing>
  void operator()(Thing* thing) const {
    Destroy(thing);
  }
};
using ConfigPtr = std::unique_ptr<FcConfig, Deleter<FcConfigDestroy>>;
using PatternPtr = std::unique_ptr<FcPattern, Deleter<FcPatternDestroy>>;

/// What is asked for, the best family first.
PatternPtr wanted_font() {
  PatternPtr pattern(FcPatternCreate());
  if (!pattern) return nullptr;
  for (const char* family : {"Inter", "Noto Sans", "DejaVu Sans", "sans-serif"})
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, FC_WEIGHT_MEDIUM);
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
  // Of a variable font only the default instance would be drawn, whose weight is another.
  FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
  return pattern;
}

}  // namespace

FontFile find_screen_font() {
  // A configuration of our own: the process's is FFmpeg's too.
  const ConfigPtr config(FcInitLoadConfigAndFonts());
  const PatternPtr wanted = wanted_font();
  if (!config || !wanted) return {};
  FcConfigSubstitute(config.get(), wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const PatternPtr found(FcFontMatch(config.get(), wanted.get(), &result));
  FcChar8* path = nullptr;
  FcBool scalable = FcFalse;
  if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) return {};
  if (FcPatternGetBool(found.get(), FC_SCALABLE, 0, &scalable) != FcResultMatch || scalable != FcTrue)
    return {};
  FontFile font{reinterpret_cast<const char*>(path), 0};
  // The upper half of the index names an instance of a variable font.
  if (FcPatternGetInteger(found.get(), FC_INDEX, 0, &font.index) == FcResultMatch) font.index &= 0xffff;
  std::error_code error;
  return std::filesystem::exists(font.path, error) ? font : FontFile{};
}

}  // namespace ganscope
