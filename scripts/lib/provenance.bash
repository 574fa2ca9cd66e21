# provenance.bash: where each figure comes from: what was read, what each step left out, the hashes of all files. Sourced by
# annual-report and verify-report.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/claims.bash"
source "${BASH_SOURCE[0]%/*}/edition.bash"
source "${BASH_SOURCE[0]%/*}/disclosure.bash"

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
F15 users of F14 who learn in live streams
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

# steps_of <COUNTS: the counts of cleaning -> a record a step: how many events came, and how many it left out.
steps_of() {
  ndmap '.tallies as $out | (.used - $out.agents) as $people | ($people - $out.dates) as $timely |
      {step: "malformed lines", of: .read, out: .rejected},
      {step: "events of automated agents", of: .used, out: $out.agents},
      {step: "other days, or received too late", of: $people, out: $out.dates},
      {step: "second copies of an event", of: $timely, out: ($timely - .written)} |
      .kept = .of - .out'
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

# tools_version: that of the tools.
tools_version() {
  REPLY=$(ndmap --version)
  REPLY=${REPLY#*(} REPLY=${REPLY/)/}
}

# read_hash: records of files that were read and tables -> one hash of them all.
read_hash() {
  ndmap '{kind, file, bytes, xxh3}' | xxhsum -q -H2 | cut -d' ' -f1
}

# told FIGURES CELLS: the figures with all that belongs to them: what was read (READ, see read_hash), the tools' version
# (VERSION), and the claims on them (CLAIMS); and those of ALL_FIGURES for which there is no data.
told() {
  local of cells
  of=$(ndfilter '.step == "malformed lines"' "$STEPS" | ndmap '{records: .of, rejected: .out}')
  cells=$(ndfilter . "$2" | sha256sum | cut -d' ' -f1)
  ndparse --from regex --regex '^(?P<figure>F[0-9]+) (?P<title>.*)$' <<<"$ALL_FIGURES" |
    ndjoin -k figure --type anti --duplicates first "$1" |
    ndmap --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" '. + {value: null, status: "unsupported",
      method: "these events and tables do not carry it", as_of: $as_of, tz: $tz}' >"$WORK/unsupported"
  cat "$1" "$WORK/unsupported" |
    ndmap --arg version "$VERSION" --argjson of "$of" --arg hash "$READ" --arg cells "$cells" \
      '. + {inputs: [$of + {xxh3: $hash, cells: $cells}], tool_version: $version}' >"$WORK/told"
  if [[ -s ${CLAIMS-} ]]; then claimed "$WORK/told" "$CLAIMS"; else cat "$WORK/told"; fi
}

# manifest: what the report is made of and what it consists of, as records: its settings, the files that were read and the
# tables, what each step left out, and the files in the current folder.
manifest() {
  local -a files=(*.* figures/*)
  local i
  settings_record
  made_tables_records
  cat "$WORK/read"
  ndmap '{kind: "step"} + .' "$STEPS"
  for i in "${!files[@]}"; do if [[ ${files[i]} == manifest.* ]]; then unset "files[i]"; fi; done
  digests "${files[@]}" | ndmap '{kind: "output"} + .'
}

# settings_record: the settings, and which edition it is after which (the SHA-256 of that one's manifest).
settings_record() {
  ndmap --arg from "$FROM" --arg to "$TO" --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" --arg measure "$MEASURE" \
    --arg words "$GIVEN_WORDS" --arg events "$EVENTS" --arg title "$TITLE" --arg licence "$LICENCE" --arg lang "$PAGE_LANGUAGE" \
    --argjson min_group "$MIN_GROUP" \
    --argjson edition "$EDITION" --arg previous "$AFTER" --arg version "$VERSION" \
    '{kind: "settings", from: $from, to: $to, as_of: $as_of, tz: $tz, measure: $measure, words: $words, events: $events,
      title: $title, licence: $licence, lang: $lang, min_group: $min_group, edition: $edition, previous: $previous, version: $version}' <<<null
}

# made_tables_records: the tables that were made from events and other tables.
made_tables_records() {
  if [[ -s ${FOLLOWS-} ]]; then ndmap '{kind: "made", table: "follows"}' <<<null; fi
  if [[ -s ${NAMES-} ]]; then ndmap '{kind: "made", table: "names"}' <<<null; fi
  if [[ -s ${TOPICS-} ]]; then ndmap '{kind: "made", table: "topics"}' <<<null; fi
}
