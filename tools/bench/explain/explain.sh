#!/bin/sh
# How the queries of companies and of support run among a million rows in each large table: NAME.queries.sql, explained, with their times.
#
#   tools/bench/explain/explain.sh sqlite FILE [fill] [NAME]     the database of an installation that nobody uses (`gatehouse migrate --new`)
#   tools/bench/explain/explain.sh postgres URL [fill] [NAME]    the same; with `fill` the rows of NAME.fill.sql are made first
#
# NAME is `companies` or `support`; both without it. A plan that reads a whole large table, or ten thousand rows of it for nothing, is marked with "<--",
# and the last line says how many there are.
set -eu
here=$(dirname "$0")
engine=${1:?sqlite or postgres}
place=${2:?a file or an address}
shift 2
is_filled=''
if [ "${1:-}" = fill ]; then is_filled=1; shift; fi
sets=${1:-companies support}

# The words of the engine for an id, and for some bytes: others for each row that is made, the same all the while in a query.
words() {
  if [ "$engine" = sqlite ]; then
    id="cast(printf('%016x', \\1) as blob)" bytes='randomblob(\1)'
    [ "$2" = fill ] || bytes='zeroblob(\1)'
    series='s/ as g\(n\)//g; s/generate_series\(([0-9]+), ([0-9]+)\)/(select value as n from generate_series(\1, \2))/g'
  else
    id="lpad(to_hex(\\1), 32, '0')::uuid" bytes="decode(substr(repeat(md5(random()::text), \\1 \/ 8), 1, 2 * \\1), 'hex')" series=''
    [ "$2" = fill ] || bytes="decode(repeat('00', \\1), 'hex')"
  fi
  sed -E "s/uuid\(([^()]*)\)/$id/g; s/any\(([0-9]+)\)/$bytes/g; $series" "$1"
}

sql() {
  if [ "$engine" = sqlite ]; then sqlite3 -bail "$place"; else psql "$place" --quiet --no-psqlrc --tuples-only --no-align -v ON_ERROR_STOP=1; fi
}

for set in $sets; do
  [ -n "$is_filled" ] || continue
  # SQLite: a million rows at once, with nothing to be saved when it is broken off. PostgreSQL: what rows refer to in tables of others is not there.
  { if [ "$engine" = sqlite ]; then echo 'pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-1000000;'
    else echo 'set session_replication_role = replica;'; fi
    # The embedded engine never looks through its tables by itself.
    words "$here/$set.fill.sql" fill | if [ "$engine" = sqlite ]; then sed '/^analyze;$/d'; else cat; fi; } | sql
done

large='company_member|former_member|join_request|company_registration|invitation|company_domain|company_identity|company_session|scim_user|scim_user_email|scim_group|scim_group_member|scim_call'
large="$large|request|request_person|request_message|request_event|request_file|message_ref|quota_ledger|request_link|contract|contract_contact|license|license_holder|audit|survey|support_figure|support_counted"
for set in $sets; do words "$here/$set.queries.sql" ask; done | while IFS= read -r line; do
  case $line in
    '-- '*) printf '%s\n' "$line" ;;
    select*)
      if [ "$engine" = sqlite ]; then
        { echo '.timer on'; echo "explain query plan $line"; echo '.eqp off'; echo '.output /dev/null'; echo "$line"; } | sqlite3 "$place" | grep -v '^QUERY PLAN'
      else
        echo "explain (analyze, costs off, summary on) $line" | sql
      fi | sed -E "s/^/    /; /Run Time: real 0\.000 user/d; /(SCAN|Seq Scan on) ($large)( |\$)/{ /USING (COVERING )?INDEX/!s/\$/   <--/; }; s/Rows Removed by Filter: [0-9]{5,}/&   <--/"
      ;;
  esac
done | awk '{ print } /<--/ { marked++ } END { print marked + 0 " marked" }'
