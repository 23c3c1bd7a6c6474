# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DPARITY=<program> -DPYTHON=<python3> -DSCRIPT=<script> -DEXAMPLES=<folder> -DDIR=<scratch>
#     -DCHECK=<arguments of parity, with @DIR@> -P check.cmake
if(NOT PYTHON)
    message("SKIPPED: python3 is not installed")
    return()
endif()
file(REMOVE_RECURSE "${DIR}")
file(MAKE_DIRECTORY "${DIR}")
string(CONFIGURE "${CHECK}" CHECK @ONLY)
foreach(command IN ITEMS "${PARITY};save;${DIR}" "${PYTHON};-B;${SCRIPT};${DIR};${EXAMPLES}" "${PARITY};${CHECK}")
    execute_process(COMMAND ${command} OUTPUT_VARIABLE said RESULT_VARIABLE failed)
    message("${said}")
    if(failed)
        message(FATAL_ERROR "${command} failed.")
    elseif(said MATCHES "SKIPPED")
        return()
    endif()
endforeach()
