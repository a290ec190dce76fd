-- One row that readiness writes: a database that only answers questions is not ready.
create table write_probe (
    id integer primary key check (id = 1),
    at integer not null
);
