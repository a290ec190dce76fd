-- Over-use was kept twice: as the clerks' cases, and as a report of each day. The cases serve the report too (LIC-14). How a license is used
-- now is counted again by the next daily run; since when it is beyond its seats is not, so that is taken along. Of licenses of 10 seats and
-- more the report said since when they are almost full, which is another thing.
update over_use_case set over_since = (select o.since from over_use o where o.license_id = over_use_case.license_id)
    where over_since is not null and exists (select 1 from over_use o where o.license_id = over_use_case.license_id
        and o.devices > o.seats and o.seats < 10 and o.since < over_use_case.over_since);
insert into over_use_case (id, license_id, seats, devices, refused, percent, told_percent, over_since, over_seen_at, seen_at)
    select o.id, o.license_id, o.seats, o.devices, 0, o.percent, 0, o.since, o.seen_at, o.seen_at from over_use o
    where o.devices > o.seats and o.seats < 10
        and not exists (select 1 from over_use_case c where c.license_id = o.license_id);
drop table over_use;
create index over_use_case_devices on over_use_case (devices, id);
-- Renewals are told a page at a time, in the order of their days (LIC-8).
drop index auto_renewal_due;
create index auto_renewal_due on auto_renewal (renews_at, id) where renews_at is not null and is_on;
-- The rules that hold, in the order of their list (LIC-23).
create index verification_rule_held on verification_rule (set_at, id) where ended_at is null;
