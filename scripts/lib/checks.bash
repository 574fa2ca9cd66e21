# checks.bash: what verify-report checks of the report in $FOLDER. Each check is a function that passes what is wrong, a line
# each, to faults. Sourced by verify-report.
set -euo pipefail

# check_plain: there are plain files in it and in figures/ alone.
check_plain() {
  find "$FOLDER" -mindepth 1 ! -type f ! -path "$FOLDER/figures" -printf '%P is no plain file\n' >"$WORK/lines"
  if [[ -L $FOLDER/figures || -e $FOLDER/figures && ! -d $FOLDER/figures ]]; then echo 'figures is no folder' >>"$WORK/lines"; fi
  faults files <"$WORK/lines"
}

# check_files: those of the manifest are all and as they were.
check_files() {
  ndfilter '.kind == "output"' "$FOLDER/manifest.ndjson" | ndmap '{file, bytes, sha256}' >"$WORK/expected"
  ndmap -r .file "$WORK/expected" | sort >"$WORK/names"
  find "$FOLDER" -type f ! -path "$FOLDER/manifest.ndjson" ! -path "$FOLDER/manifest.ndjson.sig" -printf '%P\n' | sort >"$WORK/found"
  comm -13 "$WORK/names" "$WORK/found" | sed 's/$/ is not in the manifest/' >"$WORK/lines"
  comm -23 "$WORK/names" "$WORK/found" | sed 's/$/ is missing/' >>"$WORK/lines"
  comm -12 "$WORK/names" "$WORK/found" >"$WORK/both"
  mapfile -t files <"$WORK/both"
  if ((${#files[@]} > 0)); then
    (cd -- "$FOLDER" && digests "${files[@]}") >"$WORK/digests"
    ndjoin -k file --type semi "$WORK/digests" "$WORK/expected" | nddiff -k file - "$WORK/digests" |
      ndmap -r '"\(.file) was changed"' >>"$WORK/lines"
  fi
  faults files <"$WORK/lines"
}

# check_signature: where there is one, it is of this manifest.
check_signature() {
  local file=$FOLDER/manifest.ndjson status=0
  if [[ ! -f $file.sig ]]; then return; fi
  need ssh-keygen
  ssh-keygen -Y check-novalidate -n annals -s "$file.sig" <"$file" >"$WORK/signed" 2>&1 || status=$?
  if ((status != 0)); then
    faults signature <<<'it is not of this manifest'
  elif [[ $(<"$WORK/signed") =~ with\ ([A-Z0-9-]+\ key\ SHA256:[A-Za-z0-9+/]+) ]]; then
    printf '%s' "signed with the ${BASH_REMATCH[1]}" >"$WORK/signer"
  fi
}

# check_manifest: it is as annual-report writes it of the settings, files and counts in it.
check_manifest() {
  if [[ -s $WORK/faults ]]; then return; fi # of other files it is another one
  (cd -- "$FOLDER" && manifest) >"$WORK/manifest"
  same_text manifest manifest.ndjson "$WORK/manifest" "$FOLDER/manifest.ndjson"
}

# same_text KIND NAME MADE PUBLISHED: two files are the same; if not, where they differ first is told.
same_text() {
  local at=0 line=0 from published made
  if cmp -s -- "$3" "$4"; then return; fi
  { cmp -- "$3" "$4" || true; } >"$WORK/at" 2>&1
  if [[ $(<"$WORK/at") =~ byte\ ([0-9]+)(,|,\ in)\ line\ ([0-9]+)$ ]]; then at=${BASH_REMATCH[1]} line=${BASH_REMATCH[3]}; fi
  from=$((at > 20 ? at - 20 : 0))
  piece "$4" "$from"
  published=$REPLY
  piece "$3" "$from"
  made=$REPLY
  faults "$1" <<<"$2, line $line: '$published', where '$made' should be"
}

# piece FILE FROM: some of its text from this byte on, on one line.
piece() {
  REPLY=$(dd if="$1" iflag=skip_bytes,count_bytes skip="$2" count=80 status=none | tr '\000-\037' ' ' | iconv -c -f utf-8 -t utf-8 || true)
}

# check_counts: nothing is lost between the steps, nor between them and the cells.
check_counts() {
  local last
  steps_of <<<'{"read":0,"used":0,"rejected":0,"written":0,"tallies":{"agents":0,"dates":0}}' | ndmap -r .step >"$WORK/expected"
  ndmap -r .step "$STEPS" >"$WORK/names"
  same_text counts 'the steps' "$WORK/expected" "$WORK/names"
  ndwindow -a 'before=lag(.kept)' "$STEPS" |
    ndfilter '.of - .out != .kept or .out < 0 or .kept < 0 or (.before != null and .before != .of)' |
    ndmap -r '"\(.step): \(.of) came, \(.out) were left out and \(.kept) kept; the step before kept \(.before // .of)"' >"$WORK/lines"
  ndmap -r 'if .step == "malformed lines" then .out else empty end' "$STEPS" >"$WORK/expected"
  ndfilter -c true "$FOLDER/rejects.ndjson" >"$WORK/found"
  paste -d' ' "$WORK/found" "$WORK/expected" | sed -n '/^\(.*\) \1$/!s/^\(.*\) \(.*\)$/there are \1 rejects, and \2 malformed lines/p' >>"$WORK/lines"
  # They are of files that were read, each line once, and hold nothing else.
  ndfilter '.kind == "input"' "$WORK/read" >"$WORK/input_files"
  ndfilter --validate true "$FOLDER/rejects.ndjson" |
    ndjoin -k file --type left --take bytes "$WORK/input_files" |
    ndmap 'if .bytes? == null or (keys - ["file", "line", "byte", "error", "bytes"] != []) then {file, line, wrong: true} else {file, line} end' |
    ndgroup -g file,line -a n=count -a 'wrong=count(.wrong? == true)' |
    ndfilter '.n > 1 or .wrong > 0' | ndmap -r '"rejects.ndjson: line \(.line) of \(.file) is no line that annual-report refuses"' >>"$WORK/lines"
  faults counts <"$WORK/lines"
  ndmap -r .kept "$STEPS" >"$WORK/kept"
  last=$(tail -n 1 "$WORK/kept")
  ndmap --argjson kept "$last" --arg measure "$MEASURE" "$COUNTED" "$FOLDER/cells.ndjson.zst" |
    ndgroup -g what,by -a 'n=sum(.n)' >"$WORK/counted"
  ndfilter '.by == "rhythm.totals"' "$WORK/counted" >"$WORK/totals"
  ndmap --arg last "$last" '{what: "all events", by: "the last step", n: ($last | tonumber)}' <<<null |
    cat "$WORK/counted" - | ndfilter '.by != "rhythm.totals"' |
    ndmap --table "totals=$WORK/totals:what" '.total = ($totals[.what].n // 0)' |
    ndfilter '.n != .total' |
    ndmap -r '"\(.what): \(.n) by \(.by), \(.total) by rhythm.totals"' >"$WORK/lines"
  if [[ -s $WORK/totals ]]; then faults counts <"$WORK/lines"; fi
}

# What of the cells counts the same events: what, by which grouping, and how many.
# shellcheck disable=SC2016  # the variables are those of ndmap
readonly COUNTED='if .grouping == "rhythm.totals" then {what: "all events", by: .grouping, n}, {what: "\(.type) \(.year)", by: .grouping, n}
  elif .grouping == "report.days" then {what: "\(.type) \(.day[0:4])", by: .grouping, n}
  elif .grouping == "rhythm.hours" then {what: "\($measure) \(.year)", by: .grouping, n} else empty end'

# check_cells: none stands twice, is of one person, or is of no figure; and they are those of the partials.
check_cells() {
  local section file=$FOLDER/cells.ndjson.zst
  ndfilter --validate . "$file" >"$WORK/cells" # a field that stands twice is two things to two readers
  nduniq -k . "$WORK/cells" >"$WORK/once"
  same_text cells cells.ndjson.zst "$WORK/once" "$WORK/cells"
  : >"$WORK/private"
  for section in "$HERE"/sections/*; do
    (
      PRIVATE=()
      # shellcheck disable=SC1090  # whichever it is
      source "$section" groupings >/dev/null
      printf '%s\n' "${PRIVATE[@]}"
    ) >>"$WORK/private"
  done
  grep -ohE -e '(--grouping|derive|derive_alone) [a-z.]+' "$HERE"/sections/* "$HERE/lib/report.bash" | cut -d' ' -f2 | sort -u >"$WORK/groupings"
  ndgroup -g name=.grouping -a n=count "$WORK/cells" | ndmap -r .name | sort -u >"$WORK/found"
  sort -u "$WORK/private" | comm -12 "$WORK/found" - | sed 's/$/ is of one person each/' >"$WORK/lines"
  comm -23 "$WORK/found" "$WORK/groupings" | sed 's/$/ is of no figure/' >>"$WORK/lines"
  faults cells <"$WORK/lines"
  if [[ -n $PARTIALS ]]; then cells_of_partials; fi
}

# cells_of_partials: the cells, made of the partials and tables from which the report was made, are those that it has.
cells_of_partials() {
  local -a tables=("$TABLES"/dim_*.ndjson{,.gz,.zst})
  ndfilter '.kind == "table"' "$WORK/read" | ndmap '{file, bytes, xxh3}' >"$WORK/expected"
  if ((${#tables[@]} > 0)); then (cd -- "$TABLES" && hashes "${tables[@]##*/}") >"$WORK/digests"; else : >"$WORK/digests"; fi
  nddiff -k file "$WORK/expected" "$WORK/digests" | ndmap -r '"the table \(.file) is not the one of which the report was made"' >"$WORK/lines"
  faults cells <"$WORK/lines"
  if [[ -s $WORK/lines ]]; then return; fi
  if [[ -n ${TOPICS-} ]]; then
    unset TOPICS
    make_topics
  fi
  ndfilter . "$PARTIALS" | CELLS=$WORK/made_cells "$HERE/stage" reduce >"$WORK/figures_of_partials"
  same_text cells "cells.ndjson.zst, made of the partials" "$WORK/made_cells" "$WORK/cells"
}

# check_disclosure: the tables together tell nothing of few people.
check_disclosure() {
  disclosed "$FOLDER/cells.ndjson.zst" >"$WORK/lines"
  faults disclosure <"$WORK/lines"
}

# check_figures: those of the cells are those of the report.
check_figures() {
  ndfilter . "$FOLDER/cells.ndjson.zst" >"$WORK/cells"
  GIVEN_CELLS=$WORK/cells "$HERE/stage" reduce </dev/null >"$WORK/reduced"
  ndfilter '.claim? != null' "$FOLDER/figures.ndjson" |
    ndmap '{figure, period: .period?} + .claim | with_entries(select(.value != null))' | nduniq -k . >"$WORK/claims_of"
  CLAIMS=$WORK/claims_of told "$WORK/reduced" "$FOLDER/cells.ndjson.zst" >"$WORK/made_figures"
  ndwindow -g figure -a place=rownum "$FOLDER/figures.ndjson" >"$WORK/published"
  ndwindow -g figure -a place=rownum "$WORK/made_figures" >"$WORK/again"
  # What is wrong with many is told once.
  nddiff -k figure,place "$WORK/published" "$WORK/again" | ndmap "$FIGURE_FAULT" |
    ndgroup -g what -a records=count -a 'first=min(.which)' |
    ndmap -r '.first + (if .records > 1 then " and \(.records - 1) more" else "" end) + ": " + .what' >"$WORK/lines"
  if [[ -s $WORK/lines ]]; then
    faults figures <"$WORK/lines"
  else
    same_text figures figures.ndjson "$WORK/made_figures" "$FOLDER/figures.ndjson"
  fi
}

# What nddiff tells of a figure that was published and the one of the cells, as a fault.
readonly FIGURE_FAULT='{which: "\(.figure) (record \(.place))", what: (if .change == "changed" then (.fields | to_entries |
    map(if .key == "pipeline" then "its pipeline is another"
      elif .key == "inputs" then "it was made of other files, other cells, or another number of events"
      else "\(.key) is \(.value[0] | tojson), its cells give \(.value[1] | tojson)" end) | join("; "))
  elif .change == "removed" then "its cells do not give it" else "its cells give one that was not published" end)}'

