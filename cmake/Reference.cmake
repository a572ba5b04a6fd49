# The target `reference`: docs of the library's public headers, in build/…/reference/html. A test builds them with
# warnings as errors where Doxygen is installed.
find_package(Doxygen QUIET)
if(NOT DOXYGEN_FOUND)
  return()
endif()

set(DOXYGEN_PROJECT_NAME "Plumb diagnostics")
set(DOXYGEN_PROJECT_NUMBER "${PROJECT_VERSION}")
set(DOXYGEN_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/reference")
set(DOXYGEN_STRIP_FROM_PATH "${PROJECT_SOURCE_DIR}/diagnostics/include")
set(DOXYGEN_STRIP_FROM_INC_PATH "${PROJECT_SOURCE_DIR}/diagnostics/include")
set(DOXYGEN_EXAMPLE_PATH "${PROJECT_SOURCE_DIR}/examples")
set(DOXYGEN_USE_MDFILE_AS_MAINPAGE "${PROJECT_SOURCE_DIR}/docs/library.md")
set(DOXYGEN_EXCLUDE_SYMBOLS "plumb::detail")
set(DOXYGEN_EXTRACT_ALL YES)
set(DOXYGEN_JAVADOC_AUTOBRIEF YES)
set(DOXYGEN_GENERATE_LATEX NO)
set(DOXYGEN_HAVE_DOT NO)
set(DOXYGEN_QUIET YES)
set(DOXYGEN_WARN_AS_ERROR FAIL_ON_WARNINGS)
doxygen_add_docs(reference "${PROJECT_SOURCE_DIR}/diagnostics/include" "${PROJECT_SOURCE_DIR}/docs/library.md"
                 COMMENT "Writing the library's reference with Doxygen")

add_test(NAME reference COMMAND ${CMAKE_COMMAND} --build "${PROJECT_BINARY_DIR}" --target reference)
plumb_set_test_properties(reference LABELS packaging)
