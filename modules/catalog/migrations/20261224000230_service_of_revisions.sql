-- Standard support and further services are sold with an edition as its features are (LIC-1, LIC-34): JSON, by the tag of a language. What
-- was sold keeps the words of today.
alter table edition_rev add column support text not null default '{}';
alter table edition_rev add column services text not null default '{}';
update edition_rev set
    support = coalesce((select '{' || string_agg('"' || t.lang || '":"' || replace(replace(t.support, '\', '\\'), '"', '\"') || '"', ','
        order by t.lang) || '}' from edition_text t where t.edition_id = edition_rev.edition_id and t.support <> ''), '{}'),
    services = coalesce((select '{' || string_agg('"' || t.lang || '":"' || replace(replace(t.services, '\', '\\'), '"', '\"') || '"', ','
        order by t.lang) || '}' from edition_text t where t.edition_id = edition_rev.edition_id and t.services <> ''), '{}');
