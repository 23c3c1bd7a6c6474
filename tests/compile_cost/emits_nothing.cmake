# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DCOMPILER=<g++|clang++> -DNM=<nm> -DINCLUDES=<dirs> -DDIR=<scratch> -P emits_nothing.cmake
# Fails if a file that includes all of linnet and uses nothing of it has code or tables of linnet in its object.
list(TRANSFORM INCLUDES PREPEND -I)
file(MAKE_DIRECTORY "${DIR}")
file(WRITE "${DIR}/empty.cpp" "#include <linnet/linnet.hpp>\n")
execute_process(COMMAND ${COMPILER} -std=c++20 -O1 -ffp-contract=off ${INCLUDES} -c empty.cpp -o empty.o
    WORKING_DIRECTORY "${DIR}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NM} -C --defined-only empty.o WORKING_DIRECTORY "${DIR}" OUTPUT_VARIABLE symbols
    COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]*linnet::[^\n]*" ours "${symbols}")
if(ours)
    list(JOIN ours "\n" ours)
    message(FATAL_ERROR "A file that uses nothing of linnet emits:\n${ours}")
endif()
