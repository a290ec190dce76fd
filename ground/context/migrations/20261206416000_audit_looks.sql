-- Looks at people's data are few among all lines of the log; the list of them alone needs an index of its own. Which lines are looks, their
-- words say (gatehouse_context::event::LOOKS). Other lines are not written to it.
create index audit_looks on audit (id)
    where (kind like '%.viewed' or kind like '%.searched' or kind like '%.listed');
