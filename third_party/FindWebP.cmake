# WebP::WebP: decoding of WebP, with its container and animations (Debian: libwebp-dev).
pkg_check_modules(PC_WEBP QUIET IMPORTED_TARGET libwebp libwebpdemux)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(WebP REQUIRED_VARS PC_WEBP_FOUND PC_WEBP_LINK_LIBRARIES)
if(WebP_FOUND AND NOT TARGET WebP::WebP)
  add_library(WebP::WebP ALIAS PkgConfig::PC_WEBP)
endif()
