# FFmpeg::FFmpeg: containers, codecs, filters and pixel conversion, through pkg-config.
pkg_check_modules(PC_FFMPEG IMPORTED_TARGET
  libavformat>=59 libavcodec>=59 libavfilter>=8 libswscale>=6 libavutil>=57)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FFmpeg REQUIRED_VARS PC_FFMPEG_FOUND PC_FFMPEG_LINK_LIBRARIES)
if(FFmpeg_FOUND AND NOT TARGET FFmpeg::FFmpeg)
  add_library(FFmpeg::FFmpeg ALIAS PkgConfig::PC_FFMPEG)
endif()
