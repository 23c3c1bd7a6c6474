# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -DNM=<nm> -DOBJECTS=<files> -P check.cmake
# Fails if two object files define the same weak symbol of linnet, of which the linker would keep one.
set(shared "")
foreach(object IN LISTS OBJECTS)
    execute_process(COMMAND ${NM} --defined-only "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL " [WVu] [A-Za-z0-9_.$]*6linnet[A-Za-z0-9_.$]*" symbols "${symbols}")
    list(LENGTH symbols count)
    if(count EQUAL 0)
        message(FATAL_ERROR "${object} defines no weak symbol of linnet: there is nothing to check.")
    endif()
    foreach(symbol IN LISTS symbols)
        string(SUBSTRING "${symbol}" 3 -1 symbol)
        if(DEFINED "owner_${symbol}")
            list(APPEND shared "${symbol}")
        endif()
        set("owner_${symbol}" "${object}")
    endforeach()
    message(STATUS "${object}: ${count} weak symbols of linnet")
endforeach()
if(shared)
    list(LENGTH shared count)
    list(SUBLIST shared 0 5 some)
    list(JOIN some "\n  " some)
    message(FATAL_ERROR "${count} weak symbols are in several object files:\n  ${some}")
endif()
