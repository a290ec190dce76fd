-- One row that readiness writes: a database that only answers questions is not ready.
create table write_probe (
    id bigint primary key,
    at bigint not null
);
