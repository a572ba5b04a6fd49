# PLUMB_CHART_JS: Chart.js 3.9, which the report embeds. Debian's libjs-chart.js, or the same release from npm.
find_file(
  PLUMB_CHART_JS chart.min.js
  PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist
  DOC "Chart.js 3.9, minified: chart.min.js"
  NO_DEFAULT_PATH)
if(NOT PLUMB_CHART_JS)
  if(NOT PLUMB_FETCH_DEPENDENCIES AND NOT FETCHCONTENT_SOURCE_DIR_CHARTJS)
    message(FATAL_ERROR "Chart.js 3.9 was not found. Run scripts/setup.sh, name the file with -DPLUMB_CHART_JS=, "
                        "or allow a download with -DPLUMB_FETCH_DEPENDENCIES=ON.")
  endif()
  message(STATUS "Chart.js is not installed: using release 3.9.1 from npm")
  FetchContent_Declare(
    chartjs
    URL https://registry.npmjs.org/chart.js/-/chart.js-3.9.1.tgz
    URL_HASH SHA512=468d896cb9af83cde05c5e45e2c9e2690fa54db4afd7c13e4c87f670e7a21f522a7763c614eb5e9be0d4b9f319b02270144ef2c0f3a97d7141c114c6abb761eb)
  FetchContent_MakeAvailable(chartjs)
  set(PLUMB_CHART_JS "${chartjs_SOURCE_DIR}/dist/chart.min.js" CACHE FILEPATH "" FORCE)
endif()
