# plumb::warnings: linked PRIVATE by every target of ours, so that no consumer inherits a flag.
add_library(plumb_warnings INTERFACE)
add_library(plumb::warnings ALIAS plumb_warnings)
target_compile_options(
  plumb_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
            -Wformat=2 -Wdouble-promotion -Wimplicit-fallthrough -Wunused
            $<$<BOOL:${PLUMB_WARNINGS_AS_ERRORS}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND PLUMB_UNITY_BUILD)
  # Of names that are another file's; of a class with a member from an unnamed namespace, which is of one file all the
  # same; and of strings that are joined, where GCC 12 sees overlaps and lengths that cannot be (GCC bugs 105651, 105329).
  target_compile_options(plumb_warnings INTERFACE -Wno-shadow -Wno-subobject-linkage -Wno-restrict -Wno-stringop-overflow)
endif()
# Not under clang-tidy, which reads the flags of GCC's command line as clang and knows nothing of these.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT PLUMB_CLANG_TIDY)
  target_compile_options(plumb_warnings INTERFACE -Wduplicated-cond -Wlogical-op)
endif()
