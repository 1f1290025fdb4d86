# Every dependency of ganscope, found on the system first. Each becomes one imported target that
# the rest of the build links by name; nothing is vendored and nothing is downloaded.
#
#   Torch            LibTorch >= 1.13; another one by -DCMAKE_PREFIX_PATH=/path/to/libtorch
#   glfw, glm        windows, vectors
#   glad::glad       OpenGL 3.3 core loader, generated here by the glad command
#   ImGui::ImGui     Dear ImGui with its GLFW and OpenGL 3 back ends
#   FFmpeg::FFmpeg   libavformat, libavcodec, libavfilter, libswscale, libavutil
#   Fontconfig       the interface's font
#   PNG::PNG         still pictures
#   ZLIB::ZLIB       gzipped data sets, checksums
#   TurboJPEG, EXIF  photographs, and which way up they are
#   WebP, GIF, TIFF, AVIF, Stb (BMP alone)   the other pictures that a folder may hold
#   EGL::EGL         contexts without a display
#   Zip::Zip         PyTorch's zip container
#   oneDNN::oneDNN   kernels of generators
#   XSMM::XSMM       products of small networks (x86-64)
#   CLI11, json      command line, JSON
#   doctest          tests
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(glfw3 3.3 REQUIRED)
find_package(glm REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(TurboJPEG REQUIRED)
find_package(EXIF REQUIRED)
find_package(WebP REQUIRED)
find_package(GIF 5.1 REQUIRED)
find_package(TIFF 4.5 REQUIRED)
find_package(AVIF REQUIRED)
find_package(Stb REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
find_package(glad REQUIRED)
find_package(ImGui REQUIRED)
find_package(FFmpeg REQUIRED)
find_package(Fontconfig REQUIRED)
find_package(EGL REQUIRED)
find_package(Zip REQUIRED)
find_package(oneDNN REQUIRED)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  find_package(XSMM REQUIRED)
endif()
find_package(LibTorch REQUIRED)
if(GANSCOPE_TESTS)
  find_package(doctest REQUIRED)
endif()
