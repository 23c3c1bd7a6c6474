# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# Builds and runs main.cpp as a user of linnet would. Without a network, and from nothing but what is installed.
cmake_minimum_required(VERSION 3.25)
set(scratch "${LINNET_BUILD_DIR}/consumer/${WAY}")
set(prefix "${scratch}/prefix")
file(REMOVE_RECURSE "${scratch}")

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT failed EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\nfailed:\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

function(require expected)
    if(NOT output MATCHES "${expected}")
        message(FATAL_ERROR "The output should hold\n  ${expected}\nbut is\n${output}")
    endif()
endfunction()

function(list_headers folder result)
    file(GLOB_RECURSE headers RELATIVE "${folder}" "${folder}/*.hpp")
    set(${result} "${headers}" PARENT_SCOPE)
endfunction()

set(configure ${CMAKE_COMMAND} -S "${CMAKE_CURRENT_LIST_DIR}/project" -G "${GENERATOR}" "-DWAY=${WAY}"
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}" "-DLINNET_SOURCE_DIR=${LINNET_SOURCE_DIR}" -DFETCHCONTENT_FULLY_DISCONNECTED=ON)
set(no_system_paths -DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF -DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF)
set(says "linnet ${LINNET_VERSION}: 8")
run(${CMAKE_COMMAND} --install "${LINNET_BUILD_DIR}" --prefix "${prefix}")

if(WAY STREQUAL "pkg_config")
    find_program(pkg_config pkg-config)
    if(NOT pkg_config)
        message(FATAL_ERROR "This test needs pkg-config: install pkg-config.")
    endif()
    set(ENV{PKG_CONFIG_PATH} "${prefix}/share/pkgconfig")
    run(${pkg_config} --modversion linnet)
    require("^${LINNET_VERSION}\n$")
    run(${pkg_config} --cflags linnet)
    separate_arguments(flags UNIX_COMMAND "${output}")
    require("-ffp-contract=off")
    run(${CXX} -std=c++20 ${flags} "${CMAKE_CURRENT_LIST_DIR}/main.cpp" -o "${scratch}/consumer")
    run("${scratch}/consumer")
    require("${says}")

elseif(WAY STREQUAL "xsimd")
    # Without it, installed or not, linnet says which package to install.
    foreach(way IN ITEMS find_package add_subdirectory)
        execute_process(COMMAND ${configure} -DWAY=${way} -B "${scratch}/without/${way}" ${no_system_paths}
            "-DCMAKE_PREFIX_PATH=${prefix}" RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(failed EQUAL 0)
            message(FATAL_ERROR "${way} finds xsimd where it should not.")
        endif()
        string(REGEX REPLACE "[ \n]+" " " output "${output}")
        require("linnet needs xsimd 8.1 or newer: install libxsimd-dev \\(Debian, Ubuntu\\)")
    endforeach()

    # Elsewhere, it is found by CMAKE_PREFIX_PATH, by xsimd_ROOT or as a target of the user's project, in front of one
    # that the system has.
    set(elsewhere "${scratch}/elsewhere")
    file(COPY "${XSIMD_DIR}/xsimd" DESTINATION "${elsewhere}/include")
    foreach(hint IN ITEMS prefix_path root target)
        set(prefix_path "-DCMAKE_PREFIX_PATH=${elsewhere}")
        set(root "-Dxsimd_ROOT=${elsewhere}")
        set(target "-DXSIMD_TARGET_INCLUDES=${elsewhere}/include")
        foreach(way IN ITEMS find_package add_subdirectory)
            set(build "${scratch}/${hint}/${way}")
            run(${configure} -DWAY=${way} -B "${build}" "${${hint}}" "-Dlinnet_ROOT=${prefix}"
                -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)
            file(READ "${build}/compile_commands.json" output)
            require("-isystem ${elsewhere}/include")
        endforeach()
        run(${CMAKE_COMMAND} --build "${build}")
        run("${build}/consumer")
        require("${says}")
    endforeach()

    # Too old, it is refused.
    file(WRITE "${elsewhere}/include/xsimd/config/xsimd_config.hpp"
        "#define XSIMD_VERSION_MAJOR 7\n#define XSIMD_VERSION_MINOR 6\n")
    execute_process(COMMAND ${configure} -DWAY=find_package -B "${scratch}/old" "-Dxsimd_ROOT=${elsewhere}"
        "-DCMAKE_PREFIX_PATH=${prefix}" RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    require("linnet needs xsimd 8.1 or newer, but [^ ]+ holds 7.6")

else()
    if(WAY STREQUAL "find_package")
        list_headers("${LINNET_SOURCE_DIR}/include" ours)
        list_headers("${prefix}/include" installed)
        if(NOT ours STREQUAL installed)
            message(FATAL_ERROR "The installed headers are\n  ${installed}\ninstead of\n  ${ours}")
        endif()
        file(GLOB_RECURSE texts "${prefix}/*.cmake" "${prefix}/*.pc")
        foreach(text IN LISTS texts)
            file(READ "${text}" output)
            string(FIND "${output}" "${LINNET_SOURCE_DIR}" at)
            if(NOT at EQUAL -1)
                message(FATAL_ERROR "${text} names ${LINNET_SOURCE_DIR}, which users do not have.")
            endif()
        endforeach()
        cmake_path(GET prefix PARENT_PATH moved)
        file(RENAME "${prefix}" "${moved}/moved")
        list(APPEND configure "-DCMAKE_PREFIX_PATH=${moved}/moved")
    endif()
    run(${configure} -B "${scratch}/build")
    run(${CMAKE_COMMAND} --build "${scratch}/build")
    run("${scratch}/build/consumer")
    require("${says}")
endif()
