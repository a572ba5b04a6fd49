# plumb_add_test(NAME name SOURCES a.cpp … [LIBRARIES …] [LABELS …] [TIMEOUT seconds] [TORCH] [EVERY_CPU] [GPU])
#
# One executable per group of tests. TORCH adds the precompiled header; EVERY_CPU runs it once more as on each lesser
# processor (cpu_dispatch.hpp); GPU makes a test of its own of those that are tagged [gpu], which is skipped as a whole
# where there is none. Every test runs with one OpenMP thread: oversubscribed barriers cost 50 times the work
# (docs/development.md).
function(plumb_add_test)
  cmake_parse_arguments(arg "TORCH;EVERY_CPU;GPU" "NAME;TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
  add_executable(${arg_NAME} ${arg_SOURCES})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBRARIES} plumb_test_support plumb::warnings)
  if(arg_TORCH)
    plumb_precompile_torch(${arg_NAME})
  else()
    # They compile in a second, and their helpers may have the same names.
    set_target_properties(${arg_NAME} PROPERTIES UNITY_BUILD OFF)
  endif()
  set(chosen "")
  if(arg_GPU)
    set(chosen "~[gpu]")
    add_test(NAME ${arg_NAME}_gpu COMMAND ${arg_NAME} "[gpu]")
    plumb_set_test_properties(${arg_NAME}_gpu LABELS ${arg_LABELS} gpu TIMEOUT ${arg_TIMEOUT})
  endif()
  add_test(NAME ${arg_NAME} COMMAND ${arg_NAME} ${chosen})
  plumb_set_test_properties(${arg_NAME} LABELS ${arg_LABELS} TIMEOUT ${arg_TIMEOUT})
  if(arg_EVERY_CPU)
    foreach(capability avx2 default)
      add_test(NAME ${arg_NAME}_${capability} COMMAND ${arg_NAME} ${chosen})
      plumb_set_test_properties(${arg_NAME}_${capability} LABELS ${arg_LABELS} TIMEOUT ${arg_TIMEOUT}
                                ENVIRONMENT PLUMB_CPU_CAPABILITY=${capability})
    endforeach()
  endif()
endfunction()

# plumb_set_test_properties(name [LABELS …] [TIMEOUT seconds] [ENVIRONMENT …]): what every test of ours has in common,
# for a test that is not one executable too.
function(plumb_set_test_properties name)
  cmake_parse_arguments(arg "" "TIMEOUT" "LABELS;ENVIRONMENT" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set(environment "OMP_NUM_THREADS=1" ${arg_ENVIRONMENT})
  if(PLUMB_SANITIZE MATCHES "address")
    # LibTorch is not instrumented: it keeps its globals, and its containers' annotations are not ours.
    list(APPEND environment "ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0")
  endif()
  # 4 is what an executable returns when every test that was run was skipped (tests/support/needs.hpp).
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
                                          ENVIRONMENT "${environment}" SKIP_RETURN_CODE 4)
  if("gpu" IN_LIST arg_LABELS)
    set_tests_properties(${name} PROPERTIES RESOURCE_LOCK gpu)
  endif()
endfunction()

# plumb_add_python_tests(NAME name OF what REQUIRES statements WANTS words): the unittest modules of this folder, where
# there is a Python that can run the statements; else one line says what is not tested, and for want of what.
function(plumb_add_python_tests)
  cmake_parse_arguments(arg "" "NAME;OF;REQUIRES;WANTS" "" ${ARGN})
  find_program(PLUMB_PYTHON3 NAMES python3)
  set(missing 1)
  if(PLUMB_PYTHON3)
    execute_process(COMMAND "${PLUMB_PYTHON3}" -c "${arg_REQUIRES}" RESULT_VARIABLE missing OUTPUT_QUIET ERROR_QUIET)
  endif()
  if(NOT missing EQUAL 0)
    message(STATUS "Not tested: ${arg_OF}, for want of ${arg_WANTS}")
    return()
  endif()
  add_test(NAME ${arg_NAME} COMMAND "${PLUMB_PYTHON3}" -m unittest discover -s "${CMAKE_CURRENT_SOURCE_DIR}")
  plumb_set_test_properties(${arg_NAME} LABELS unit)
endfunction()

# plumb_check_headers(FOLDER folder PLAIN target TORCH target): every header below `folder` compiles alone, in a file
# of its own; one that includes nothing of torch by name, with PLAIN only, so that it does not get it in a
# roundabout way either.
function(plumb_check_headers)
  cmake_parse_arguments(arg "" "FOLDER;PLAIN;TORCH" "" ${ARGN})
  set(sources_PLAIN "")
  set(sources_TORCH "")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${arg_FOLDER}" "${arg_FOLDER}/*.hpp")
  foreach(header ${headers})
    file(STRINGS "${arg_FOLDER}/${header}" torch_includes REGEX "^#include <(ATen|c10|torch)/")
    set(kind PLAIN)
    if(torch_includes)
      set(kind TORCH)
    endif()
    string(MAKE_C_IDENTIFIER "${header}" identifier)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${identifier}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include <${header}>\n#include <${header}>  // and twice\n")
    list(APPEND sources_${kind} "${source}")
  endforeach()
  foreach(kind PLAIN TORCH)
    add_library(${arg_${kind}}_headers OBJECT ${sources_${kind}})
    target_link_libraries(${arg_${kind}}_headers PRIVATE ${arg_${kind}} plumb::warnings)
    set_target_properties(${arg_${kind}}_headers PROPERTIES UNITY_BUILD OFF)
  endforeach()
endfunction()