# check_claims_of_figures: none that its value does not bear out.
check_claims_of_figures() {
  ndfilter ".claim? != null and (.value == null or ($BORNE_OUT | not))" "$FOLDER/figures.ndjson" |
    ndmap -r '"\(.figure) is \(.value), of which \(.claim.word) \(.claim.value) is claimed"' >"$WORK/lines"
  faults claims <"$WORK/lines"
}

# check_edition: all that is made of the figures and cells is as it was published, and there is nothing else.
check_edition() {
  local made=$WORK/edition file kind
  mkdir "$made"
  cp -- "$FOLDER/cells.ndjson.zst" "$FOLDER/figures.ndjson" "$made"
  if ((EDITION > 1)); then cp -- "$FOLDER/history.ndjson.zst" "$made"; fi
  edition_files "$made"
  cp -- "$FOLDER/rejects.ndjson" "$made"
  find "$made" -type f -printf '%P\n' | sort >"$WORK/made_files"
  while IFS= read -r file; do
    case $file in
      figures/*) kind=data ;;
      datapackage.json) kind=data ;;
      corrections.ndjson) kind=corrections ;;
      *) kind=pages ;;
    esac
    if [[ -f $FOLDER/$file ]]; then
      same_text "$kind" "$file" "$made/$file" "$FOLDER/$file"
    else
      faults "$kind" <<<"$file is missing"
    fi
  done <"$WORK/made_files"
  ndfilter '.kind == "output"' "$FOLDER/manifest.ndjson" | ndmap -r .file | sort | comm -23 - "$WORK/made_files" |
    sed 's/$/ is in the manifest and no part of a report/' >"$WORK/lines"
  faults files <"$WORK/lines"
}

# check_history: the editions that are remembered are all those before this one; and the last is the one that is given.
check_history() {
  local hash
  : >"$WORK/lines"
  if ((EDITION > 1)); then
    ndfilter --validate . "$FOLDER/history.ndjson.zst" | ndgroup -g edition -a n=count | ndmap -r .edition >"$WORK/found"
    seq 1 $((EDITION - 1)) >"$WORK/expected"
    if ! cmp -s "$WORK/found" "$WORK/expected"; then echo "history.ndjson.zst does not hold the editions from 1 to $((EDITION - 1))" >>"$WORK/lines"; fi
  fi
  if [[ -n $PREVIOUS ]]; then
    hash=$(sha256sum <"$PREVIOUS/manifest.ndjson")
    if [[ ${hash%% *} != "$AFTER" ]]; then echo "$PREVIOUS is not the edition that this one follows" >>"$WORK/lines"; fi
    (cd -- "$PREVIOUS" && if [[ -f history.ndjson.zst ]]; then ndfilter . history.ndjson.zst; fi) >"$WORK/before"
    remembered $((EDITION - 1)) "$PREVIOUS/figures.ndjson" >>"$WORK/before"
    ndfilter . "$FOLDER/history.ndjson.zst" >"$WORK/history"
    same_text corrections history.ndjson.zst "$WORK/before" "$WORK/history"
  fi
  faults corrections <"$WORK/lines"
}
