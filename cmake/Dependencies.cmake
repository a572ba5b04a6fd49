# Small libraries: the system's copy first, else one pinned by the full hash of a release's commit.
include(FetchContent)

# plumb_dependency(PACKAGE TARGET REPOSITORY COMMIT VERSION version MINIMUM version)
#
# After it TARGET exists: an installed copy of MINIMUM or newer, or COMMIT, which is the release VERSION. A project
# that has the target already (with Plumb as its subproject) keeps its own.
macro(plumb_dependency package target repository commit)
  cmake_parse_arguments(plumb_dependency "" "VERSION;MINIMUM" "" ${ARGN})
  if(NOT TARGET ${target})
    find_package(${package} ${plumb_dependency_MINIMUM} QUIET GLOBAL)
  endif()
  if(NOT TARGET ${target})
    string(TOUPPER ${package} plumb_dependency_key)
    if(NOT PLUMB_FETCH_DEPENDENCIES AND NOT FETCHCONTENT_SOURCE_DIR_${plumb_dependency_key})
      message(FATAL_ERROR "${package} ${plumb_dependency_MINIMUM} or newer was not found. Run scripts/setup.sh, "
                          "or allow a download with -DPLUMB_FETCH_DEPENDENCIES=ON.")
    endif()
    message(STATUS "${package} is not installed: using release ${plumb_dependency_VERSION} of ${repository}")
    FetchContent_Declare(${package} GIT_REPOSITORY ${repository} GIT_TAG ${commit})
    plumb_make_available(${package})
    set(${package}_VERSION ${plumb_dependency_VERSION})
  endif()
endmacro()

# A function, so that what the downloaded project must not do (tests, install rules) is said to it alone.
function(plumb_make_available package)
  set(BUILD_TESTING OFF)
  set(FMT_INSTALL OFF)
  set(JSON_BuildTests OFF)
  set(JSON_Install OFF)
  set(CLI11_BUILD_TESTS OFF)
  set(CLI11_BUILD_EXAMPLES OFF)
  set(CLI11_INSTALL OFF)
  set(CATCH_INSTALL_DOCS OFF)
  set(CATCH_INSTALL_EXTRAS OFF)
  set(CMAKE_CXX_CLANG_TIDY "")
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
  FetchContent_MakeAvailable(${package})
endfunction()

# Warnings of a header that is not ours are not ours either. Not for fmt: see below.
function(plumb_treat_as_system target)
  get_target_property(real ${target} ALIASED_TARGET)
  if(real)
    get_target_property(includes ${real} INTERFACE_INCLUDE_DIRECTORIES)
    set_target_properties(${real} PROPERTIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${includes}")
  endif()
endfunction()

plumb_dependency(fmt fmt::fmt-header-only https://github.com/fmtlib/fmt.git
                 40626af88bd7df9a5fb80be7b25ac85b122d6c21 VERSION 11.2.0 MINIMUM 9.1)
plumb_dependency(nlohmann_json nlohmann_json::nlohmann_json https://github.com/nlohmann/json.git
                 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 VERSION 3.11.3 MINIMUM 3.10)
plumb_treat_as_system(nlohmann_json::nlohmann_json)
if(PLUMB_BUILD_APP)
  plumb_dependency(CLI11 CLI11::CLI11 https://github.com/CLIUtils/CLI11.git
                   4160d259d961cd393fd8d67590a8c7d210207348 VERSION 2.5.0 MINIMUM 2.1)
  plumb_treat_as_system(CLI11::CLI11)
  plumb_dependency(tomlplusplus tomlplusplus::tomlplusplus https://github.com/marzer/tomlplusplus.git
                   30172438cee64926dc41fdd9c11fb3ba5b2ba9de VERSION 3.4.0 MINIMUM 3.0)
  plumb_treat_as_system(tomlplusplus::tomlplusplus)
  # Headers only, and Debian's package has no configuration file for CMake.
  find_path(PLUMB_PROTOZERO_INCLUDE protozero/pbf_writer.hpp)
  if(NOT PLUMB_PROTOZERO_INCLUDE)
    if(NOT PLUMB_FETCH_DEPENDENCIES)
      message(FATAL_ERROR "protozero was not found. Run scripts/setup.sh, or allow a download with "
                          "-DPLUMB_FETCH_DEPENDENCIES=ON.")
    endif()
    FetchContent_Declare(
      protozero
      URL https://github.com/mapbox/protozero/archive/refs/tags/v1.7.1.tar.gz
      URL_HASH SHA256=27e0017d5b3ba06d646a3ec6391d5ccc8500db821be480aefd2e4ddc3de5ff99
      SOURCE_SUBDIR include) # which has no CMakeLists.txt: nothing of it is built
    FetchContent_MakeAvailable(protozero)
    set(PLUMB_PROTOZERO_INCLUDE "${protozero_SOURCE_DIR}/include")
  endif()
  add_library(plumb_protozero INTERFACE)
  add_library(plumb::protozero ALIAS plumb_protozero)
  target_include_directories(plumb_protozero SYSTEM INTERFACE "${PLUMB_PROTOZERO_INCLUDE}")
  # Here, not beside their one user: an imported target is seen only from the folder that found it downwards.
  find_package(ZLIB REQUIRED)
  find_package(CURL REQUIRED)
  find_package(OpenSSL REQUIRED COMPONENTS Crypto)
endif()
if(PLUMB_BUILD_TESTS)
  plumb_dependency(Catch2 Catch2::Catch2 https://github.com/catchorg/Catch2.git
                   fa43b77429ba76c462b1898d6cd2f2d7a9416b14 VERSION 3.7.1 MINIMUM 2.13)
  plumb_treat_as_system(Catch2::Catch2)
endif()

# Torch's wheel has fmt's headers (of another version) on its include path, so a compiled libfmt fails to link
# beside it. Header-only, each file is consistent with whichever copy it saw; a downloaded copy is an ordinary
# include folder, searched before torch's, because as a system folder after torch's it would be mixed with it.
add_library(plumb_fmt INTERFACE)
add_library(plumb::fmt ALIAS plumb_fmt)
target_link_libraries(plumb_fmt INTERFACE fmt::fmt-header-only)
