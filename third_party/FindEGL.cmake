# EGL::EGL: OpenGL contexts without a display (Debian: libegl-dev).
pkg_check_modules(PC_EGL QUIET egl)
find_path(EGL_INCLUDE_DIR EGL/egl.h HINTS ${PC_EGL_INCLUDE_DIRS})
find_library(EGL_LIBRARY EGL HINTS ${PC_EGL_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(EGL REQUIRED_VARS EGL_LIBRARY EGL_INCLUDE_DIR)
if(EGL_FOUND AND NOT TARGET EGL::EGL)
  add_library(EGL::EGL UNKNOWN IMPORTED)
  set_target_properties(EGL::EGL PROPERTIES
    IMPORTED_LOCATION ${EGL_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${EGL_INCLUDE_DIR})
endif()
