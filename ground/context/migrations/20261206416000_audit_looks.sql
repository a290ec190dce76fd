-- Looks at people's data have a list of their own, and it an index: staff look in the hours of their work, and the log grows by what devices
-- and customers do. Which lines are looks, their words say (gatehouse_context::event::LOOKS). Other lines are not written to it.
create index audit_looks on audit (id)
    where (kind like '%.viewed' or kind like '%.searched' or kind like '%.listed');
