-- Since licenses have a stored status, the indexes by status serve also all licenses in the order of their moments and of their ends.
-- These two were written anew with every license that was issued and every one that was first activated.
drop index license_created_at;
drop index license_ends_order;
-- postgres:
-- Asked for by the command that drops an old pepper, and almost always one value: a summary of the blocks is enough.
drop index activation_pepper;
create index activation_pepper on activation using brin (pepper_version);
