# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# Says which test cases of the last run were skipped; CTest takes the answer for "skipped" by its words.
file(GLOB files "${SKIPS_DIR}/*.txt")
foreach(path IN LISTS files)
    file(STRINGS "${path}" skips)
    cmake_path(GET path STEM program)
    foreach(skip IN LISTS skips)
        message("${program}: ${skip}")
    endforeach()
endforeach()
