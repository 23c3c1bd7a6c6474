# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# linnet_add_instruction_sets(<target> <source>...)
#
# Adds the sources to a target three times, compiled for the instruction sets of linnet/core/instruction_set.hpp, with
# the settings of the target and what it links, also where those are said later. The functions that the sources define
# in LINNET_UNIT, for which that header has LINNET_MULTIVERSION, are all that the rest of the program sees of them: of
# anything else the linker would keep one copy for the whole program, such as of std::vector's functions, and a CPU
# would meet instructions that it lacks in code that is not meant for others. Each copy has inline variables of its own.
# On machines other than x86-64 Linux the sources are compiled once.

# Run as a script, when the program is built: joins OBJECTS, the unit of one instruction SET, into the object file OUTPUT.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
    function(run result)
        execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
        set(${result} "${output}" PARENT_SCOPE)
    endfunction()
    # The linker keeps one of several groups of sections with the same name, even if the name is local: no groups.
    run(ignored ${LINKER} -r --force-group-allocation -o "${OUTPUT}.joined" ${OBJECTS})
    # Type information is no code, and some standard libraries compare types by its address.
    run(ignored ${OBJCOPY} --wildcard "--keep-global-symbol=*unit_${SET}*" --keep-global-symbol=_ZTI*
        --keep-global-symbol=_ZTS* --weaken-symbol=_ZTI* --weaken-symbol=_ZTS* "${OUTPUT}.joined" "${OUTPUT}.local")
    run(symbols ${NM} --defined-only --extern-only "${OUTPUT}.local")
    if(NOT symbols MATCHES " T [^\n]*unit_${SET}")
        message(FATAL_ERROR "${SOURCES}: defines no function in the namespace LINNET_UNIT for ${SET}.")
    endif()
    # Sanitizers have functions of this kind with a priority, which is a part of the section's name.
    run(sections ${OBJDUMP} -h "${OUTPUT}.local")
    if(NOT SET STREQUAL "baseline" AND sections MATCHES " \\.(init_array|ctors) ")
        message(FATAL_ERROR "${SOURCES}: has global objects, or includes <iostream>, whose construction when the\
 program starts would use ${SET} on every CPU; make them static objects of a function, or constexpr or constinit.")
    endif()
    file(REMOVE "${OUTPUT}.joined")
    file(RENAME "${OUTPUT}.local" "${OUTPUT}")
    return()
endif()

function(linnet_add_instruction_sets target)
    if(NOT TARGET ${target} OR NOT ARGN)
        message(FATAL_ERROR "linnet_add_instruction_sets takes a target, and the sources to compile.")
    endif()
    include(CheckCXXSymbolExists)
    check_cxx_symbol_exists(__x86_64__ cstddef LINNET_X86_64)
    if(NOT LINNET_X86_64 OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
        target_sources(${target} PRIVATE ${ARGN})
        target_link_libraries(${target} PRIVATE linnet::linnet)
        return()
    endif()
    foreach(tool IN ITEMS ld.bfd objcopy nm objdump) # with clang, those of CMake are LLVM's, which cannot do this
        string(MAKE_C_IDENTIFIER "LINNET_${tool}" program)
        find_program(${program} NAMES x86_64-linux-gnu-${tool} ${tool} DOC "${tool} of the GNU binutils")
        mark_as_advanced(${program})
        if(NOT ${program})
            message(FATAL_ERROR "linnet_add_instruction_sets needs ${tool} of the GNU binutils: install binutils.")
        endif()
    endforeach()

    target_link_libraries(${target} PRIVATE linnet::linnet)
    set(flags_baseline -march=x86-64)
    set(flags_avx2 -march=x86-64-v3)
    set(flags_avx512 -march=x86-64-v4)
    foreach(set IN ITEMS baseline avx2 avx512)
        set(unit ${target}_${set})
        add_library(${unit} OBJECT ${ARGN})
        target_link_libraries(${unit} PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
        foreach(property IN ITEMS COMPILE_DEFINITIONS COMPILE_OPTIONS INCLUDE_DIRECTORIES)
            set_property(TARGET ${unit} APPEND PROPERTY ${property} $<TARGET_PROPERTY:${target},${property}>)
        endforeach()
        # The last flags count; SHELL keeps these from being left out as repeated. Symbols that g++ makes unique in the
        # whole process could not become local.
        target_compile_options(${unit} PRIVATE
            "SHELL:${flags_${set}} -fno-lto $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>")
        get_target_property(type ${target} TYPE)
        if(type MATCHES "^(SHARED|MODULE)_LIBRARY$")
            set_target_properties(${unit} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        endif()
        foreach(property IN ITEMS CXX_STANDARD CXX_EXTENSIONS POSITION_INDEPENDENT_CODE)
            get_target_property(value ${target} ${property})
            if(NOT value MATCHES "NOTFOUND$")
                set_target_properties(${unit} PROPERTIES ${property} "${value}")
            endif()
        endforeach()

        set(object "${CMAKE_CURRENT_BINARY_DIR}/${unit}.o")
        add_custom_command(OUTPUT "${object}"
            COMMAND ${CMAKE_COMMAND} -DSET=${set} "-DSOURCES=${ARGN}" "-DOBJECTS=$<TARGET_OBJECTS:${unit}>"
                "-DOUTPUT=${object}" "-DLINKER=${LINNET_ld_bfd}" "-DOBJCOPY=${LINNET_objcopy}" "-DNM=${LINNET_nm}"
                "-DOBJDUMP=${LINNET_objdump}" -P "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
            DEPENDS ${unit} "$<TARGET_OBJECTS:${unit}>" "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
            COMMENT "Joining the unit of ${target} for ${set}" VERBATIM)
        target_sources(${target} PRIVATE "${object}")
    endforeach()
endfunction()
