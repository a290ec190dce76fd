-- The transfer limit (LIC-13, LIC-14): devices that may still run on a lease, those with a seat and those whose seat was freed
-- lately, are never more than seats and allowance together. "counts_until" marks a freed seat that counts against the limit;
-- "license.transfers" is never less than the number of its marked seats, so the one conditional update that takes a seat
-- judges both. "lease_until" is when the lease of a freed device has ended at the latest.
alter table product add column transfer_allowance bigint check (transfer_allowance between 0 and 100000);
alter table license add column transfers bigint not null default 0 check (transfers >= 0);
alter table activation add column counts_until bigint;
alter table activation add column lease_until bigint;
create index activation_counts on activation (license_id, counts_until) where counts_until is not null;

-- One stop for an activation, however often it is written.
delete from lease_stop where activation_id is not null and exists (
    select 1 from lease_stop later where later.activation_id = lease_stop.activation_id and later.seq > lease_stop.seq
);
create unique index lease_stop_activation on lease_stop (activation_id) where activation_id is not null;
