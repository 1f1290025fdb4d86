# Stb::Stb: the header of stb_image, of which only the reader of BMP is compiled (Debian: libstb-dev).
find_path(STB_INCLUDE_DIR stb/stb_image.h)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Stb REQUIRED_VARS STB_INCLUDE_DIR)
if(Stb_FOUND AND NOT TARGET Stb::Stb)
  add_library(Stb::Stb INTERFACE IMPORTED)
  set_target_properties(Stb::Stb PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${STB_INCLUDE_DIR})
endif()
