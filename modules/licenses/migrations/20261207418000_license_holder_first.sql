-- Lists of staff name the account that has each license longest: the first of this index, however many have it.
create index license_holder_first on license_holder (license_id, added_at, id);
