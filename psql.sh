exec psql -h 127.0.0.1 -p 5999 -U postgres "$@"
