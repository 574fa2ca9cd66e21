#!/usr/bin/env bats
# verify-report: a report that was not touched agrees with itself, and whoever changes one thing in it is told what.
# shellcheck disable=SC2154  # bats sets stderr

load helper

# A second edition, of dirty events and with claims, so that it has everything that a report can have.
setup_file() {
  local table
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform --dirty 0.1%
  for table in users creators creator_city tabs; do ndgen "$table" -o "platform/dim_$table.ndjson"; done
  printf '%s\n' '{"figure":"F03","word":"reached","value":950,"step":10}' \
    '{"figure":"F12","period":"2024-07","word":"+","value":0.124,"step":0.001}' >claims.ndjson
  "$SCRIPTS/annual-report" -o first --events platform --as-of 2025-01-03 2>messages
  "$SCRIPTS/annual-report" -o report --events platform --previous first --claims claims.ndjson --partials partials.zst 2>>messages
}

# copied: a copy of the report, to be changed.
copied() {
  rm -rf touched
  cp -r report touched
}

# renewed: its manifest and data package have the hashes of its files, as a forger would make them.
renewed() {
  local file
  cd touched || return
  for file in datapackage.json manifest.ndjson; do
    if [[ ! -s $file || ! -f $file ]]; then continue; fi
    find . -type f ! -name 'manifest.*' -printf '%P\n' | sort | xargs sha256sum |
      ndparse --from regex --regex '^(?P<sha256>[0-9a-f]{64})  (?P<file>.*)$' >../sums
    find . -type f ! -name 'manifest.*' -printf '{"file":"%P","bytes":%s}\n' >../sizes
    ndmap --table sums=../sums:file --table sizes=../sizes:file 'if .resources? then
        .resources |= map(.hash = "sha256:" + $sums[.path].sha256 | .bytes = $sizes[.path].bytes)
      elif .kind? == "output" then .sha256 = $sums[.file].sha256 | .bytes = $sizes[.file].bytes else . end' "$file" -o ../renewed
    mv ../renewed "$file"
  done
  cd ..
}

# told KIND PATTERN: verify-report says of the copy what is wrong, by this name.
told() {
  run -1 --separate-stderr "$SCRIPTS/verify-report" touched
  if ! grep -q "^$1: $2" <<<"$output"; then
    printf 'not told: %s: %s\n%s\n%s\n' "$1" "$2" "$output" "$stderr"
    return 1
  fi
}

# cells EXPRESSION: the cells of the copy are what it makes of them.
cells() {
  ndfilter . report/cells.ndjson.zst | ndmap "$1" -o touched/cells.ndjson.zst
}

