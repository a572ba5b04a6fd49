# Every build option, in one list. As a subproject Plumb is only its library, and never strict.
include(CMakeDependentOption)

option(PLUMB_BUILD_APP "Build the plumb command, its models and its training library"
       ${PROJECT_IS_TOP_LEVEL})
cmake_dependent_option(PLUMB_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL} PLUMB_BUILD_APP OFF)
cmake_dependent_option(PLUMB_BUILD_BENCH "Build the benchmarks" ${PROJECT_IS_TOP_LEVEL} PLUMB_BUILD_APP OFF)
option(PLUMB_INSTALL "Generate the install rules of plumb::diagnostics" ${PROJECT_IS_TOP_LEVEL})
option(PLUMB_FETCH_DEPENDENCIES "Download a pinned copy of a dependency that the system lacks" ON)
option(PLUMB_REQUIRE_CUDA "Fail to configure unless LibTorch was built with CUDA" OFF)
option(PLUMB_PRECOMPILE_TORCH "Precompile the headers of LibTorch that most files include: half a minute once, then a third of the time per file" ON)
option(PLUMB_UNITY_BUILD "Compile several files at a time: half the time of a clean build, more for one that changed" OFF)
option(PLUMB_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(PLUMB_CLANG_TIDY "Run clang-tidy on every source file" OFF)
option(PLUMB_USE_CCACHE "Compile through ccache when it is installed" ${PROJECT_IS_TOP_LEVEL})
set(PLUMB_SANITIZE "" CACHE STRING "Comma-separated sanitizers, such as address,undefined")

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_CXX_EXTENSIONS OFF)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
  endif()

  # A file that includes torch needs 1.3 GB to compile: more jobs than memory allows end in swapping.
  cmake_host_system_information(RESULT plumb_memory_mb QUERY TOTAL_PHYSICAL_MEMORY)
  cmake_host_system_information(RESULT plumb_cores QUERY NUMBER_OF_LOGICAL_CORES)
  math(EXPR plumb_jobs "${plumb_memory_mb} / 1800")
  if(plumb_jobs GREATER plumb_cores)
    set(plumb_jobs ${plumb_cores})
  elseif(plumb_jobs LESS 1)
    set(plumb_jobs 1)
  endif()
  set_property(GLOBAL APPEND PROPERTY JOB_POOLS "compile=${plumb_jobs}")
  set(CMAKE_JOB_POOL_COMPILE compile)
endif()

if(PLUMB_USE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    # Without this sloppiness ccache refuses every file that uses a precompiled header; with the base folder a
    # second checkout finds what the first one compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
  endif()
endif()

if(PLUMB_CLANG_TIDY)
  find_program(CLANG_TIDY_PROGRAM NAMES clang-tidy clang-tidy-19 clang-tidy-14 REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${CLANG_TIDY_PROGRAM} --quiet)
endif()
