#include "app/window/glfw_window.hpp"

#define GLFW_INCLUDE_NONE  // glad brings OpenGL
#include <GLFW/glfw3.h>

#include <map>
#include <utility>
#include <variant>

#include "app/window/imgui_glfw_compat.hpp"
#include "app/window/mesa_apart.hpp"
#include "app/window/no_display.hpp"
#include "view/gpu/gl.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

using imgui_glfw::kSettleFrames;
/// ImGui says whether a field takes strokes when all has settled, at the latest.
constexpr int kHoldFrames = kSettleFrames;

/// GLFW itself, for as long as the window lives.
class Glfw {
 public:
  Glfw() {
    load_mesa_apart();
    glfwSetErrorCallback([](int code, const char* what) {
      last_error() = std::string(what) + " (GLFW " + std::to_string(code) + ")";
    });
    if (glfwInit() != GLFW_TRUE) throw NoDisplayError("no window can be opened: " + last_error());
  }
  ~Glfw() { glfwTerminate(); }
  Glfw(const Glfw&) = delete;
  Glfw& operator=(const Glfw&) = delete;
  static std::string& last_error() {
    static std::string text = "GLFW gave no reason";
    return text;
  }
};

struct WindowDeleter {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using WindowPtr = std::unique_ptr<GLFWwindow, WindowDeleter>;

WindowPtr open_window(int width, int height, const std::string& title) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  // As in ganscope.desktop, so that a desktop shows the program's icon.
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "ganscope");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "ganscope");
#ifdef GLFW_WAYLAND_APP_ID  // GLFW 3.4
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "ganscope");
#endif
  WindowPtr window(glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr));
  if (!window) throw NoDisplayError("no window with OpenGL 3.3 core can be opened: " + Glfw::last_error());
  glfwMakeContextCurrent(window.get());
  glfwSwapInterval(0);  // the loop paces itself and sleeps; a driver's vsync would spin on some
  load_gl(glfwGetProcAddress);
  return window;
}

/// The names that CommandTable's lines use; "" for keys that mean nothing alone.
std::string key_name(int key, int scancode, int mods) {
  static const std::map<int, std::string> named{
      {GLFW_KEY_SPACE, "Space"},  {GLFW_KEY_TAB, "Tab"},   {GLFW_KEY_ESCAPE, "Esc"},
      {GLFW_KEY_F1, "F1"},        {GLFW_KEY_F2, "F2"},     {GLFW_KEY_F11, "F11"},
      {GLFW_KEY_PERIOD, "."},     {GLFW_KEY_COMMA, ","},   {GLFW_KEY_EQUAL, "+"},
      {GLFW_KEY_KP_ADD, "+"},     {GLFW_KEY_MINUS, "-"},   {GLFW_KEY_LEFT, "Left"},
      {GLFW_KEY_RIGHT, "Right"},  {GLFW_KEY_HOME, "Home"}, {GLFW_KEY_END, "End"},
      {GLFW_KEY_KP_SUBTRACT, "-"}};
  std::string name;
  if (const auto found = named.find(key); found != named.end())
    name = found->second;
  else if (const char* printed = glfwGetKeyName(key, scancode))
    name = printed;
  else if (key >= GLFW_KEY_0 && key <= GLFW_KEY_Z)
    name = std::string(1, static_cast<char>(key));
  if (key == GLFW_KEY_SLASH && (mods & GLFW_MOD_SHIFT) != 0) return "?";
  for (char& c : name)
    if (name.size() == 1 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return (mods & GLFW_MOD_CONTROL) != 0 && !name.empty() ? "Ctrl+" + name : name;
}

struct KeyEvent {
  int key, scancode, action, mods;
};
/// A key, or a character typed.
using Stroke = std::variant<KeyEvent, unsigned>;

/// Ends the editing of a field in the next frame.
bool ends_editing(int key) {
  return key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER || key == GLFW_KEY_TAB || key == GLFW_KEY_ESCAPE;
}

/// Means nothing in a field, also in one that keeps the keys until what it refused is mended.
bool leads_out(const KeyEvent& e) {
  return (e.key >= GLFW_KEY_F1 && e.key <= GLFW_KEY_F12) ||
         (e.key == GLFW_KEY_Q && (e.mods & GLFW_MOD_CONTROL) != 0);
}

}  // namespace

