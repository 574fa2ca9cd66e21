# edition.bash: what a report publishes, all of it made of its figures and cells, and how one edition differs from the last.
# Sourced by annual-report, which makes it, and by verify-report, which makes it again and compares.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/data.bash"

# page_files: the pages of a report: its form, its language and its file, a line each. The language that was asked for has the
# plain names.
page_files() {
  local lang name
  for lang in en zh; do
    name=
    if [[ $lang != "$PAGE_LANGUAGE" ]]; then name=.$lang; fi
    printf '%s %s %s\n' html "$lang" "index$name.html" markdown "$lang" "report$name.md" text "$lang" "report$name.txt"
  done
}

# edition_files FOLDER: makes there, where figures.ndjson, cells.ndjson.zst and, after a first edition, history.ndjson.zst are, all
# that is made of them. It asks for EDITION, STEPS, TITLE and LICENCE.
edition_files() {
  local form lang file job title days
  local -a asked=()
  export FIGURES=$1/figures.ndjson STEPS TITLE EDITION LICENCE CORRECTIONS=$WORK/corrections_now
  : >"$CORRECTIONS"
  if ((EDITION > 1)); then
    corrections "$1" >"$1/corrections.ndjson"
    ndfilter --argjson now "$EDITION" '.edition == $now' "$1/corrections.ndjson" >"$CORRECTIONS"
  fi
  page_files >"$WORK/page_files"
  while read -r form lang file; do asked+=("$form" "$lang" "$1/$file"); done <"$WORK/page_files"
  mkdir "$1/figures"
  csv_files "$FIGURES" "$1/figures"
  GIVEN_WORK='' TABLES_OF_FIGURES=$1/figures "$HERE/page" "${asked[@]}" &
  job=$!
  title=$TITLE
  if [[ -z $title ]]; then
    days=$(ndmap -r 'if .figure == "F32" then (.days | numbers) // 0 else empty end' "$FIGURES")
    speak "$PAGE_LANGUAGE" "$FORMAT"
    title_of_days "${days:-0}"
    title=$REPLY
  fi
  citation "$title" "$VERSION" "$READ"
  CITATION=$REPLY
  json_files "$FIGURES" "$1/figures"
  wait "$job"
  (cd -- "$1" && data_package "$title") >"$WORK/datapackage"
  mv -- "$WORK/datapackage" "$1/datapackage.json"
}

# digests FILE...: a record for each: file, bytes and SHA-256, which nobody can forge.
digests() {
  local list sizes
  list=$(sha256sum -- "$@")
  sizes=$(stat -L -c '%s' -- "$@")
  paste -d' ' <(printf '%s\n' "$sizes") <(printf '%s\n' "$list") |
    ndparse --from regex --regex '^(?P<bytes>[0-9]+) (?P<sha256>[0-9a-f]{64})  (?P<file>.*)$' --types bytes=int |
    ndmap '{file, bytes, sha256}'
}

# data_package TITLE: the current folder as a data package (version 2 of its specification), a record.
data_package() {
  local -a files=(cells.ndjson.zst figures.ndjson history.ndjson.zst corrections.ndjson figures/*)
  local i
  for i in "${!files[@]}"; do if [[ ! -e ${files[i]} ]]; then unset "files[i]"; fi; done
  digests "${files[@]}" |
    ndmap '(.file | if endswith(".csv") then ["csv", "text/csv"] elif endswith(".json") then ["json", "application/json"]
        else ["ndjson", "application/x-ndjson"] end) as $form |
      {name: (.file | gsub("[^A-Za-z0-9]+"; "-") | ascii_downcase), path: .file, bytes, hash: ("sha256:" + .sha256),
      format: $form[0], mediatype: $form[1], encoding: "utf-8"}' |
    ndgroup -a 'resources=list(.)' |
    ndmap --arg title "$1" --arg as_of "$AS_OF" --arg edition "$EDITION" --arg licence "$LICENCE" \
      '{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", name: "annual-data-report",
        title: $title, version: $edition,
        created: ($as_of + "T00:00:00Z")} +
        (if $licence == "" then {} elif $licence | test("^https?://") then {licenses: [{path: $licence}]} else {licenses: [{name: $licence}]} end) +
        {resources}'
}

# What of a figure is kept for later editions. A figure of several records tells them apart by what of; of those that it does
# not tell apart, by their order.
readonly REMEMBERED='{figure, of: ([.period?, .topic_id?, .category?, .field?, .source?, .hour?, .type?, .action?, .word?, .who?, .start?,
      (if .topic_id? or .who? then null else .rank? end)] | map(select(. != null) | tostring) | join(" ")),
    title, value, status, unit: .unit?, method, as_of, tz, read: .inputs[0].xxh3}'

# remembered EDITION FIGURES: the figures of an edition as they are kept.
remembered() {
  ndmap "$REMEMBERED" "$2" | ndwindow -g figure,of -a again=rownum | ndmap --argjson edition "$1" '{edition: $edition} + .'
}

# What nddiff tells of two editions, as a record of the corrections, where it is one.
readonly CORRECTION='(.fields? // {}) as $f | .change as $change |
  if $change == "changed" and ([$f.value?, $f.status?, $f.method?, $f.unit?, $f.tz?] | all(. == null)) then empty
  else {edition: $edition, figure, of, title: (.title? // .record.title), kind: (
      if $change == "added" then "new" elif $change == "removed" then "gone"
      elif [$f.method?, $f.unit?, $f.tz?] | any(. != null) then "redefinition"
      elif [$f.read?, $f.as_of?] | any(. != null) then "revision"
      elif [$f.status?[]?] | any(. == "suppressed") then "redefinition"
      else "error" end),
    before: (if $change == "added" then null elif $change == "removed" then .record.value
      elif $f.value? then $f.value[0] else .value end),
    now: (if $change == "removed" then null else .value end)} end'

# corrections FOLDER: what changed from each edition to the next, up to the one in the folder, a record for each: another method
# (redefinition), new data or a later day as of which they are (revision), or the same of both, which then was wrong before
# (error); or a figure that is new or gone.
corrections() {
  local later
  ndfilter . "$1/history.ndjson.zst" >"$WORK/history"
  remembered "$EDITION" "$1/figures.ndjson" >>"$WORK/history"
  for ((later = 2; later <= EDITION; later++)); do
    ndfilter --argjson edition "$((later - 1))" '.edition == $edition' "$WORK/history" >"$WORK/last"
    ndfilter --argjson edition "$later" '.edition == $edition' "$WORK/history" >"$WORK/next"
    nddiff -k figure,of,again --ignore edition "$WORK/last" "$WORK/next" |
      ndjoin -k figure,of,again --type left --take title,value "$WORK/next" |
      ndmap --argjson edition "$later" "$CORRECTION"
  done
}
