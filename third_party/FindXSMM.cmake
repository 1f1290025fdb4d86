# XSMM::XSMM: matrix products made for one small shape each (Debian: libxsmm-dev, x86-64 alone). Its archive asks
# for a BLAS that nothing here calls; the one that LibTorch is linked to stands in. libxsmmnoblas may not: its
# sgemm_ would be taken for LibTorch's.
find_path(XSMM_INCLUDE_DIR libxsmm.h)
find_library(XSMM_LIBRARY xsmm)
find_library(XSMM_BLAS NAMES libblas.so.3 blas)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XSMM REQUIRED_VARS XSMM_LIBRARY XSMM_INCLUDE_DIR XSMM_BLAS)
if(XSMM_FOUND AND NOT TARGET XSMM::XSMM)
  add_library(XSMM::XSMM UNKNOWN IMPORTED)
  set_target_properties(XSMM::XSMM PROPERTIES
    IMPORTED_LOCATION ${XSMM_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${XSMM_INCLUDE_DIR}
    INTERFACE_COMPILE_DEFINITIONS GANSCOPE_XSMM
    INTERFACE_LINK_LIBRARIES "${XSMM_BLAS};Threads::Threads;${CMAKE_DL_LIBS}")
endif()
