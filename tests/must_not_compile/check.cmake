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

function(number_of what default result)
    file(STRINGS "${SOURCE}" line REGEX "^// ${what}: ")
    string(REPLACE "// ${what}: " "" line "${line}")
    if(NOT line)
        set(line ${default})
    endif()
    set(${result} ${line} PARENT_SCOPE)
endfunction()

number_of(errors 1 wanted)
string(REGEX MATCHALL "[0-9]: (fatal )?error: " errors "${output}")
list(LENGTH errors count)
if(NOT count EQUAL wanted)
    message(FATAL_ERROR "${SOURCE} should fail with ${wanted} error(s) but fails with ${count}:\n${output}")
endif()

# What the compiler says, without what the build tool does.
number_of(lines 1000 most)
string(REGEX REPLACE "(^|\n)(\\[|FAILED: |ninja: |g?make|[^\n]* -fsyntax-only )[^\n]*" "" said "${output}")
string(REGEX REPLACE "\n+" "\n" said "${said}")
string(STRIP "${said}" said)
string(REGEX REPLACE "[^\n]+" "" newlines "${said}")
string(LENGTH "${newlines}\n" count)
if(count GREATER most)
    message(FATAL_ERROR "${SOURCE} should fail in ${most} lines but fails in ${count}:\n${said}")
endif()
message(STATUS "${SOURCE} fails with the errors it should")
