# ImGui::ImGui: Dear ImGui (Debian: libimgui-dev, whose static library holds the GLFW and OpenGL 3
# back ends and the FreeType font builder).
pkg_check_modules(PC_IMGUI QUIET imgui)
find_path(IMGUI_INCLUDE_DIR imgui.h HINTS ${PC_IMGUI_INCLUDE_DIRS} PATH_SUFFIXES imgui)
find_library(IMGUI_LIBRARY imgui HINTS ${PC_IMGUI_LIBRARY_DIRS})
find_package(Freetype REQUIRED)
find_library(STB_LIBRARY stb)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ImGui REQUIRED_VARS IMGUI_LIBRARY IMGUI_INCLUDE_DIR
  VERSION_VAR PC_IMGUI_VERSION)

if(ImGui_FOUND AND NOT TARGET ImGui::ImGui)
  add_library(ImGui::ImGui STATIC IMPORTED)
  set_target_properties(ImGui::ImGui PROPERTIES
    IMPORTED_LOCATION ${IMGUI_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES "${IMGUI_INCLUDE_DIR};${IMGUI_INCLUDE_DIR}/backends")
  target_link_libraries(ImGui::ImGui INTERFACE Freetype::Freetype ${CMAKE_DL_LIBS})
  if(STB_LIBRARY)
    target_link_libraries(ImGui::ImGui INTERFACE ${STB_LIBRARY})
  endif()
endif()
