# `cpack` in a build folder, or scripts/package.sh: a package for the Debian it is made on.
set(GANSCOPE_MAINTAINER "the ganscope authors <maintainers@ganscope.invalid>" CACHE STRING
  "Maintainer of the Debian package, as NAME <ADDRESS>")
set(GANSCOPE_DEBIAN_REVISION 1 CACHE STRING "Revision of the Debian package")
set(GANSCOPE_DEBIAN_VERSION ${PROJECT_VERSION}-${GANSCOPE_DEBIAN_REVISION})
string(TIMESTAMP GANSCOPE_CHANGELOG_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(debian/changelog.in ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian @ONLY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ganscope)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT ${GANSCOPE_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see how a GAN learns")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/debian/finish.cmake)
set(CPACK_GANSCOPE_CHANGELOG ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian)
set(CPACK_PACKAGE_CHECKSUM SHA256)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${GANSCOPE_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"ganscope trains small generative adversarial networks on 2-D manifolds and
draws every step: what the discriminator answers everywhere, where the
generator takes the grid of latents, which way each sample is pushed.

It opens generators of images that anyone trained with PyTorch and flies
through their latent space, trains them on images while one watches, and
records what it shows as videos, GIFs or pictures, with or without a display.")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# What dpkg-shlibdeps cannot know: ImGui's OpenGL back end loads this library by name.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgl1")
# Nor the OpenGL driver, the font, and that the reference BLAS, which LibTorch is content with, is many times
# slower.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "libgl1-mesa-dri, libopenblas0-openmp | libopenblas0 | libblis4, fonts-inter")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "dataset-fashion-mnist")
include(CPack)
