# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DCOMPILER=<g++|clang++> -DCOMPILER_ID=<GNU|Clang> -DINCLUDES=<dirs> -DSOURCE=<file> -DBUDGET=<n> -DDIR=<scratch>
#     -P check.cmake
# Says how many templates the compiler instantiates for SOURCE, and fails if they are more than BUDGET. With
# -DDEFINITION=<name>, that macro is defined.
list(TRANSFORM INCLUDES PREPEND -I)
set(command ${COMPILER} -std=c++20 -ffp-contract=off -march=x86-64-v3 ${INCLUDES} -fsyntax-only)
if(DEFINITION)
    list(APPEND command -D${DEFINITION})
endif()
if(COMPILER_ID STREQUAL "GNU")
    # What the hash tables of specializations hold at the end.
    list(APPEND command -fstats)
else()
    # One event per class and per function.
    list(APPEND command -ftime-trace -ftime-trace-granularity=0)
endif()

file(REMOVE_RECURSE "${DIR}")
file(MAKE_DIRECTORY "${DIR}")
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${command} "${SOURCE}" WORKING_DIRECTORY "${DIR}"
    RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(failed)
    message(FATAL_ERROR "${SOURCE} does not compile:\n${output}")
endif()

set(count 0)
if(COMPILER_ID STREQUAL "GNU")
    foreach(table IN ITEMS decl_specializations type_specializations)
        if(NOT output MATCHES "${table}: size [0-9]+, ([0-9]+) elements")
            message(FATAL_ERROR "${COMPILER} -fstats does not tell the number of ${table}.")
        endif()
        math(EXPR count "${count} + ${CMAKE_MATCH_1}")
    endforeach()
else()
    file(GLOB trace "${DIR}/*.json" "${DIR}/.json") # clang 14 forgets the stem when it writes no object
    file(READ "${trace}" trace)
    string(REGEX MATCHALL "\"name\":\"Instantiate(Class|Function)\"" events "${trace}")
    list(LENGTH events count)
    if(count EQUAL 0)
        message(FATAL_ERROR "${COMPILER} -ftime-trace does not tell what is instantiated.")
    endif()
endif()

cmake_path(GET SOURCE STEM name)
if(count GREATER BUDGET)
    message(FATAL_ERROR "${name} instantiates ${count} templates; its budget is ${BUDGET}.")
endif()
message(STATUS "${name} instantiates ${count} templates; its budget is ${BUDGET}.")
