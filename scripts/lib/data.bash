# data.bash: the records of figures as files of their own, for people who want the numbers. Sourced by page and edition.bash.
#
# Belongs here: the one place where figures become CSV and JSON. Does not belong here: where a page links to them (page.bash).
set -euo pipefail

# What stands in the files of a figure besides its records: the licence of the report, where it has one, and how to cite it.
readonly ABOUT_DATA='.licence = $licence | with_entries(select(.key != "licence" or .value != ""))'

# citation TITLE VERSION HASH: how a report of this title is cited, made with this version of the tools of data of this hash.
citation() {
  pick "$1. Edition $EDITION, as of $AS_OF. Made with $2. Data $3." "《$1》，第 $EDITION 版，截至 $AS_OF，由 $2 生成，数据 $3。"
}

# csv_files FIGURES FOLDER: each figure, with its other readings, as a table for spreadsheets, F12.csv and so on.
csv_files() {
  local id record
  local -A records=()
  ndmap -r '.figure[0:3]' "$1" >"$WORK/ids"
  ndmap --arg licence "$LICENCE" "del(.pipeline?, .inputs?, .tool_version?) | $ABOUT_DATA" "$1" | paste "$WORK/ids" - >"$WORK/by_figure"
  while IFS=$'\t' read -r id record; do records[$id]+=$record$'\n'; done <"$WORK/by_figure"
  for id in "${!records[@]}"; do
    ndtable --format csv --spreadsheet -o "$2/$id.csv" <<<"${records[$id]%$'\n'}"
  done
}

# json_files FIGURES FOLDER: the same as documents, with all that belongs to a figure; to be cited as CITATION.
json_files() {
  local id record about
  local -A records=()
  about=$(ndmap --arg licence "$LICENCE" --arg citation "$CITATION" "{citation: \$citation} | $ABOUT_DATA" <<<null)
  ndmap -r '.figure[0:3]' "$1" | paste - "$1" >"$WORK/by_figure"
  while IFS=$'\t' read -r id record; do records[$id]+=${records[$id]:+$',\n'}$record; done <"$WORK/by_figure"
  for id in "${!records[@]}"; do
    printf '{"figure":"%s",%s,"records":[\n%s\n]}\n' "$id" "${about:1:-1}" "${records[$id]}" >"$2/$id.json"
  done
}

# take_data FOLDER LARGEST: the tables of csv_files as they stand in an address, into DATA, as far as all are not larger than so
# many bytes, else nothing; as records on standard output. What may not stand in an address, or could end an attribute, is %XX.
take_data() {
  local i id
  local -a files=("$1"/F*.csv) tables
  local -i room=$2
  local LC_ALL=C # bytes are counted
  sed -s -z -e 's/%/%25/g' -e 's/\r/%0D/g' -e 's/\n/%0A/g' -e 's/\t/%09/g' -e 's/ /%20/g' -e 's/"/%22/g' -e 's/#/%23/g' -e 's/&/%26/g' \
    -e "s/'/%27/g" -e 's/</%3C/g' -e 's/>/%3E/g' -e 's/\[/%5B/g' -e 's/\\/%5C/g' -e 's/\]/%5D/g' -e 's/\^/%5E/g' -e 's/`/%60/g' \
    -e 's/{/%7B/g' -e 's/|/%7C/g' -e 's/}/%7D/g' "${files[@]}" >"$WORK/addresses"
  mapfile -d '' tables <"$WORK/addresses"
  for i in "${!files[@]}"; do
    id=${files[i]##*/} id=${id%.csv}
    if ((${#tables[i]} > room)); then tables[i]=; fi
    room=$((room - ${#tables[i]}))
    # shellcheck disable=SC2004,SC2034  # an id is no number; page.bash has them
    DATA[$id]=${tables[i]}
    printf '{"figure":"%s","csv":"%s"}\n' "$id" "${tables[i]}"
  done
}
