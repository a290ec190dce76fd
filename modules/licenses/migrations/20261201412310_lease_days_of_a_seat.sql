-- The longest lease, in days, that a device was given in its seat (LIC-13, LIC-20). A freed seat counts, and stands on the revocation list,
-- by this and not by what the product's leases are by then: a vendor may have made them shorter, and the tokens of longer ones go on
-- working. What was given in seats of before is not known: the most that a product may have.
alter table activation add column lease_days bigint not null default 90 check (lease_days between 1 and 90);
