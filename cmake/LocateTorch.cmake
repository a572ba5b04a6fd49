# plumb_locate_torch(result): the directory of a TorchConfig.cmake that Plumb can use, or "".
#
# One search for its three callers, so that they cannot disagree: the build (LibTorch.cmake), a project that
# uses an installed Plumb (plumbConfig.cmake), and scripts/setup.sh, which runs this file as a script:
# it prints the directory, or fails.
#
# Order: Torch_DIR and CMAKE_PREFIX_PATH (variables, then environment), the torch package of PLUMB_PYTHON, of
# python3 on PATH, and what scripts/setup.sh installed. PLUMB_REQUIRE_CUDA passes over builds without CUDA.
set(PLUMB_TORCH_MINIMUM 2.11)
set(PLUMB_TORCH_TOO_NEW 2.14)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(PLUMB_CACHE_DIR "$ENV{XDG_CACHE_HOME}/plumb")
else()
  set(PLUMB_CACHE_DIR "$ENV{HOME}/.cache/plumb")
endif()

function(plumb_torch_version_at directory result)
  set(version "")
  if(EXISTS "${directory}/TorchConfig.cmake" AND EXISTS "${directory}/TorchConfigVersion.cmake")
    file(STRINGS "${directory}/TorchConfigVersion.cmake" line REGEX "set\\(PACKAGE_VERSION \"")
    string(REGEX REPLACE ".*\"([^\"]*)\".*" "\\1" version "${line}")
  endif()
  set(${result} "${version}" PARENT_SCOPE)
endfunction()

function(plumb_torch_has_cuda directory result)
  get_filename_component(prefix "${directory}/../../.." ABSOLUTE)
  if(EXISTS "${prefix}/lib/libtorch_cuda.so")
    set(${result} TRUE PARENT_SCOPE)
  else()
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Finds the package without importing it: an import takes seconds.
function(plumb_torch_directory_of_python python result)
  set(directory "")
  if(python)
    execute_process(
      COMMAND
        ${python} -c
        "import importlib.util as u, os; s = u.find_spec('torch'); print(os.path.dirname(s.origin) if s and s.origin else '')"
      OUTPUT_VARIABLE package
      OUTPUT_STRIP_TRAILING_WHITESPACE
      ERROR_QUIET
      RESULT_VARIABLE status)
    if(status STREQUAL "0" AND package)
      set(directory "${package}/share/cmake/Torch")
    endif()
  endif()
  set(${result} "${directory}" PARENT_SCOPE)
endfunction()

# Sets `result` to `directory` when what lies there can be used.
function(plumb_consider_torch directory result)
  set(${result} "" PARENT_SCOPE)
  plumb_torch_version_at("${directory}" version)
  if(NOT version
     OR version VERSION_LESS PLUMB_TORCH_MINIMUM
     OR version VERSION_GREATER_EQUAL PLUMB_TORCH_TOO_NEW)
    return()
  endif()
  plumb_torch_has_cuda("${directory}" has_cuda)
  if(PLUMB_REQUIRE_CUDA AND NOT has_cuda)
    return()
  endif()
  set(${result} "${directory}" PARENT_SCOPE)
endfunction()

function(plumb_locate_torch result)
  set(directories "")
  file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" prefixes_of_environment)
  foreach(directory "${Torch_DIR}" "$ENV{Torch_DIR}")
    list(APPEND directories "${directory}")
  endforeach()
  foreach(prefix ${CMAKE_PREFIX_PATH} ${prefixes_of_environment})
    # torch.utils.cmake_prefix_path names the folder that has Torch in it, an unpacked archive its root.
    list(APPEND directories "${prefix}/share/cmake/Torch" "${prefix}/Torch" "${prefix}/lib/cmake/Torch")
  endforeach()
  foreach(python "${PLUMB_PYTHON}" "$ENV{PLUMB_PYTHON}" python3)
    plumb_torch_directory_of_python("${python}" directory)
    list(APPEND directories "${directory}")
  endforeach()
  foreach(environment python python-cuda)
    plumb_torch_directory_of_python("${PLUMB_CACHE_DIR}/${environment}/bin/python" directory)
    list(APPEND directories "${directory}")
  endforeach()
  list(APPEND directories "${PLUMB_CACHE_DIR}/libtorch/share/cmake/Torch")

  set(found "")
  foreach(directory ${directories})
    if(NOT found)
      plumb_consider_torch("${directory}" found)
    endif()
  endforeach()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  plumb_locate_torch(found)
  if(NOT found)
    message(FATAL_ERROR "no LibTorch ${PLUMB_TORCH_MINIMUM} or newer, older than ${PLUMB_TORCH_TOO_NEW}")
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${found}")
endif()
