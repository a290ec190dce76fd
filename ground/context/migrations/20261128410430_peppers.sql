-- Which pepper each sort of look-ups is written with; without a row the first (PRI-13).
create table pepper_use (
    name text primary key,
    version bigint not null
);
