# stb::stb: scaling of images (Debian: libstb-dev, which compiles the single-header libraries).
find_path(STB_INCLUDE_DIR stb/stb_image_resize.h)
find_library(STB_LIBRARY stb)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(stb REQUIRED_VARS STB_LIBRARY STB_INCLUDE_DIR)
if(stb_FOUND AND NOT TARGET stb::stb)
  add_library(stb::stb UNKNOWN IMPORTED)
  set_target_properties(stb::stb PROPERTIES
    IMPORTED_LOCATION ${STB_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${STB_INCLUDE_DIR})
endif()
