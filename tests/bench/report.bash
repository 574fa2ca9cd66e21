# report.bash: from measurements to the table, with our own tools. Sourced by scripts/bench.
#
# Belongs here: medians, ratios, layout. Does not belong here: measuring (measure.bash).

# shellcheck disable=SC2034,SC2153  # the settings are those of scripts/bench
set -euo pipefail

# reduce: reads what hyperfine and cost.py wrote; makes rows.ndjson, one row for each question, number of cores and program.
reduce() {
  local by=(-g question -g cores)
  ndparse --from json "$SCRATCH"/times/*.json |
    ndmap '.results[0] as $r | ($r.command | split(" ")) as $w
      | {question: $w[0], program: $w[1], cores: ($w[2] | tonumber), seconds: $r.times[0]}' \
      -o "$SCRATCH/runs.ndjson"
  ndgroup "${by[@]}" -g program -a 'seconds=median(.seconds)' -a 'least=min(.seconds)' \
    -a 'most=max(.seconds)' -a runs=count "$SCRATCH/runs.ndjson" -o "$SCRATCH/medians.ndjson"
  ndgroup -w '.program == "wc"' "${by[@]}" -a 'wc=min(.seconds)' "$SCRATCH/medians.ndjson" -o "$SCRATCH/wc.ndjson"
  ndgroup -w '.program | (startswith("annals") or startswith("yardstick:") or . == "wc") | not' "${by[@]}" \
    -a 'peer=argmin(.program; .seconds)' -a 'best=min(.seconds)' "$SCRATCH/medians.ndjson" -o "$SCRATCH/peers.ndjson"
  ndjoin -k question,cores "$SCRATCH/wc.ndjson" "$SCRATCH/medians.ndjson" |
    ndjoin -k question,cores --type left "$SCRATCH/peers.ndjson" |
    ndjoin -k question,program "$SCRATCH/costs.ndjson" |
    ndjoin -k question "$SCRATCH/questions.ndjson" |
    ndmap --set 'spread=(.most - .least) / .seconds' --set 'to_wc=.seconds / .wc' \
      --set 'to_peer=if .best then .seconds / .best else null end' --set 'mib=.kib / 1024' \
      --set 'ms=.seconds * 1000' |
    ndsort -k cores,place,seconds -o "$SCRATCH/rows.ndjson"
}

# table CONDITION COLUMNS: those rows as a Markdown table.
table() {
  ndfilter "$1" "$SCRATCH/rows.ndjson" |
    ndtable --format markdown -c "$2" --digits 2 --pct spread --int ms,mib --null ''
}

# machine: what it was measured on and with.
machine() {
  local model system peers size
  size=$(numfmt --to=iec "$SIZE")
  model=$(lscpu | sed -n 's/^Model name: *//p')
  system=$(uname -sr)
  peers=$(versions | paste -sd, | sed 's/,/, /g')
  printf -- '- %s, %s cores, %s\n' "$model" "$CORES" "$system"
  printf -- '- data sets of about %sB each, warm; %s rounds, interleaved; medians\n' "$size" "$ROUNDS"
  printf -- '- spread: slowest less fastest round, as a share of the median; MiB: the peak\n  of all processes together, CPU: the seconds of all processors, both with all cores\n'
  printf -- '- a program that took more than %s s to answer was timed in one round only\n' "$PATIENCE"
  printf -- '- %s\n' "$peers"
}

# versions: one line for each peer that is here, as it says itself.
versions() {
  local program version
  for program in jq gojq mlr rg datamash hyperfine; do
    if command -v "$program" >/dev/null; then
      version=$("$program" --version)
      printf '%s\n' "${version%%$'\n'*}"
    fi
  done
  for program in $ENGINES_HERE; do
    "$PYTHON" -c "import $program; print('$program', $program.__version__)"
  done
}

# page: the whole result.
page() {
  local cores text
  printf '# Benchmark of %s\n\n' "$DAY"
  machine
  printf '\nMade by `scripts/bench`. "to wc -l" is the time as a multiple of that of `wc -l` on the same file; "to\n'
  printf 'peer" as a multiple of that of the fastest other program, so below 1 is faster. A yardstick does another amount\n'
  printf 'of work.\n'
  for cores in "${CORE_COUNTS[@]}"; do
    text=$(cores_text "$cores")
    printf '\n## Ours, %s\n\n' "$text"
    table ".cores == $cores and .program == \"annals\"" \
      'question=title,ms,spread,"to wc -l"=to_wc,"fastest peer"=peer,"to peer"=to_peer,CPU=cpu,MiB=mib'
  done
  for cores in "${CORE_COUNTS[@]}"; do
    text=$(cores_text "$cores")
    printf '\n## Everybody, %s\n\n' "$text"
    table ".cores == $cores" \
      'question,program,ms,spread,"to wc -l"=to_wc,"to peer"=to_peer,CPU=cpu,MiB=mib,runs'
  done
}

# cores_text N
cores_text() { if (($1 == 1)); then printf 'one core'; else printf '%s cores' "$1"; fi; }
