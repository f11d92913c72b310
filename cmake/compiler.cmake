# One static library per folder of compiler/. A folder may use only those before it.

find_package(Git QUIET)
set(AHEAD_VERSION ${PROJECT_VERSION})

add_library(ahead_flags INTERFACE)
target_compile_options(ahead_flags INTERFACE -std=c++20 -fno-rtti ${AHEAD_OPTIMIZE} -ffunction-sections -fdata-sections
  -Wall -Wno-unused-function -Wno-parentheses -Wno-switch -Wno-sign-compare -fdiagnostics-color=always)
target_compile_definitions(ahead_flags INTERFACE AHEAD_VERSION="${AHEAD_VERSION}" _GNU_SOURCE)
target_include_directories(ahead_flags INTERFACE ${CMAKE_SOURCE_DIR}/compiler ${CMAKE_SOURCE_DIR})

add_library(llvm_headers INTERFACE)
target_include_directories(llvm_headers SYSTEM INTERFACE ${LLVM_PREFIX}/include)
target_compile_definitions(llvm_headers INTERFACE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)

# ahead_folder(name uses...): the library ahead_<name> of compiler/<name>/*.cc; a folder without sources is an empty library.
function(ahead_folder name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/compiler/${name}/*.cc)
  list(TRANSFORM ARGN PREPEND ahead_ OUTPUT_VARIABLE uses)
  if(sources)
    add_library(ahead_${name} STATIC ${sources})
    target_link_libraries(ahead_${name} PUBLIC ahead_flags ${uses})
  else()
    add_library(ahead_${name} INTERFACE)
    target_link_libraries(ahead_${name} INTERFACE ahead_flags ${uses})
  endif()
endfunction()

function(ahead_uses folder)
  get_target_property(kind ahead_${folder} TYPE)
  if(NOT kind STREQUAL "INTERFACE_LIBRARY")
    target_link_libraries(ahead_${folder} PRIVATE ${ARGN})
  endif()
endfunction()

ahead_folder(support)
ahead_folder(metadata support)
ahead_folder(types metadata)
ahead_folder(il types)
ahead_folder(survive il)
ahead_folder(import survive)
ahead_folder(data survive)
ahead_folder(codegen support)
ahead_folder(link support)
ahead_folder(report survive link)
# The report's page becomes a string.
set(report_page ${CMAKE_SOURCE_DIR}/compiler/report/page.html)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${report_page})
file(READ ${report_page} page)
file(CONFIGURE OUTPUT report_page.cc @ONLY CONTENT "namespace ahead { extern const char kReportPage[]; const char kReportPage[] = R\"page(@page@)page\"; }\n")
target_sources(ahead_report PRIVATE ${CMAKE_BINARY_DIR}/report_page.cc)
if(NOT AHEAD_STATIC_LLVM)
  ahead_uses(metadata z)
endif()
ahead_uses(import llvm_headers)
ahead_uses(data llvm_headers)
ahead_uses(codegen llvm_headers)
ahead_uses(link llvm_headers)
# The cache key of an object holds the compiler's own identity, so a rebuilt compiler never reuses stale objects.

# ---- LLVM and lld ----
add_library(llvm INTERFACE)
set(lld_libs ${LLVM_PREFIX}/lib/liblldELF.a ${LLVM_PREFIX}/lib/liblldCommon.a)
if(AHEAD_STATIC_LLVM)
  execute_process(COMMAND ${LLVM_PREFIX}/bin/llvm-config --link-static --libs
      x86 passes bitreader bitwriter irreader irprinter linker lto objcopy option windowsdriver
    OUTPUT_VARIABLE llvm_libs OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(llvm_libs)
  list(FILTER llvm_libs EXCLUDE REGEX "Polly")
  file(GLOB stubs ${CMAKE_SOURCE_DIR}/compiler/link/static/*.cpp)
  add_library(llvm_stubs STATIC ${stubs})
  target_link_libraries(llvm INTERFACE ${lld_libs} -L${LLVM_PREFIX}/lib -Wl,--start-group ${llvm_libs} llvm_stubs -Wl,--end-group
    -static-libstdc++ -static-libgcc -l:libz.a -l:libzstd.a m)
else()
  target_link_libraries(llvm INTERFACE ${lld_libs} ${LLVM_PREFIX}/lib/libLLVM.so.1 z zstd)
endif()

# ---- the compiler ----
file(GLOB driver_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/compiler/*.cc)
if(driver_sources)
  if(AHEAD_STATIC_LLVM)
  endif()
  add_executable(ahead ${driver_sources})
  set_target_properties(ahead PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  target_link_libraries(ahead PRIVATE ahead_import ahead_data ahead_codegen ahead_report ahead_link llvm_headers llvm pthread)
  target_link_options(ahead PRIVATE -fuse-ld=lld-19 -Wl,--gc-sections -Wl,--as-needed)
endif()