struct GlfwWindow::Impl {
  Impl(int width, int height, const std::string& title) : window(open_window(width, height, title)) {
    glfwSetWindowUserPointer(window.get(), this);
    install_callbacks();
  }
  static Impl& of(GLFWwindow* w) { return *static_cast<Impl*>(glfwGetWindowUserPointer(w)); }

  void any() {
    settle = kSettleFrames;
    interacted = true;
  }

  /// ImGui 1.86 looks at keys once a frame: a key that goes down and up between two frames would be
  /// lost, so its release waits for the frame.
  void pass_key(const KeyEvent& e) {
    if (!attached) return;
    if (e.action == GLFW_RELEASE)
      released.push_back(e);
    else
      ImGui_ImplGlfw_KeyCallback(window.get(), e.key, e.scancode, e.action, e.mods);
  }

  /// Whether a field takes the strokes is known for the last frame only. After what may change that, a
  /// click or the end of editing, strokes wait, so that fast hands are understood.
  void on_stroke(const Stroke& stroke) {
    any();
    if (holding > 0)
      held.push_back(stroke);
    else
      take(stroke);
  }

  void take(const Stroke& stroke) {
    if (const auto* c = std::get_if<unsigned>(&stroke)) {
      if (attached) ImGui_ImplGlfw_CharCallback(window.get(), *c);
      return;
    }
    const KeyEvent& e = std::get<KeyEvent>(stroke);
    pass_key(e);
    if (e.action == GLFW_RELEASE || !attached) return;
    if (ImGui::GetIO().WantTextInput && !leads_out(e)) {
      if (ends_editing(e.key)) holding = kHoldFrames;
      return;
    }
    if (e.key == GLFW_KEY_ESCAPE && UiContext::close_lists()) return;
    if (UiContext::list_has_keys()) {
      // What is chosen closes it in the next frame.
      if (ends_editing(e.key) || e.key == GLFW_KEY_SPACE) holding = kHoldFrames;
      return;
    }
    if (std::string name = key_name(e.key, e.scancode, e.mods); !name.empty())
      keys.push_back({std::move(name), e.action == GLFW_REPEAT});
  }

  void after_frame() {
    for (const KeyEvent& e : std::exchange(released, {}))
      ImGui_ImplGlfw_KeyCallback(window.get(), e.key, e.scancode, e.action, e.mods);
    if (holding > 0 && --holding > 0) return;
    for (const Stroke& stroke : std::exchange(held, {})) on_stroke(stroke);
  }

  void install_callbacks() {
    GLFWwindow* w = window.get();
    glfwSetKeyCallback(w, [](GLFWwindow* win, int key, int scancode, int action, int mods) {
      of(win).on_stroke(KeyEvent{key, scancode, action, mods});
    });
    glfwSetCharCallback(w, [](GLFWwindow* win, unsigned c) { of(win).on_stroke(c); });
    glfwSetMouseButtonCallback(w, [](GLFWwindow* win, int button, int action, int mods) {
      of(win).any();
      of(win).holding = kHoldFrames;
      if (of(win).attached) ImGui_ImplGlfw_MouseButtonCallback(win, button, action, mods);
    });
    glfwSetScrollCallback(w, [](GLFWwindow* win, double x, double y) {
      of(win).any();
      if (of(win).attached) ImGui_ImplGlfw_ScrollCallback(win, x, y);
    });
    glfwSetCursorPosCallback(w, [](GLFWwindow* win, double x, double y) {
      of(win).any();
      if (of(win).attached) imgui_glfw::on_pointer(win, x, y);
    });
    glfwSetCursorEnterCallback(w, [](GLFWwindow* win, int entered) {
      of(win).any();
      if (of(win).attached) ImGui_ImplGlfw_CursorEnterCallback(win, entered);
    });
    glfwSetWindowFocusCallback(w, [](GLFWwindow* win, int focused) {
      of(win).any();
      if (of(win).attached) ImGui_ImplGlfw_WindowFocusCallback(win, focused);
    });
    glfwSetFramebufferSizeCallback(w, [](GLFWwindow* win, int, int) { of(win).any(); });
    glfwSetWindowRefreshCallback(w, [](GLFWwindow* win) { of(win).any(); });
    glfwSetDropCallback(w, [](GLFWwindow* win, int count, const char** paths) {
      of(win).any();
      for (int i = 0; i < count; ++i) of(win).dropped.emplace_back(paths[i]);
    });
  }

