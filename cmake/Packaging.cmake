# Install rules: the two libraries with their headers, so that find_package(plumb) gives plumb::diagnostics, and
# the command if it is built. Models and training are not installed: they are the command's own.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(plumb_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/plumb")

install(TARGETS plumb_torch plumb_record plumb_forecast plumb_diagnostics EXPORT plumbTargets ARCHIVE COMPONENT library)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/diagnostics/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT library FILES_MATCHING PATTERN "*.hpp")
install(EXPORT plumbTargets NAMESPACE plumb:: DESTINATION "${plumb_package_dir}" COMPONENT library)

configure_package_config_file(cmake/plumbConfig.cmake.in "${PROJECT_BINARY_DIR}/plumbConfig.cmake"
                              INSTALL_DESTINATION "${plumb_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/plumbConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/plumbConfig.cmake" "${PROJECT_BINARY_DIR}/plumbConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/ImportTorch.cmake" "${PROJECT_SOURCE_DIR}/cmake/LocateTorch.cmake"
        DESTINATION "${plumb_package_dir}" COMPONENT library)

if(TARGET plumb)
  # LibTorch is not installed with it: the command finds it where it was linked from.
  set_target_properties(plumb PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS plumb RUNTIME COMPONENT command)
endif()
