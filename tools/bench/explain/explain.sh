#!/bin/sh
# How the queries of companies, support, chats and the help center run among the rows of a large installation: NAME.queries.sql, explained, with
# their times.
#
#   tools/bench/explain/explain.sh sqlite FILE [fill] [NAME]     the database of an installation that nobody uses (`gatehouse migrate --new`)
#   tools/bench/explain/explain.sh postgres URL [fill] [NAME]    the same; with `fill` the rows of NAME.fill.sql are made first
#
# NAME is `companies`, `support`, `chat` or `help`; all four without it. A plan that reads a whole large table, or ten thousand rows of it for nothing,
# is marked with "<--", and the last line says how many there are.
#
# PostgreSQL explains the generic plan, which it makes once for all values: the program prepares its statements, and after five executions PostgreSQL
# may keep that one. So each `uuid(n)`, `any(n)` and `value(x)` of a query is a parameter of a prepared statement, as the program binds it, and
# `plan_cache_mode` is `force_generic_plan`. Other values stay written, limits among them. The embedded engine is given all values as they are.
set -eu
here=$(dirname "$0")
engine=${1:?sqlite or postgres}
place=${2:?a file or an address}
shift 2
is_filled=''
if [ "${1:-}" = fill ]; then is_filled=1; shift; fi
sets=${1:-companies support chat help}

# The words of the engine for an id, and for some bytes and letters: others for each row that is made, the same all the while in a query. A line behind
# `-- sqlite: ` or `-- postgres: ` is of that engine alone.
words() {
  if [ "$engine" = sqlite ]; then
    id="cast(printf('%016x', \\1) as blob)" bytes='randomblob(\1)' letters='hex(randomblob(\1 \/ 2))'
    [ "$2" = fill ] || bytes='zeroblob(\1)'
    series='s/ as g\(n\)//g; s/generate_series\(([0-9]+), ([0-9]+)\)/(select value as n from generate_series(\1, \2))/g'
  else
    id="lpad(to_hex(\\1), 32, '0')::uuid" bytes="decode(substr(repeat(md5(random()::text), \\1 \/ 8), 1, 2 * \\1), 'hex')" series=''
    letters="(select string_agg(md5(random()::text), '') from generate_series(1, \\1 \/ 32))"
    [ "$2" = fill ] || bytes="decode(repeat('00', \\1), 'hex')"
  fi
  sed -E "s/^-- $engine: //; /^-- (sqlite|postgres): /d" "$1" | { if [ "$engine.$2" = postgres.ask ]; then prepared; else cat; fi; } \
    | sed -E "s/uuid\(([^()]*)\)/$id/g; s/any\(([0-9]+)\)/$bytes/g; s/letters\(([0-9]+)\)/$letters/g; s/value\(([^()]*)\)/\1/g; $series"
}

# A query as a prepared statement, and its values, which follow behind `execute`.
prepared() {
  awk '
    !/^select/ { print; next }
    {
      rest = $0; sub(/;$/, "", rest); text = types = values = ""; count = 0
      while (match(rest, /(uuid|any|value)\([^()]*\)/)) {
        value = substr(rest, RSTART, RLENGTH); count++
        type = value ~ /^uuid/ ? "uuid" : value ~ /^any/ ? "bytea" : value ~ /^value\(\047/ ? "text" : "bigint"
        types = types (count > 1 ? ", " : "") type; values = values (count > 1 ? ", " : "") value
        text = text substr(rest, 1, RSTART - 1) "$" count; rest = substr(rest, RSTART + RLENGTH)
      }
      if (count) { types = "(" types ")"; values = "(" values ")" }
      print "prepare q" types " as " text rest "; explain (analyze, costs off, summary on) execute q" values ";"
    }'
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
large="$large|chat|chat_message|help_article|help_text|help_count|help_voter|help_comment|help_advice|help_product|help_picture|search_text"
# The embedded engine tells the short name of a table where a query gives it one.
if [ "$engine" = sqlite ]; then large="$large|a|o|s|m|p"; fi
for set in $sets; do words "$here/$set.queries.sql" ask; done | while IFS= read -r line; do
  case $line in
    '-- '*) printf '%s\n' "$line" ;;
    select* | prepare*)
      if [ "$engine" = sqlite ]; then
        { echo '.timer on'; echo "explain query plan $line"; echo '.eqp off'; echo '.output /dev/null'; echo "$line"; } | sqlite3 "$place" | grep -v '^QUERY PLAN'
      else
        echo "set plan_cache_mode = force_generic_plan; $line" | sql
      fi | sed -E "s/^/    /; /Run Time: real 0\.000 user/d; /(SCAN|Seq Scan on) ($large)( |\$)/{ /USING (COVERING )?INDEX/!s/\$/   <--/; }; s/Rows Removed by Filter: [0-9]{5,}/&   <--/"
      ;;
  esac
done | awk '{ print } /<--/ { marked++ } END { print marked + 0 " marked" }'
