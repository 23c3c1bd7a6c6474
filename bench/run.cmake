# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# cmake -D programs=<file that lists them> -D report=<bench_report> -D folder=<build folder> -P run.cmake
file(STRINGS "${programs}" programs)
file(MAKE_DIRECTORY "${folder}/results")
set(results "")
foreach(program IN LISTS programs)
    get_filename_component(name "${program}" NAME_WE)
    set(result "${folder}/results/${name}.json")
    execute_process(COMMAND "${program}" "--benchmark_out=${result}" COMMAND_ERROR_IS_FATAL ANY)
    list(APPEND results "${result}")
endforeach()
execute_process(COMMAND "${report}" "${folder}" ${results} COMMAND_ERROR_IS_FATAL ANY)
