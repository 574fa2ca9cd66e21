# provenance.bash: where each figure comes from: what was read, what each step left out, the hashes of all files. Sourced by
# annual-report and verify-report.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/claims.bash"

# Every figure that a report has, though its events may not carry it.
readonly ALL_FIGURES='F01 as of
F02 editions in a row
F03 plays of trending topics
F04 searches for trending topics
F05 topics by plays
F06 home-grown trending topics
F07 people who posted in 贵州山火
F08 people who posted in trending topics
F09 people who posted in 我想说再爱你多一点
F10 people who posted in 巴黎奥运会
F11 mean daily plays of a month
F12 growth of mean daily plays of a month
F13 share of daily users who interact with creators they know
F14 users deeply interested in heritage
F15 of them, those who learn in live streams
F16 daily users who watch agricultural creators they follow
F17 growth of creators above 10,000 yuan a month
F18 mean monthly income of general-knowledge creators
F19 general-knowledge creators from cities of the third tier and below
F20 growth of the mean income of heritage creators
F21 agricultural creators with income
F22 plays of documentaries
F23 exposures of documentaries
F24 meetings of two creators in a live stream
F25 incentives in the income of creators
F26 strong momentum'

# steps_of COUNTS: the counts of cleaning -> a record a step: how many events came, and how many it left out.
steps_of() {
  ndmap '.tallies as $out | (.used - $out.agents) as $people | ($people - $out.dates) as $timely |
      {step: "malformed lines", of: .read, out: .rejected},
      {step: "events of automated agents", of: .used, out: $out.agents},
      {step: "other days, or received too late", of: $people, out: $out.dates},
      {step: "second copies of an event", of: $timely, out: ($timely - .written)} |
      .kept = .of - .out' "$1"
}

# hashes FILE...: a record for each: file, bytes, xxh3 (128 bits).
hashes() {
  local list sizes
  list=$(xxhsum -q -H2 -- "$@")
  sizes=$(stat -L -c '%s' -- "$@")
  paste -d' ' <(printf '%s\n' "$sizes") <(printf '%s\n' "$list") |
    ndparse --from regex --regex '^(?P<bytes>[0-9]+) (?P<xxh3>[0-9a-f]{32})  (?P<file>.*)$' --types bytes=int |
    ndmap '{file, bytes, xxh3}'
}

# told FIGURES: the figures with all that belongs to them: what was read, the tools' version, and the claims on them; and
# those of ALL_FIGURES for which there is no data.
told() {
  local version of
  version=$(ndmap --version)
  version=${version#*(} version=${version/)/}
  of=$(ndfilter '.step == "malformed lines"' "$WORK/steps" | ndmap '{records: .of, rejected: .out}')
  ndparse --from regex --regex '^(?P<figure>F[0-9]+) (?P<title>.*)$' <<<"$ALL_FIGURES" |
    ndjoin -k figure --type anti --duplicates first "$1" |
    ndmap --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" '. + {value: null, status: "unsupported",
      method: "these events and tables do not carry it", as_of: $as_of, tz: $tz}' >"$WORK/unsupported"
  cat "$1" "$WORK/unsupported" |
    ndmap --arg version "$version" --argjson of "$of" --arg hash "$INPUT_HASH" \
      '. + {inputs: [$of + {xxh3: $hash}], tool_version: $version}' >"$WORK/told"
  if [[ -n ${CLAIMS-} ]]; then claimed "$WORK/told" "$CLAIMS"; else cat "$WORK/told"; fi
}

# manifest: what the report is made of and what it consists of, as records: its settings, the files that were read and the
# tables, what each step left out, and the files in the current folder.
manifest() {
  local -a files=(*.* figures/*)
  ndmap --arg from "$FROM" --arg to "$TO" --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" --arg measure "$MEASURE" \
    --arg words "$GIVEN_WORDS" --arg events "$EVENTS" --arg title "$TITLE" --arg lang "$PAGE_LANGUAGE" --argjson min_group "$MIN_GROUP" \
    '{kind: "settings", from: $from, to: $to, as_of: $as_of, tz: $tz, measure: $measure, words: $words, events: $events,
      title: $title, lang: $lang, min_group: $min_group}' <<<null
  # The tables that were made from events and other tables.
  if [[ -s ${FOLLOWS-} ]]; then ndmap '{kind: "made", table: "follows"}' <<<null; fi
  if [[ -s ${NAMES-} ]]; then ndmap '{kind: "made", table: "names"}' <<<null; fi
  ndmap --arg folder "${TABLES%/}/" '{kind: "input"} + . | .file |= ltrimstr($folder)' "$WORK/inputs"
  ndmap --arg folder "${TABLES%/}/" '{kind: "table"} + . | .file |= ltrimstr($folder)' "$WORK/tables"
  ndmap '{kind: "step"} + .' "$WORK/steps"
  hashes "${files[@]}" | ndmap '{kind: "output"} + .'
}

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

# What of a figure is compared between editions; a figure of several records tells them apart by these fields.
readonly EDITION='{figure, of: ([.period, .topic_id, .category, .field, .source, .hour, .type, .action, .word, .rank, .start] |
    map(select(. != null) | tostring) | join(" ")), title, value, method, read: .inputs[0].xxh3}'

# corrections OLD NEW: what changed since the last edition, of the figures of two, a record for each: new data (revision), another
# method (redefinition), or the same of both, which then was wrong before (error); or a figure that is new or gone.
corrections() {
  ndmap "$EDITION" "$1" >"$WORK/last"
  ndmap "$EDITION" "$2" >"$WORK/edition"
  nddiff -k figure,of --ignore title "$WORK/last" "$WORK/edition" |
    ndmap 'if .change == "added" then {figure, of, title: .record.title, kind: "new", now: .record.value}
      elif .change == "removed" then {figure, of, title: .record.title, kind: "gone", before: .record.value}
      elif .fields | has("value") or has("method") | not then empty
      else {figure, of, before: (.fields.value // [null, null])[0], now: (.fields.value // [null, null])[1], kind:
        (if .fields | has("method") then "redefinition" elif .fields | has("read") then "revision" else "error" end)} end'
}

# data_package: the folder as a data package (version 2 of its specification), a record.
data_package() {
  hashes cells.ndjson.zst figures.ndjson figures/*.csv |
    ndmap '{name: (.file | gsub("[^A-Za-z0-9]+"; "-") | ascii_downcase), path: .file, bytes, hash: ("xxh3:" + .xxh3),
      format: (if .file | endswith(".csv") then "csv" else "ndjson" end), mediatype: (if .file | endswith(".csv") then "text/csv"
      else "application/x-ndjson" end), encoding: "utf-8"}' |
    ndgroup -a 'resources=list(.)' |
    ndmap --arg title "$TITLE" --arg from "$FROM" --arg to "$TO" --arg as_of "$AS_OF" \
      '{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", name: "annual-data-report",
        title: (if $title == "" then "Annual data report, " + $from + " to " + $to else $title end), created: ($as_of + "T00:00:00Z"),
        resources}'
}
