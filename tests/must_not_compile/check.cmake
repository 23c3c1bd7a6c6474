# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DBUILD_DIR=<dir> -DTARGET=<target> -DSOURCE=<file> -P check.cmake
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${CMAKE_COMMAND} --build "${BUILD_DIR}" --target ${TARGET}
    RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(failed EQUAL 0)
    message(FATAL_ERROR "${SOURCE} compiles, but must not.")
endif()

file(STRINGS "${SOURCE}" sentences REGEX "^// error: ")
if(NOT sentences)
    message(FATAL_ERROR "${SOURCE} has no line `// error: <regular expression>`.")
endif()
foreach(sentence IN LISTS sentences)
    string(REPLACE "// error: " "" sentence "${sentence}")
    if(NOT output MATCHES "${sentence}")
        message(FATAL_ERROR "${SOURCE} should fail with\n  ${sentence}\nbut the compiler says\n${output}")
    endif()
endforeach()

string(REGEX MATCHALL "[0-9]: (fatal )?error: " errors "${output}")
list(LENGTH errors count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "${SOURCE} should fail with one error but fails with ${count}:\n${output}")
endif()
message(STATUS "${SOURCE} fails with the one error it should")
