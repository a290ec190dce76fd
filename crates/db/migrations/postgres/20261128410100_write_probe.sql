-- One row that readiness writes: a database that only answers questions is not ready.
create table write_probe (
    id bigint primary key check (id = 1),
    at bigint not null
);
