-- What gives rights is stated once more under seal and bound to its row: roles, access, password and second factor of a
-- member, scopes and life of an API key. A row that was changed past the program is refused (PRI-13, ALL-8).
alter table staff add column rights_sealed bytea;
alter table api_key add column rights_sealed bytea;
