# glad::glad: an OpenGL 3.3 core loader, generated at configure time by the `glad` command
# (Debian: python3-glad) from the Khronos registry that the command carries.
find_program(GLAD_EXECUTABLE glad)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(glad REQUIRED_VARS GLAD_EXECUTABLE
  REASON_FAILURE_MESSAGE "install python3-glad (scripts/setup.sh does)")

if(glad_FOUND AND NOT TARGET glad::glad)
  set(_glad_dir ${CMAKE_BINARY_DIR}/glad)
  if(NOT EXISTS ${_glad_dir}/src/gl.c)
    execute_process(
      COMMAND ${GLAD_EXECUTABLE} --quiet --api gl:core=3.3 --reproducible --out-path ${_glad_dir} c
      RESULT_VARIABLE _glad_result OUTPUT_QUIET ERROR_VARIABLE _glad_error)
    if(_glad_result OR NOT EXISTS ${_glad_dir}/src/gl.c)
      message(FATAL_ERROR "glad could not generate the OpenGL loader: ${_glad_error}")
    endif()
  endif()
  add_library(ganscope_glad STATIC ${_glad_dir}/src/gl.c)
  target_include_directories(ganscope_glad SYSTEM PUBLIC ${_glad_dir}/include)
  add_library(glad::glad ALIAS ganscope_glad)
endif()
