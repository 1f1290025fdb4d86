#include "view/ui/ui_context.hpp"

#include <imgui.h>
#include <imgui_freetype.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.hpp"
#include "core/log.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/screen_font.hpp"

namespace ganscope {
namespace {

UiContext& current() { return *static_cast<UiContext*>(ImGui::GetIO().UserData); }

/// Gives all digits one advance, so that counters don't jitter: the font's own tabular figures are
/// an OpenType feature that ImGui cannot reach.
void make_digits_tabular(ImFont& font) {
  float widest = 0;
  for (ImWchar c = '0'; c <= '9'; ++c)
    if (const ImFontGlyph* glyph = font.FindGlyphNoFallback(c)) widest = std::max(widest, glyph->AdvanceX);
  for (ImFontGlyph& glyph : font.Glyphs) {
    if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
    // Whole pixels: between them the digit would be blurred and look paler than its neighbours.
    const float shift = std::round(0.5f * (widest - glyph.AdvanceX));
    glyph.X0 += shift;
    glyph.X1 += shift;
    glyph.AdvanceX = widest;
  }
  font.BuildLookupTable();
}

void apply_style(const Theme& t, float scale) {
  ImGuiStyle style;
  style.WindowPadding = {14, 12};
  style.FramePadding = {9, 3};
  style.ItemSpacing = {8, 4};
  style.ItemInnerSpacing = {7, 5};
  style.WindowRounding = 0;
  style.FrameRounding = 5;
  style.GrabRounding = 5;
  style.PopupRounding = 6;
  style.ScrollbarRounding = 6;
  style.ScrollbarSize = 10;
  style.WindowBorderSize = 0;
  // On paper controls differ too little from the panel to be seen without an edge.
  style.FrameBorderSize = t.kind == ThemeKind::light ? 1 : 0;
  style.PopupBorderSize = 1;
  style.IndentSpacing = 12;
  style.ScaleAllSizes(scale);
  const auto set = [&style](ImGuiCol which, Colour c) { style.Colors[which] = to_imgui(c); };
  set(ImGuiCol_Text, t.text);
  set(ImGuiCol_TextDisabled, t.text_muted);
  set(ImGuiCol_WindowBg, t.panel);
  set(ImGuiCol_ChildBg, t.panel.with_alpha(0));
  set(ImGuiCol_PopupBg, t.panel_raised);
  set(ImGuiCol_Border, t.hairline);
  set(ImGuiCol_Separator, t.hairline);
  set(ImGuiCol_FrameBg, t.panel_raised);
  set(ImGuiCol_FrameBgHovered, t.hairline);
  set(ImGuiCol_FrameBgActive, t.hairline);
  set(ImGuiCol_Button, t.panel_raised);
  set(ImGuiCol_ButtonHovered, t.hairline);
  set(ImGuiCol_ButtonActive, t.accent.with_alpha(0.55f));
  set(ImGuiCol_Header, t.panel_raised);
  set(ImGuiCol_HeaderHovered, t.hairline);
  set(ImGuiCol_HeaderActive, t.accent.with_alpha(0.45f));
  set(ImGuiCol_CheckMark, t.accent);
  set(ImGuiCol_SliderGrab, t.accent);
  set(ImGuiCol_SliderGrabActive, t.accent);
  set(ImGuiCol_ScrollbarBg, t.panel.with_alpha(0));
  set(ImGuiCol_ScrollbarGrab, t.hairline);
  set(ImGuiCol_ScrollbarGrabHovered, t.text_muted);
  set(ImGuiCol_ScrollbarGrabActive, t.text_muted);
  set(ImGuiCol_NavHighlight, t.accent);
  set(ImGuiCol_TextSelectedBg, t.accent.with_alpha(0.4f));
  ImGui::GetStyle() = style;
}

}  // namespace

UiContext::Current::Current(const UiContext& ui) : before_(ImGui::GetCurrentContext()) {
  ImGui::SetCurrentContext(ui.context_);
}
UiContext::Current::~Current() { ImGui::SetCurrentContext(before_); }

UiContext::UiContext() {
  IMGUI_CHECKVERSION();
  ImGuiContext* before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.UserData = this;
  io.IniFilename = nullptr;  // the layout is ours, nothing to remember
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
    ImGui::DestroyContext(context_);
    ImGui::SetCurrentContext(before);
    throw Error("ImGui cannot use this OpenGL context; expected 3.3 core");
  }
  if (before != nullptr) ImGui::SetCurrentContext(before);
}

UiContext::~UiContext() {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(context_);
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(context_);
  ImGui::SetCurrentContext(before == context_ ? nullptr : before);
}

void UiContext::load_fonts(float scale) {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  static const FontFile font = find_screen_font();
  font_file_ = font.path;
  for (const float size : {kTextSize, kSmallTextSize, kTitleSize}) {
    ImFontConfig config;
    config.SizePixels = size * scale;
    config.FontNo = font.index;
    if (font_file_.empty())
      io.Fonts->AddFontDefault(&config);
    else
      io.Fonts->AddFontFromFileTTF(font_file_.c_str(), size * scale, &config,
                                   io.Fonts->GetGlyphRangesDefault());
  }
  io.Fonts->Build();
  for (ImFont* f : io.Fonts->Fonts) make_digits_tabular(*f);
  if (font_file_.empty()) {
    font_file_ = "built in";
    log(LogLevel::info, "no screen font found; install fonts-inter for a sharper interface");
  }
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void UiContext::set_style(ThemeKind kind, float scale) {
  if (scale != scale_) load_fonts(scale);
  if (scale != scale_ || kind != kind_) apply_style(theme(kind), scale);
  kind_ = kind;
  scale_ = scale;
}

void UiContext::begin(glm::vec2 size, float seconds) {
  items_.clear();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {size.x, size.y};
  io.DeltaTime = std::max(seconds, 1e-5f);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void UiContext::end() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

bool UiContext::close_lists() {
  if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) return false;
  ImGui::ClosePopupToLevel(0, false);
  return true;
}

bool UiContext::list_has_keys() {
  return current().kept_.list.frame == ImGui::GetFrameCount() &&
         !ImGui::GetCurrentContext()->OpenPopupStack.empty();
}

ImFont* font(TextStyle style) { return ImGui::GetIO().Fonts->Fonts[static_cast<int>(style)]; }
float ui_scale() { return current().scale(); }
const Theme& ui_theme() { return theme(current().theme_kind()); }
TypedText& typed_text(unsigned id) { return current().kept().typed[id]; }
OpenList& open_list() { return current().kept().list; }
std::int64_t refusals_heeded() { return current().kept().refusals; }
void heed_refusals(std::int64_t refusals) { current().kept().refusals = refusals; }

void mark_item(const std::string& name) {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  ImRect rect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  rect.ClipWith(window->ClipRect);
  if (rect.GetWidth() < 1 || rect.GetHeight() < 1) return;
  current().add_item({name, {{rect.Min.x, rect.Min.y}, {rect.Max.x, rect.Max.y}}});
}

}  // namespace ganscope
