# LibTorch::LibTorch: the TorchConfig.cmake of Debian's libtorch-dev, or of any newer LibTorch on
# CMAKE_PREFIX_PATH, wrapped in one target so that its global flags stay in one place.
find_package(Torch 1.13 CONFIG QUIET)
if(NOT Torch_FOUND)
  # Debian's config file carries no version; accept it and check what it says of itself.
  find_package(Torch CONFIG REQUIRED)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch REQUIRED_VARS TORCH_LIBRARIES)
if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_link_libraries(LibTorch::LibTorch INTERFACE ${TORCH_LIBRARIES})
  set_target_properties(LibTorch::LibTorch PROPERTIES
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${TORCH_INCLUDE_DIRS}")
  separate_arguments(_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
  target_compile_options(LibTorch::LibTorch INTERFACE ${_torch_flags})
  # Otherwise its lean headers bring in every operator there is.
  target_compile_definitions(LibTorch::LibTorch INTERFACE AT_PER_OPERATOR_HEADERS)
endif()
