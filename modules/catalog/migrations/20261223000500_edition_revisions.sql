-- What was sold does not change with the catalog (LIC-1): each change of what an edition grants is a revision, and a license names the one
-- that it was sold with. Rows are added, never changed. The first revision is the catalog of today.
create table edition_rev (
    edition_id uuid not null references edition (id) on delete cascade,
    number bigint not null check (number >= 1),
    code text not null,
    name text not null,
    features text not null,
    regions text not null,
    lease_days bigint not null,
    transfer_allowance bigint,
    made_at bigint not null,
    primary key (edition_id, number)
);
insert into edition_rev (edition_id, number, code, name, features, regions, lease_days, transfer_allowance, made_at)
    select e.id, 1, e.code, e.name,
        coalesce((select string_agg(f.code, ',' order by f.position, f.code) from edition_feature ef
            join feature f on f.id = ef.feature_id where ef.edition_id = e.id), ''),
        p.regions, p.lease_days, p.transfer_allowance, p.created_at
    from edition e join product p on p.id = e.product_id;