  Glfw glfw;
  WindowPtr window;
  bool attached = false;
  bool interacted = false;
  int settle = kSettleFrames;
  std::vector<KeyPress> keys;
  std::vector<KeyEvent> released;
  int holding = 0;  ///< frames for which strokes wait
  std::vector<Stroke> held;
  std::vector<std::filesystem::path> dropped;
  // Where the window was before it filled the screen.
  int old_x = 0, old_y = 0, old_width = 1280, old_height = 720;
  bool fullscreen = false;
};

GlfwWindow::GlfwWindow(int width, int height, const std::string& title)
    : impl_(std::make_unique<Impl>(width, height, title)) {}
GlfwWindow::~GlfwWindow() = default;

namespace {

/// The back end of ImGui for the window's events, for as long as it lives.
template <class Impl>
class GlfwAttachment : public WindowHost::Attachment {
 public:
  explicit GlfwAttachment(Impl& impl) : impl_(impl) {
    ImGui_ImplGlfw_InitForOpenGL(impl_.window.get(), false);
    impl_.attached = true;
  }
  ~GlfwAttachment() override {
    impl_.attached = false;
    imgui_glfw::let_go();
    ImGui_ImplGlfw_Shutdown();
    // What was meant for this interface is not for the next.
    impl_.keys.clear();
    impl_.released.clear();
    impl_.dropped.clear();
  }

 private:
  Impl& impl_;
};

}  // namespace

std::unique_ptr<WindowHost::Attachment> GlfwWindow::attach() {
  return std::make_unique<GlfwAttachment<Impl>>(*impl_);
}

void GlfwWindow::wait(double seconds) {
  if (seconds > 0)
    glfwWaitEventsTimeout(seconds);
  else
    glfwPollEvents();
}

void GlfwWindow::wake() { glfwPostEmptyEvent(); }
bool GlfwWindow::take_interaction() { return std::exchange(impl_->interacted, false); }
int GlfwWindow::settling() const { return impl_->settle; }
void GlfwWindow::settle() { impl_->settle = kSettleFrames; }
std::vector<KeyPress> GlfwWindow::take_keys() { return std::exchange(impl_->keys, {}); }
std::vector<std::filesystem::path> GlfwWindow::take_dropped() { return std::exchange(impl_->dropped, {}); }
bool GlfwWindow::should_close() const { return glfwWindowShouldClose(impl_->window.get()) == GLFW_TRUE; }

glm::vec2 GlfwWindow::size() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(impl_->window.get(), &width, &height);
  return {width, height};
}

void GlfwWindow::begin_frame() { ImGui_ImplGlfw_NewFrame(); }

void GlfwWindow::end_frame() {
  glfwSwapBuffers(impl_->window.get());
  if (impl_->settle > 0) --impl_->settle;
  impl_->after_frame();
}

void GlfwWindow::set_fullscreen(bool on) {
  if (std::exchange(impl_->fullscreen, on) == on) return;
  GLFWwindow* window = impl_->window.get();
  if (!on) {
    glfwSetWindowMonitor(window, nullptr, impl_->old_x, impl_->old_y, impl_->old_width, impl_->old_height,
                         GLFW_DONT_CARE);
    return;
  }
  glfwGetWindowPos(window, &impl_->old_x, &impl_->old_y);
  glfwGetWindowSize(window, &impl_->old_width, &impl_->old_height);
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode != nullptr)
    glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void GlfwWindow::set_clipboard(const std::string& text) {
  glfwSetClipboardString(impl_->window.get(), text.c_str());
}

void GlfwWindow::hide() {
  glfwHideWindow(impl_->window.get());
  glfwPollEvents();
}

}  // namespace ganscope
