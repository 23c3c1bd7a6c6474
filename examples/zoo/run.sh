#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT

# Compiles the models of the zoo one by one, which it times, trains them on real data, prints the table and writes the
# page. Takes about an hour on one core.
#   run.sh [DATA [PAGE]]    default: ../shared/data beside the repository, and zoo.html in the folder of the call
set -euo pipefail
zoo=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$zoo/../.." && pwd)
data=${1:-$root/../shared/data}
page=${2:-zoo.html}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The lines of `using NAME = ...;` in models/, with the line of its template.
lines_of() {
    awk -v name="using $1 =" 'index($0, name) == 1 { on = 1; n = 1 } on { n++ } on && /;/ { print n; exit }' \
        "$root"/include/linnet/models/*.hpp
}

flags=(-std=c++20 -O3 -march=native -ffp-contract=off "-I$root/include" $(pkg-config --cflags eigen3))
for source in "$zoo"/*.cpp; do
    file=$(basename "$source" .cpp)
    TIMEFORMAT=%U
    seconds=$({ time ${CXX:-c++} "${flags[@]}" -c "$source" -o "$work/$file.o"; } 2>&1 | tail -1)
    model=$(tr -s '\n ' ' ' <"$source" |
        sed -n 's/.* using \(Network\|[A-Za-z0-9]*Of\) = ln::models::\([A-Za-z0-9]*\).*/\2/p')
    [[ -z $model ]] || echo "$file $(lines_of "$model") $seconds" >>"$work/costs"
    # Classes, such as ln::Ease<float>.
    [[ $file != *boosted_trees && $file != @(ease|ials|most_popular) ]] || echo "$file 1 $seconds" >>"$work/costs"
done
${CXX:-c++} "$work"/*.o -o "$work/zoo" -lpthread

echo "$(date -u +%F), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(${CXX:-c++} --version | head -1)"
"$work/zoo" "$data" "$work/costs" "$page"
