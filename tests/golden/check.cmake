# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DPARITY=<program> -DPYTHON=<python3> -DSCRIPT=<parity.py> -DDIR=<scratch> -P check.cmake
if(NOT PYTHON)
    message("SKIPPED: python3 is not installed")
    return()
endif()
file(REMOVE_RECURSE "${DIR}")
file(MAKE_DIRECTORY "${DIR}")
foreach(command IN ITEMS "${PARITY};save" "${PYTHON};${SCRIPT}" "${PARITY};check")
    execute_process(COMMAND ${command} "${DIR}" OUTPUT_VARIABLE said RESULT_VARIABLE failed)
    message("${said}")
    if(failed)
        message(FATAL_ERROR "${command} failed.")
    elseif(said MATCHES "SKIPPED")
        return()
    endif()
endforeach()
