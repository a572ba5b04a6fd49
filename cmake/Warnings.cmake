# plumb::warnings: linked PRIVATE by every target of ours, so that no consumer inherits a flag.
add_library(plumb_warnings INTERFACE)
add_library(plumb::warnings ALIAS plumb_warnings)
target_compile_options(
  plumb_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
            -Wformat=2 -Wdouble-promotion -Wimplicit-fallthrough -Wunused
            $<$<BOOL:${PLUMB_WARNINGS_AS_ERRORS}>:-Werror>)
# Not under clang-tidy, which reads the flags of GCC's command line as clang and knows nothing of these.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT PLUMB_CLANG_TIDY)
  target_compile_options(plumb_warnings INTERFACE -Wduplicated-cond -Wlogical-op)
endif()
