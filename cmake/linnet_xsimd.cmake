# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# Defines linnet::xsimd, the include folder of xsimd, or sets linnet_xsimd_problem to a sentence. Read by linnet's own
# build and by its installed package. xsimd's CMake target is not linked: in 8.1 it asks for the xtl library, which
# nothing needs.
set(linnet_xsimd_problem "")
if(NOT TARGET linnet::xsimd)
    if(TARGET xsimd)
        set(linnet_xsimd_includes "$<TARGET_PROPERTY:xsimd,INTERFACE_INCLUDE_DIRECTORIES>")
    else()
        find_path(LINNET_XSIMD_INCLUDE_DIR xsimd/xsimd.hpp PATHS "${xsimd_ROOT}" "$ENV{xsimd_ROOT}"
            PATH_SUFFIXES include NO_DEFAULT_PATH DOC "Folder that holds xsimd/xsimd.hpp")
        find_path(LINNET_XSIMD_INCLUDE_DIR xsimd/xsimd.hpp)
        mark_as_advanced(LINNET_XSIMD_INCLUDE_DIR)
        set(linnet_xsimd_includes "${LINNET_XSIMD_INCLUDE_DIR}")
        if(NOT LINNET_XSIMD_INCLUDE_DIR)
            set(linnet_xsimd_problem "linnet needs xsimd 8.1 or newer: install libxsimd-dev (Debian, Ubuntu) or xsimd\
 (conda, vcpkg), or set xsimd_ROOT to where it is installed.")
        else()
            set(linnet_xsimd_version "")
            foreach(linnet_part IN ITEMS MAJOR MINOR)
                file(STRINGS "${LINNET_XSIMD_INCLUDE_DIR}/xsimd/config/xsimd_config.hpp" linnet_line
                    REGEX "#define XSIMD_VERSION_${linnet_part} ")
                string(REGEX REPLACE ".* " "" linnet_line "${linnet_line}")
                list(APPEND linnet_xsimd_version "${linnet_line}")
            endforeach()
            list(JOIN linnet_xsimd_version "." linnet_xsimd_version)
            if(linnet_xsimd_version VERSION_LESS 8.1)
                set(linnet_xsimd_problem "linnet needs xsimd 8.1 or newer, but ${LINNET_XSIMD_INCLUDE_DIR} holds\
 ${linnet_xsimd_version}: set xsimd_ROOT to where a newer one is installed.")
            endif()
        endif()
    endif()
    if(NOT linnet_xsimd_problem)
        add_library(linnet::xsimd INTERFACE IMPORTED GLOBAL)
        target_include_directories(linnet::xsimd INTERFACE "${linnet_xsimd_includes}")
    endif()
endif()
