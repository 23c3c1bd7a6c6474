# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DCXX=<compiler> -P flags.cmake
# Fails if the flags of a unit let the compiler use instructions that widest_instruction_set does not ask the CPU for.
set(asked_v3 AVX AVX2 BMI BMI2 F16C FMA LAHF_SAHF LZCNT MOVBE POPCNT SSE3 SSE4_1 SSE4_2 SSSE3 XSAVE
    CRC32) # comes with SSE4.2
set(asked_v4 ${asked_v3} AVX512BW AVX512CD AVX512DQ AVX512F AVX512VL
    EVEX256 EVEX512) # how clang encodes AVX-512

function(features level result)
    execute_process(COMMAND ${CXX} -march=${level} -dM -E -x c++ /dev/null OUTPUT_VARIABLE macros
        COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "#define __[A-Z0-9_]+__ 1\n" macros "${macros}")
    list(TRANSFORM macros REPLACE "#define __(.*)__ 1\n" "\\1")
    set(${result} "${macros}" PARENT_SCOPE)
endfunction()

features(x86-64 everywhere)
foreach(level IN ITEMS v3 v4)
    features(x86-64-${level} used)
    list(REMOVE_ITEM used ${everywhere} ${asked_${level}} "")
    if(used)
        message(FATAL_ERROR "-march=x86-64-${level} uses ${used}, which widest_instruction_set does not ask for.")
    endif()
endforeach()
