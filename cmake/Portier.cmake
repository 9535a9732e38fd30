# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Project-wide compile settings and the three functions every folder uses.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # base_dir and hash_dir: clones of one repository share their objects.
    # sloppiness: lets the cache serve precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_KEYWORDS QT_NO_FOREACH
    QT_STRICT_ITERATORS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT
    QT_NO_URL_CAST_FROM_STRING QT_MESSAGELOGCONTEXT)
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wno-sign-conversion
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
if(PORTIER_WERROR)
    add_compile_options(-Werror)
endif()

# What every test of our own executables runs with.
set(PORTIER_TEST_ENVIRONMENT "QT_QPA_PLATFORM=offscreen" "LC_ALL=C.UTF-8")

if(PORTIER_SANITIZE)
    add_compile_options(-fsanitize=${PORTIER_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${PORTIER_SANITIZE})
    if(PORTIER_SANITIZE MATCHES "thread")
        # die_after_fork: QProcess makes its children with a raw clone, which the sanitizer takes for our own fork.
        list(APPEND PORTIER_TEST_ENVIRONMENT
            "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:die_after_fork=0")
    else()
        add_compile_options(-fno-sanitize-recover=all)
        list(APPEND PORTIER_TEST_ENVIRONMENT
            "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
    endif()
endif()

# One precompiled header for every target: all are compiled with the same flags.
function(portier_precompiled_header)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch.cpp CONTENT "// Only here to have the header compiled.\n")
    add_library(portier_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
    target_link_libraries(portier_pch PRIVATE Qt6::Core QCoro::Core)
    target_precompile_headers(portier_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.h)
    set_target_properties(portier_pch PROPERTIES AUTOMOC OFF)
endfunction()

# portier_library(<name> SOURCES ... LINKS ...)
# One static library per folder; its links are exactly the arrows it may follow (tests/architecture).
function(portier_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_LINKS})
    target_precompile_headers(${name} REUSE_FROM portier_pch)
endfunction()

# portier_test(<name> SOURCES ... LINKS ... [LABELS ...] [TIMEOUT seconds] [SERIAL])
# One Qt Test executable per subject, registered with ctest under its own name.
function(portier_test name)
    cmake_parse_arguments(arg "SERIAL" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE Qt6::Test ${arg_LINKS})
    target_precompile_headers(${name} REUSE_FROM portier_pch)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 400)
    endif()
    set(environment "${PORTIER_TEST_ENVIRONMENT}")
    if(PORTIER_SANITIZE) # instrumented code takes several times as long
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4")
    endif()
    # Qt Test gives up on a single test function after five minutes of its own.
    list(APPEND environment "QTEST_FUNCTION_TIMEOUT=${arg_TIMEOUT}000")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "${environment}")
    if(arg_LABELS)
        set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
    endif()
    if(arg_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