@test "verify-report: a report that was not touched is as its cells have it, and so are those of the partials" {
  run -0 --separate-stderr "$SCRIPTS/verify-report" report
  [[ ${lines[0]} == 'verify-report: report is as its cells have it; not signed' && -z $stderr ]]
  run -0 --separate-stderr "$SCRIPTS/verify-report" --partials partials.zst --tables platform --previous first report
  [[ ${lines[0]} == 'verify-report: report is as its cells have it; not signed' && -z $stderr ]]
  [[ ${lines[1]} == 'It is called “The year 2024 in plays”, edition 2.' && ${#lines[@]} == 2 ]]
  "$SCRIPTS/verify-report" first
}

@test "verify-report: a file that was changed, removed or added is named" {
  local file
  find report -type f ! -name manifest.ndjson -printf '%P\n' | grep -v F11 >all
  copied
  while IFS= read -r file; do printf ' ' >>"touched/$file"; done <all
  touch touched/extra.txt "touched/figures/F 99"$'\e'".csv"
  rm touched/figures/F11.csv
  run -1 --separate-stderr "$SCRIPTS/verify-report" touched
  while IFS= read -r file; do grep -qx "files: $file was changed" <<<"$output"; done <all
  grep -qx 'files: figures/F11.csv is missing' <<<"$output"
  grep -qx 'files: extra.txt is not in the manifest' <<<"$output"
  grep -qx 'files: figures/F 99?.csv is not in the manifest' <<<"$output"
  [[ $(grep -c '^files: ' <<<"$output") == $(($(wc -l <all) + 3)) ]]
}

@test "verify-report: links, folders and cut files are named" {
  copied
  mv touched/report.md moved
  ln -s ../moved touched/report.md
  told files 'report.md is no plain file'
  copied
  mkdir touched/empty
  told files 'empty is no plain file'
  copied
  rm -rf touched/figures
  ln -s ../report/figures touched/figures
  told files 'figures is no folder'
  copied
  head -c 5000 report/cells.ndjson.zst >touched/cells.ndjson.zst
  renewed
  told figures "this cannot be checked: ndfilter: cannot read 'cells.ndjson.zst': the zstd data is cut short"
  copied
  head -c 200000 report/figures.ndjson >touched/figures.ndjson
  told figures 'this cannot be checked: '
}

# forged: a copy with the changes of standard input, a line each: KIND|FILE|SCRIPT OF SED|PATTERN. The hashes are renewed; each
# change must be told by its kind and pattern.
forged() {
  local kind file change pattern
  copied
  cat >changes
  while IFS='|' read -r kind file change pattern; do
    cp "touched/$file" before
    sed -i "$change" "touched/$file"
    if cmp -s before "touched/$file"; then
      echo "nothing changed: $file $change"
      return 1
    fi
  done <changes
  renewed
  run -1 --separate-stderr "$SCRIPTS/verify-report" touched
  while IFS='|' read -r kind file change pattern; do
    if ! grep -q "^$kind: .*$pattern" <<<"$output"; then
      printf 'not told: %s: %s\n%s\n%s\n' "$kind" "$pattern" "$output" "$stderr"
      return 1
    fi
  done <changes
}

@test "verify-report: a forger who renews the hashes is found out by what does not agree with the figures" {
  forged <<'CHANGES'
pages|report.md|s/281 plays a day/282 plays a day/|report.md, line
pages|report.txt|s/281 plays a day/282 plays a day/|report.txt, line
pages|report.zh.md|s/281/280/|report.zh.md, line
pages|report.zh.txt|$s/$/ /|report.zh.txt, line
pages|index.html|s/<main>/<main><script>alert(1)<\/script>/|index.html, line
pages|index.zh.html|s/color/colour/|index.zh.html, line
data|figures/F12.csv|s/,0\.124,/,0.125,/|figures/F12.csv, line
data|figures/F12.json|s/"value":0\.124,/"value":0.125,/|figures/F12.json, line
data|datapackage.json|s/"version":"2"/"version":"3"/|datapackage.json, line
corrections|corrections.ndjson|1s/revision/error/|corrections.ndjson, line 1
counts|rejects.ndjson|1d|there are [0-9]* rejects, and [0-9]* malformed lines
CHANGES
  forged <<'CHANGES'
pages|report.md|$d|report.md, line
counts|rejects.ndjson|1s/"events.ndjson"/"other.ndjson"/|rejects.ndjson: line [0-9]* of other.ndjson is no line
counts|rejects.ndjson|2s/}$/,"raw":"u17"}/|rejects.ndjson: line [0-9]* of events.ndjson is no line
data|datapackage.json|s/"path":"cells/"path":"sells/|datapackage.json, line
corrections|corrections.ndjson|1s/"before":"/"before":"1/|corrections.ndjson, line 1
manifest|manifest.ndjson|$s/$/\n{"kind":"seal","by":"an auditor"}/|manifest.ndjson, line
CHANGES
}

@test "verify-report: a forger who renews the hashes is found out by what does not agree with the cells" {
  forged <<'CHANGES'
figures|figures.ndjson|s/"value":111,/"value":110,/|F04 (record 1): value is 110, its cells give 111
figures|figures.ndjson|/"figure":"F11"/s/"n":31,/"n":30,/|F11 (record 1) and 6 more: n is 30
figures|figures.ndjson|/"figure":"F03"/s/once, whatever/twice, whatever/|F03 (record 1): method is
figures|figures.ndjson|/"figure":"F31"/s/2024-12-31/2024-12-30/|F31 (record 1): its pipeline is another
figures|figures.ndjson|/"figure":"F02"/s/"value":null/"value":7/|F02 (record 1): value is 7
figures|figures.ndjson|/"figure":"F23"/s/exposures of/clicks on/|F23 (record 1): title is
figures|figures.ndjson|/"figure":"F02"/s/"status":"unsupported"/"status":"ok"/|F02 (record 1): value is 7, its cells give null; status is
figures|figures.ndjson|/"figure":"F30"/d|F30 (record 1) and 9 more: its cells give one that was not published
figures|figures.ndjson|/"figure":"F15"/{p;s/F15/F41/}|F41 (record 1): its cells do not give it
figures|figures.ndjson|/"figure":"F06"/s/"records":2/"records":3/|it was made of other files
figures|figures.ndjson|/"figure":"F08"/s/"tool_version":"annals /"tool_version":"annals 9/|F08 (record 1): tool_version is
claims|figures.ndjson|/"figure":"F12",/s/"value":0\.124,"unit"/"value":0.135,"unit"/|F12 is 0.135, of which + 0.124 is claimed
CHANGES
  forged <<<'figures|figures.ndjson|/"figure":"F02",/s/"status":"unsupported"/"status":"unsupported","status":"ok"/|figures.ndjson, line'
  forged <<<'claims|figures.ndjson|/"figure":"F03"/s/"word":"reached","value":950/"word":"over","value":960/|F03 is 950, of which over 960 is claimed'
  forged <<<'figures|figures.ndjson|/"figure":"F03"/s/"word":"reached"/"word":"about"/|this cannot be checked: verify-report: claims_of: no claim: '
}

@test "verify-report: a forger of the manifest is found out by the figures and counts" {
  forged <<'CHANGES'
counts|manifest.ndjson|s/"step":"events of automated agents"/"step":"events of nobody"/|the steps, line 2
counts|manifest.ndjson|s/"step":"events of nobody"\(.*\)"kept":/"step":"events of nobody"\1"kept":1/|events of nobody: 
figures|manifest.ndjson|/"kind":"input"/s/"bytes":/"bytes":1/|it was made of other files
figures|manifest.ndjson|s/"version":"annals /"version":"annals 9/|tool_version is
manifest|manifest.ndjson|s/"kind":"input",/"kind":"input", /|manifest.ndjson, line
CHANGES
  forged <<'CHANGES'
figures|manifest.ndjson|/"kind":"table"/s/"xxh3":"./"xxh3":"x/|it was made of other files
figures|manifest.ndjson|s/"as_of":"2025-01-05"/"as_of":"2025-01-06"/|as_of is
figures|manifest.ndjson|s/"events":"events.ndjson"/"events":"other.ndjson"/|its pipeline is another
CHANGES
}

@test "verify-report: a cell that was changed is told by what is made of it" {
  copied
  cells 'if .grouping == "topics.total" and .plays == 950 then .plays = 951
    elif .grouping == "report.days" and .type == "play" and .day == "2023-03-01" then empty
    elif .grouping == "rhythm.hours" and .year == "2023" and .hour == 5 then .n += 1 else . end'
  renewed
  told figures 'F03 (record 1): value is 950, its cells give 951'
  grep -q '^counts: play 2023: [0-9]* by rhythm.hours, [0-9]* by rhythm.totals$' <<<"$output"
  grep -q '^counts: play 2023: [0-9]* by report.days, [0-9]* by rhythm.totals$' <<<"$output"
  # One that no figure is made of is told by the hash of the cells in each figure, and by what else counts the same events.
  copied
  cells 'if .grouping == "rhythm.totals" and .type == "search" and .year == "2024" then .n -= 1 else . end,
    (select(.grouping == "topics.total") | .grouping = "topics.some", ({grouping: "heritage.people", user_id: "u1"} | ., .))'
  renewed
  told counts 'all events: [0-9]* by the last step, [0-9]* by rhythm.totals$'
  grep -q '^figures: .*it was made of other files, other cells' <<<"$output"
  grep -qx 'cells: topics.some is of no figure' <<<"$output"
  grep -qx 'cells: heritage.people is of one person each' <<<"$output"
  grep -q '^cells: cells.ndjson.zst, line' <<<"$output" # heritage.people stands twice
  copied
  ndfilter . report/cells.ndjson.zst | sed 's/"plays":950,/&"plays":999,/' | zstd -q >touched/cells.ndjson.zst
  renewed
  told cells "this cannot be checked: ndfilter: .*the key 'plays' stands twice"
}

@test "verify-report: cells that were made up, with all that is made of them, are told by the partials and the signature" {
  # What a forger does who has the scripts: the cells are others, and the whole edition is made of them anew.
  copied
  cells 'if .grouping == "topics.total" and .plays == 950 then .plays = 999 else . end'
  run -1 --separate-stderr "$SCRIPTS/verify-report" --partials partials.zst --tables platform touched
  grep -q '^cells: cells.ndjson.zst, made of the partials, line ' <<<"$output"
  cp -r platform other
  sed -i 's/贵州/广西/' other/dim_topics.ndjson
  run -1 --separate-stderr "$SCRIPTS/verify-report" --partials partials.zst --tables other report
  [[ $output == 'cells: the table dim_topics.ndjson is not the one of which the report was made' ]]
}

@test "verify-report: a manifest that was made up starts no program and reads no other file" {
  local line
  for line in '{"kind":"made","table":"a[$(touch broken)]"}' '{"kind":"table","file":"../../dim_x$(touch broken)"}' \
    '{"kind":"output","file":"$(touch broken)"}' '{"kind":"output","file":"/etc/passwd"}'; do
    copied
    printf '%s\n' "$line" >>touched/manifest.ndjson
    run ! "$SCRIPTS/verify-report" touched
    [[ ! -e broken && $output != *root:* ]]
  done
  for line in from to as_of tz measure words min_group edition lang; do
    ndmap --arg name "$line" 'if .kind == "settings" then .[$name] = "x[$(touch broken)]" else . end' report/manifest.ndjson -o touched/manifest.ndjson
    run -2 "$SCRIPTS/verify-report" touched
    [[ ! -e broken ]]
  done
}

@test "verify-report: cells and figures that were made up start no program" {
  local change
  copied
  ndfilter . report/cells.ndjson.zst >forged_cells
  printf '{"grouping":"report.days","type":"x[$(touch${IFS}broken)]","day":"2024-01-01","n":1}\n' >>forged_cells
  ndfilter . forged_cells -o touched/cells.ndjson.zst
  run ! "$SCRIPTS/verify-report" touched
  [[ ! -e broken ]]
  for change in {.days_prev,.days,.days_of,.state,.figure,.value}' = "DAYS[$(touch${IFS}broken)]"' \
    '.state = "partial FROM[$(touch${IFS}broken)] 5"' '.state = "x[$(touch${IFS}broken)]"'; do
    copied
    ndmap "if .figure == \"F11_window\" or .figure == \"F32\" then $change else . end" report/figures.ndjson >touched/figures.ndjson
    run ! "$SCRIPTS/verify-report" touched
    [[ ! -e broken ]]
  done
}

@test "verify-report: a folder that is no report is status 2" {
  run -2 --separate-stderr "$SCRIPTS/verify-report" platform
  [[ $stderr == "verify-report: there is no manifest.ndjson in 'platform'" ]]
  run -2 --separate-stderr "$SCRIPTS/verify-report"
  [[ $stderr == 'verify-report: name the folder of a report; see verify-report --help' ]]
  run -2 --separate-stderr "$SCRIPTS/verify-report" report first
  run -2 --separate-stderr "$SCRIPTS/verify-report" --partials partials.zst report
  [[ $stderr == 'verify-report: --partials and --tables go together; see verify-report --help' ]]
  mkdir -p hollow
  printf '{"kind":"settings"}\n' >hollow/manifest.ndjson
  run -2 --separate-stderr "$SCRIPTS/verify-report" hollow
}
