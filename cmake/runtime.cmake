# What lies beside the compiler in lib/ahead: runtime archive, overlay assembly, sysroot.
set(AHEAD_LIB ${CMAKE_BINARY_DIR}/lib/ahead)

# ---- runtime: freestanding C++20 against musl headers, position independent; one object set for glibc and musl ----
set(runtime_flags --target=x86_64-linux-musl -fno-exceptions -fPIC -fasynchronous-unwind-tables
  -fno-omit-frame-pointer -ftls-model=initial-exec -fno-stack-protector -U_FORTIFY_SOURCE -O2 -g1 -ffunction-sections -fdata-sections
  -Wall -Wno-unused-function -Wno-parentheses -Wno-sign-compare -Wno-invalid-offsetof -fdiagnostics-color=always)
# The kernel's own headers, apart from the C library's that lie beside them.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/kernel-headers)
foreach(name linux asm-generic)
  file(CREATE_LINK /usr/include/${name} ${CMAKE_BINARY_DIR}/kernel-headers/${name} SYMBOLIC)
endforeach()
file(CREATE_LINK /usr/include/x86_64-linux-gnu/asm ${CMAKE_BINARY_DIR}/kernel-headers/asm SYMBOLIC)
file(GLOB_RECURSE runtime_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/runtime/*.cc ${CMAKE_SOURCE_DIR}/runtime/*.S)
list(FILTER runtime_sources EXCLUDE REGEX "/runtime/libc/")   # belongs to one C library: tools/make-sysroot.sh
if(runtime_sources)
  add_library(aheadrt STATIC ${runtime_sources})
  target_compile_options(aheadrt PRIVATE ${runtime_flags} "$<$<COMPILE_LANGUAGE:CXX>:-std=c++20;-fno-rtti;-nostdinc++;-isystem${LLVM_PREFIX}/include/c++/v1>"
    -D_LIBCPP_HAS_MUSL_LIBC -nostdlibinc -isystem/usr/include/x86_64-linux-musl -isystem${CMAKE_BINARY_DIR}/kernel-headers)
  target_compile_definitions(aheadrt PRIVATE _GNU_SOURCE)
  target_include_directories(aheadrt PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/runtime)
  set_target_properties(aheadrt PROPERTIES ARCHIVE_OUTPUT_DIRECTORY ${AHEAD_LIB})
endif()

# ---- overlay: C# bodies merged over CoreLib ----
if(EXISTS ${CMAKE_SOURCE_DIR}/managed/build.sh)
  file(GLOB_RECURSE overlay_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/managed/*.cs)
  add_custom_command(OUTPUT ${AHEAD_LIB}/Ahead.Overlay.dll
    COMMAND bash ${CMAKE_SOURCE_DIR}/managed/build.sh ${AHEAD_LIB}/Ahead.Overlay.dll
    DEPENDS ${overlay_sources} ${CMAKE_SOURCE_DIR}/managed/build.sh VERBATIM COMMENT "Overlay Ahead.Overlay.dll")
  add_custom_target(overlay ALL DEPENDS ${AHEAD_LIB}/Ahead.Overlay.dll)
endif()

# ---- sysroot: start files, unwinder and versioned stubs of libc and libm, so that publishing needs no C toolchain ----
add_custom_command(OUTPUT ${AHEAD_LIB}/sysroot/.stamp
  COMMAND bash ${CMAKE_SOURCE_DIR}/tools/make-sysroot.sh ${AHEAD_LIB}/sysroot ${LLVM_PREFIX}
  COMMAND ${CMAKE_COMMAND} -E touch ${AHEAD_LIB}/sysroot/.stamp
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/make-sysroot.sh ${CMAKE_SOURCE_DIR}/tools/make_stub.py
    ${CMAKE_SOURCE_DIR}/runtime/libc/glibc/start.S ${CMAKE_SOURCE_DIR}/runtime/libc/glibc/compat.c VERBATIM COMMENT "Sysroot")
add_custom_target(sysroot ALL DEPENDS ${AHEAD_LIB}/sysroot/.stamp)

# ---- culture data: the shim between CoreLib and ICU ----
add_custom_command(OUTPUT ${AHEAD_LIB}/libahead_icu.a
  COMMAND bash ${CMAKE_SOURCE_DIR}/tools/icu-shim.sh ${AHEAD_LIB}/libahead_icu.a ${LLVM_PREFIX}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/icu-shim.sh ${CMAKE_SOURCE_DIR}/tools/shim-sources.sh ${CMAKE_SOURCE_DIR}/runtime/libs/icu/load.c VERBATIM COMMENT "ICU shim")
add_custom_target(icu_shim ALL DEPENDS ${AHEAD_LIB}/libahead_icu.a)

# ---- MSBuild files: what `ahead publish` puts into a project, and what the packages hold ----
file(GLOB sdk_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sdk/*)
add_custom_command(OUTPUT ${AHEAD_LIB}/sdk/.stamp
  COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/make_sdk.py ${AHEAD_LIB}/sdk ${PROJECT_VERSION}
  DEPENDS ${sdk_sources} ${CMAKE_SOURCE_DIR}/tools/make_sdk.py VERBATIM COMMENT "MSBuild files")
add_custom_target(msbuild_files ALL DEPENDS ${AHEAD_LIB}/sdk/.stamp)

# ---- zlib and brotli ----
add_custom_command(OUTPUT ${AHEAD_LIB}/libahead_compression.a
  COMMAND bash ${CMAKE_SOURCE_DIR}/tools/compression.sh ${AHEAD_LIB}/libahead_compression.a ${LLVM_PREFIX}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/compression.sh ${CMAKE_SOURCE_DIR}/runtime/libs/compression/zlib.c VERBATIM COMMENT "zlib and brotli")
add_custom_target(compression ALL DEPENDS ${AHEAD_LIB}/libahead_compression.a)

# ---- cryptography and TLS: the shim between the framework and OpenSSL; after the other shim, which restores the same package ----
add_custom_command(OUTPUT ${AHEAD_LIB}/libahead_openssl.a
  COMMAND bash ${CMAKE_SOURCE_DIR}/tools/openssl-shim.sh ${AHEAD_LIB}/libahead_openssl.a ${LLVM_PREFIX}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/openssl-shim.sh ${CMAKE_SOURCE_DIR}/tools/shim-sources.sh ${CMAKE_SOURCE_DIR}/runtime/libs/openssl/newer_entries.c
    ${CMAKE_SOURCE_DIR}/runtime/libs/openssl/newer_entries.def ${AHEAD_LIB}/libahead_icu.a VERBATIM COMMENT "OpenSSL shim")
add_custom_target(openssl_shim ALL DEPENDS ${AHEAD_LIB}/libahead_openssl.a)
