#!/bin/sh
# How the queries of companies, support, chats, the help center, the provider and webhooks run among the rows of a large installation: NAME.queries.sql, explained, with
# their times.
#
#   tools/bench/explain/explain.sh sqlite FILE [fill] [NAME]     the database of an installation that nobody uses (`gatehouse migrate --new`)
#   tools/bench/explain/explain.sh postgres URL [fill] [NAME]    the same; with `fill` the rows of NAME.fill.sql are made first
#
# NAME is `companies`, `support`, `chat`, `help`, `oidc` or `webhooks`; all six without it. A plan that reads a whole large table, or ten thousand rows of it for nothing,
# is marked with "<--", and the last line says how many there are.
#
# Both explain the plan that is made once for all values: the program's statements are prepared. PostgreSQL may keep the generic plan after five
# executions; here `plan_cache_mode` is `force_generic_plan`. The embedded engine of the program never looks at what is bound (ENABLE_QPSG). So each
# `uuid(n)`, `any(n)` and `value(x)` of a query is a parameter, as the program binds it. Other values stay written, limits among them, though the program
# binds most of those too: an unknown one PostgreSQL takes for a tenth of the rows.
set -eu
here=$(dirname "$0")
engine=${1:?sqlite or postgres}
place=${2:?a file or an address}
shift 2
is_filled=''
if [ "${1:-}" = fill ]; then is_filled=1; shift; fi
sets=${1:-companies support chat help oidc webhooks}

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
  sed -E "s/^-- $engine: //; /^-- (sqlite|postgres): /d" "$1" | { if [ "$2" = ask ]; then prepared; else cat; fi; } \
    | sed -E "s/uuid\(([^()]*)\)/$id/g; s/any\(([0-9]+)\)/$bytes/g; s/letters\(([0-9]+)\)/$letters/g; s/value\(([^()]*)\)/\1/g; $series"
}

# A query as a prepared statement. Its values follow: behind `execute`, or behind a tab each, as the embedded engine's program sets them.
prepared() {
  awk -v engine="$engine" '
    !/^(select|with)/ { print; next }
    {
      rest = $0; text = types = values = ""; count = 0
      while (match(rest, /(uuid|any|value)\([^()]*\)/)) {
        value = substr(rest, RSTART, RLENGTH); count++
        type = value ~ /^uuid/ ? "uuid" : value ~ /^any/ ? "bytea" : value ~ /^value\(\047/ ? "text" : "bigint"
        types = types (count > 1 ? ", " : "") type
        values = values (engine == "sqlite" ? "\t.parameter set ?" count " \"" value "\"" : (count > 1 ? ", " : "") value)
        text = text substr(rest, 1, RSTART - 1) (engine == "sqlite" ? "?" : "$") count; rest = substr(rest, RSTART + RLENGTH)
      }
      text = text rest
      if (engine == "sqlite") print text values
      else {
        if (count) { types = "(" types ")"; values = "(" values ")" }
        print "prepare q" types " as " text " explain (analyze, costs off, summary on) execute q" values ";"
      }
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
large="$large|oidc_app|oidc_family|oidc_code|oidc_refresh|oidc_device|webhook_delivery"
# The embedded engine tells the short name of a table where a query gives it one.
if [ "$engine" = sqlite ]; then large="$large|a|o|s|m|p|d"; fi
tab=$(printf '\t')
for set in $sets; do words "$here/$set.queries.sql" ask; done | while IFS= read -r line; do
  case $line in
    '-- '*) printf '%s\n' "$line" ;;
    select* | with* | prepare*)
      if [ "$engine" = sqlite ]; then
        query=${line%%"$tab"*}
        # The plan comes before anything is bound.
        { echo '.output /dev/null'; echo '.dbconfig enable_qpsg on'; echo '.output stdout'; printf 'explain query plan %s\n' "$query"
          echo '.parameter init'; printf '%s\n' "${line#"$query"}" | tr '\t' '\n'
          echo '.timer on'; echo '.output /dev/null'; printf '%s\n' "$query"; } | sqlite3 "$place" | grep -v '^QUERY PLAN'
      else
        printf 'set plan_cache_mode = force_generic_plan; %s\n' "$line" | sql
      fi | sed -E "s/^/    /; /Run Time: real 0\.000 user/d; /(SCAN|Seq Scan on) ($large)( |\$)/{ /USING (COVERING )?INDEX/!s/\$/   <--/; }; s/Rows Removed by Filter: [0-9]{5,}/&   <--/"
      ;;
  esac
done | awk '{ print } /<--/ { marked++ } END { print marked + 0 " marked" }'
