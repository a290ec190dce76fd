-- A job looks each minute for codes whose transition has ended, so that the status of key files follows (LIC-20).
create index license_code_replaced on license_code (replaced_at) where replaced_at is not null;
