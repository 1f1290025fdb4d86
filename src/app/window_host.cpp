// The window: GLFW, its events, and the loop that draws when there is something new.
#define GLFW_INCLUDE_NONE  // glad brings OpenGL
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>

#include <algorithm>
#include <map>
#include <memory>

#include "app/interrupt.hpp"
#include "app/toy_run.hpp"
#include "app/toy_session.hpp"
#include "core/atomic_file.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/keys.hpp"
#include "view/panels/stage.hpp"

namespace ganscope {
namespace {

constexpr double kAnimationInterval = 1.0 / 30;    ///< seconds between pictures of a running training
constexpr double kInteractionInterval = 1.0 / 60;  ///< ... and while someone uses the mouse or keys
constexpr double kIdleWait = 0.25;                 ///< longest sleep: notices fade, signals are seen
/// Interface frames drawn after an event, so that hover, tooltips and layouts settle.
constexpr int kSettleFrames = 3;

/// GLFW itself, for as long as the window lives.
class Glfw {
 public:
  Glfw() {
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

WindowPtr open_window(int width, int height) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  WindowPtr window(glfwCreateWindow(width, height, "ganscope", nullptr, nullptr));
  if (!window) throw NoDisplayError("no window with OpenGL 3.3 core can be opened: " + Glfw::last_error());
  glfwMakeContextCurrent(window.get());
  glfwSwapInterval(0);  // the loop paces itself and sleeps; a driver's vsync would spin on some
  load_gl(glfwGetProcAddress);
  return window;
}

/// The names key_bindings() uses; "" for keys that mean nothing alone.
std::string key_name(int key, int scancode, int mods) {
  static const std::map<int, std::string> named{
      {GLFW_KEY_SPACE, "Space"}, {GLFW_KEY_TAB, "Tab"},  {GLFW_KEY_ESCAPE, "Esc"},   {GLFW_KEY_F1, "F1"},
      {GLFW_KEY_F11, "F11"},     {GLFW_KEY_PERIOD, "."}, {GLFW_KEY_COMMA, ","},      {GLFW_KEY_EQUAL, "+"},
      {GLFW_KEY_KP_ADD, "+"},    {GLFW_KEY_MINUS, "-"},  {GLFW_KEY_KP_SUBTRACT, "-"}};
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

/// Counts events and collects key commands; GLFW's callbacks reach it through the window.
struct Events {
  int settle = kSettleFrames;
  bool interacted = false;
  std::vector<ViewCommand> commands;

  void any() {
    settle = kSettleFrames;
    interacted = true;
  }
};

Events& events_of(GLFWwindow* window) { return *static_cast<Events*>(glfwGetWindowUserPointer(window)); }

void install_callbacks(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    events_of(w).any();
    if (action == GLFW_RELEASE || ImGui::GetIO().WantTextInput) return;
    if (key == GLFW_KEY_ESCAPE && UiContext::close_lists()) return;
    if (const ViewCommand* command = command_for_key(key_name(key, scancode, mods)))
      events_of(w).commands.push_back(*command);
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { events_of(w).any(); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { events_of(w).any(); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { events_of(w).any(); });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { events_of(w).any(); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { events_of(w).any(); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { events_of(w).any(); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { events_of(w).any(); });
}

void set_fullscreen(GLFWwindow* window, bool on) {
  static int x = 0, y = 0, width = 1280, height = 720;
  if (on) {
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
    if (mode != nullptr)
      glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else {
    glfwSetWindowMonitor(window, nullptr, x, y, width, height, GLFW_DONT_CARE);
  }
}

/// The ImGui back end for GLFW; the UiContext must live longer.
class GlfwBackend {
 public:
  explicit GlfwBackend(GLFWwindow* window) { ImGui_ImplGlfw_InitForOpenGL(window, true); }
  ~GlfwBackend() { ImGui_ImplGlfw_Shutdown(); }
  GlfwBackend(const GlfwBackend&) = delete;
  GlfwBackend& operator=(const GlfwBackend&) = delete;
};

class WindowLoop {
 public:
  explicit WindowLoop(const ToyRunOptions& options)
      : report_path_(options.report),
        window_(open_window(options.width, options.height)),
        session_(options, [] { glfwPostEmptyEvent(); }) {
    glfwSetWindowUserPointer(window_.get(), &events_);
    install_callbacks(window_.get());
    backend_ = std::make_unique<GlfwBackend>(window_.get());
  }

  int run() {
    const InterruptGuard guard;
    while (glfwWindowShouldClose(window_.get()) == GLFW_FALSE && !session_.quit() &&
           !InterruptGuard::requested()) {
      wait();
      const bool new_frame = session_.update();
      for (const ViewCommand& command : std::exchange(events_.commands, {})) session_.apply(command);
      if (new_frame || events_.settle > 0) draw();
      report();
    }
    return 0;
  }

 private:
  /// Sleeps until there may be something to draw, but never draws faster than the intervals.
  void wait() {
    const double interval = events_.interacted ? kInteractionInterval : kAnimationInterval;
    events_.interacted = false;
    const bool pending = events_.settle > 0 || session_.has_news();
    const double rest = interval - since_draw_.seconds();
    if (pending && rest <= 0)
      glfwPollEvents();
    else
      glfwWaitEventsTimeout(pending ? rest : kIdleWait);
    if (events_.interacted) return;
    // Woken by the worker before the interval is over: sleep the rest of it.
    if (const double left = kAnimationInterval - since_draw_.seconds(); left > 0 && events_.settle == 0)
      glfwWaitEventsTimeout(left);
  }

  void draw() {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_.get(), &width, &height);
    if (width <= 0 || height <= 0) {  // minimised
      events_.settle = 0;
      return;
    }
    const float seconds = static_cast<float>(since_draw_.seconds());
    since_draw_.restart();
    ImGui_ImplGlfw_NewFrame();
    const glm::vec2 size{width, height};
    session_.look_at(size);
    const ViewCommands commands =
        stage_.draw({session_.frame(), session_.input(), session_.state(), size, 0, seconds});
    glfwSwapBuffers(window_.get());
    if (events_.settle > 0) --events_.settle;
    for (const ViewCommand& command : commands) {
      session_.apply(command);
      events_.settle = kSettleFrames;
    }
    obey_window_wishes();
  }

  /// Keeps the report file up to date, a few times a second at most.
  void report() {
    if (report_path_.empty() || since_report_.seconds() < 0.1) return;
    if (std::string now = session_.report(); now != reported_) {
      write_file_atomically(report_path_, now + "\n");
      reported_ = std::move(now);
    }
    since_report_.restart();
  }

  void obey_window_wishes() {
    if (session_.state().fullscreen != fullscreen_) {
      fullscreen_ = session_.state().fullscreen;
      set_fullscreen(window_.get(), fullscreen_);
    }
    if (const std::string text = session_.take_clipboard(); !text.empty())
      glfwSetClipboardString(window_.get(), text.c_str());
    if (session_.take_save_wish()) session_.save_picture(stage_);
  }

  std::filesystem::path report_path_;
  std::string reported_;
  Stopwatch since_report_;
  Glfw glfw_;
  Events events_;
  WindowPtr window_;
  ToyStage stage_;
  std::unique_ptr<GlfwBackend> backend_;
  ToySession session_;
  Stopwatch since_draw_;
  bool fullscreen_ = false;
};

}  // namespace

int run_window(const ToyRunOptions& options) {
  WindowLoop loop(options);
  return loop.run();
}

}  // namespace ganscope
