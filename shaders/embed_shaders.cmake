# embed_shaders(TARGET FILES...): makes a C++ file with every GLSL file as a string, looked up by
# its file name (view/gpu/shader_source.hpp declares the lookup). Shaders stay files in the tree
# and the program stays one file on disk.
function(embed_shaders target)
  set(_out ${CMAKE_BINARY_DIR}/generated/embedded_shaders.cpp)
  add_custom_command(
    OUTPUT ${_out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${_out} "-DFILES=${ARGN}" -P
            ${CMAKE_SOURCE_DIR}/shaders/embed_shaders_run.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/shaders/embed_shaders_run.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${_out})
endfunction()
