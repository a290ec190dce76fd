-- Who of a company has begun an upload: none of its users takes the room of all the others (SUP-5).
alter table upload add column person uuid;
