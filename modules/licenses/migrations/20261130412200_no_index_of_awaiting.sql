-- Since licenses have a stored status, no statement asks for those that await a clerk's look but by its index. This one was kept up
-- to date for nobody, with every license that is issued or changed.
drop index license_awaiting;
