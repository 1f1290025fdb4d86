# Zip::Zip: zip archives (Debian: libzip-dev), through pkg-config, since libzip's own CMake file wants its
# command-line tools too.
pkg_check_modules(PC_ZIP QUIET IMPORTED_TARGET libzip>=1.5)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Zip REQUIRED_VARS PC_ZIP_FOUND PC_ZIP_LINK_LIBRARIES)
if(Zip_FOUND AND NOT TARGET Zip::Zip)
  add_library(Zip::Zip ALIAS PkgConfig::PC_ZIP)
endif()
