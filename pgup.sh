mkdir -p /dev/shm/pg; chown postgres /dev/shm/pg
touch /tmp/pgs.log; chmod 666 /tmp/pgs.log
B=$(ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin 2>/dev/null | head -1); [ -x /usr/local/bin/initdb ] && B=/usr/local/bin
[ -d /dev/shm/pg/d ] || su postgres -c "$B/initdb -A trust -D /dev/shm/pg/d" >/dev/null
su postgres -c "$B/pg_ctl -D /dev/shm/pg/d -l /tmp/pgs.log -o '-p 5999 -k /tmp -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c jit=off -c max_wal_size=256MB' start"
