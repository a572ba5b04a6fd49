# Applied to the whole tree: a program must be instrumented throughout.
if(PLUMB_SANITIZE)
  add_compile_options(-fsanitize=${PLUMB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PLUMB_SANITIZE})
endif()
if(PROJECT_IS_TOP_LEVEL AND (CMAKE_BUILD_TYPE STREQUAL "Debug" OR PLUMB_SANITIZE))
  # Safe next to LibTorch, unlike _GLIBCXX_DEBUG, which changes the layout of containers.
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
