# plumb_rule_pages(target): compiles docs/rules/*.md into the target, so that `plumb explain` prints what the
# documentation says.
function(plumb_rule_pages target)
  file(GLOB pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/rules/*.md")
  set(entries "")
  foreach(page ${pages})
    cmake_path(GET page STEM name)
    file(READ "${page}" text)
    string(APPEND entries "  if (name == \"${name}\") return R\"page(${text})page\";\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${page}")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/rule_pages.cpp")
  file(
    CONFIGURE
    OUTPUT "${source}"
    CONTENT
      "#include \"rule_pages.hpp\"\n\nnamespace plumb {\n\nstd::string_view rule_page(std::string_view name) {\n@entries@  return {};\n}\n\n}  // namespace plumb\n"
    @ONLY)
  target_sources(${target} PRIVATE "${source}")
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/diagnostics/src/rules")
endfunction()
