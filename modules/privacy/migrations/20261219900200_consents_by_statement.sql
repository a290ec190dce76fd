-- How many accounts accept a statement, for the list of statements.
create index consent_statement on consent (statement_id, answer);
