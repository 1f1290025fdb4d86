# AVIF::AVIF: decoding of AVIF (Debian: libavif-dev).
pkg_check_modules(PC_AVIF QUIET IMPORTED_TARGET libavif>=0.11)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(AVIF REQUIRED_VARS PC_AVIF_FOUND PC_AVIF_LINK_LIBRARIES)
if(AVIF_FOUND AND NOT TARGET AVIF::AVIF)
  add_library(AVIF::AVIF ALIAS PkgConfig::PC_AVIF)
endif()
