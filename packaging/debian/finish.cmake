# Run by cpack once the files are laid out, before they are packed: what Debian wants otherwise than a plain
# install. https://www.debian.org/doc/debian-policy/ch-docs.html
set(_usr ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr)

# zsh looks for packages' completions in a folder of Debian's own.
if(EXISTS ${_usr}/share/zsh/site-functions)
  file(RENAME ${_usr}/share/zsh/site-functions ${_usr}/share/zsh/vendor-completions)
endif()

file(MAKE_DIRECTORY ${_usr}/share/doc/ganscope)
file(COPY_FILE ${CPACK_GANSCOPE_CHANGELOG} ${_usr}/share/doc/ganscope/changelog.Debian)
file(RENAME ${_usr}/share/doc/ganscope/CHANGELOG.md ${_usr}/share/doc/ganscope/changelog)
file(GLOB _pages ${_usr}/share/man/man1/*.1)
foreach(_file IN LISTS _pages ITEMS ${_usr}/share/doc/ganscope/changelog ${_usr}/share/doc/ganscope/changelog.Debian)
  execute_process(COMMAND gzip -9n ${_file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB _compressed ${_usr}/share/man/man1/*.gz ${_usr}/share/doc/ganscope/*.gz)
file(CHMOD ${_compressed} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
