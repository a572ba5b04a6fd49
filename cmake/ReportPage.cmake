# plumb_report_page(target): compiles the files of page/ and Chart.js into the target, so that a report needs nothing
# but itself.
include(ChartJs)

function(plumb_report_page target)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/page/*")
  set(entries "")
  foreach(file ${files} "${PLUMB_CHART_JS}")
    if(file STREQUAL PLUMB_CHART_JS)
      set(name chart.js)
    else()
      cmake_path(GET file FILENAME name)
    endif()
    file(READ "${file}" text)
    string(APPEND entries "    {\"${name}\", R\"page(${text})page\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/page_files.cpp")
  file(
    CONFIGURE
    OUTPUT "${source}"
    CONTENT
      "#include \"report/page_files.hpp\"\n\n#include <array>\n\nnamespace plumb {\n\nstd::span<const std::pair<std::string_view, std::string_view>> page_files() {\n  using File = std::pair<std::string_view, std::string_view>;\n  static constexpr auto files = std::to_array<File>({\n@entries@  });\n  return files;\n}\n\n}  // namespace plumb\n"
    @ONLY)
  set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS
                                                     "$<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings>")
  target_sources(${target} PRIVATE "${source}")
endfunction()
