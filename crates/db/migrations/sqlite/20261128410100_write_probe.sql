-- One row that readiness writes: a database that only answers questions is not ready.
create table write_probe (
    id integer primary key,
    at integer not null
);
