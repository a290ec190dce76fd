#!/bin/sh
# How the queries of companies run among a million rows in each large table: companies.queries.sql, explained.
#
#   tools/bench/explain/explain.sh sqlite FILE [fill]       the database of an installation that nobody uses (`gatehouse migrate --new`)
#   tools/bench/explain/explain.sh postgres URL [fill]      the same; with `fill` the rows of companies.fill.sql are made first
#
# A plan that reads a whole large table is marked with "<--".
set -eu
here=$(dirname "$0")
engine=${1:?sqlite or postgres}
place=${2:?a file or an address}

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

if [ "${3:-}" = fill ]; then
  # SQLite: a million rows at once, with nothing to be saved when it is broken off.
  { if [ "$engine" = sqlite ]; then echo 'pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-1000000;'; fi
    words "$here/companies.fill.sql" fill; } | sql
fi

large='company_member|former_member|join_request|company_registration|invitation|company_domain|company_identity|company_session|scim_user|scim_user_email|scim_group|scim_group_member|scim_call'
words "$here/companies.queries.sql" ask | while IFS= read -r line; do
  case $line in
    '-- '*) printf '%s\n' "$line" ;;
    select*)
      if [ "$engine" = sqlite ]; then
        { echo '.timer on'; echo "explain query plan $line"; echo '.eqp off'; echo '.output /dev/null'; echo "$line"; } | sqlite3 "$place" | grep -v '^QUERY PLAN'
      else
        echo "explain (analyze, costs off, summary on) $line" | sql
      fi | sed -E "s/^/    /; /Run Time: real 0\.000 user/d; /(SCAN|Seq Scan on) ($large)( |\$)/{ /USING (COVERING )?INDEX/!s/\$/   <--/; }"
      ;;
  esac
done
