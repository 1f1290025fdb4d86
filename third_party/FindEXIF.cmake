# EXIF::EXIF: the orientation of photographs (Debian: libexif-dev).
pkg_check_modules(PC_EXIF QUIET IMPORTED_TARGET libexif)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(EXIF REQUIRED_VARS PC_EXIF_FOUND PC_EXIF_LINK_LIBRARIES)
if(EXIF_FOUND AND NOT TARGET EXIF::EXIF)
  add_library(EXIF::EXIF ALIAS PkgConfig::PC_EXIF)
endif()
