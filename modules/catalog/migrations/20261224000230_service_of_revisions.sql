-- Standard support and further services are sold with an edition as its features are (LIC-1, LIC-34): JSON, by the tag of a language. What
-- was sold keeps the words of today, written as the program writes them, so that no revision follows which says the same.
alter table edition_rev add column support text not null default '{}';
alter table edition_rev add column services text not null default '{}';
-- postgres:
update edition_rev set
    support = coalesce((select '{' || string_agg(to_json(t.lang)::text || ':' || to_json(t.support)::text, ',' order by t.lang collate "C") || '}'
        from edition_text t where t.edition_id = edition_rev.edition_id and t.support <> ''), '{}'),
    services = coalesce((select '{' || string_agg(to_json(t.lang)::text || ':' || to_json(t.services)::text, ',' order by t.lang collate "C") || '}'
        from edition_text t where t.edition_id = edition_rev.edition_id and t.services <> ''), '{}');
-- sqlite:
update edition_rev set
    support = coalesce((select '{' || string_agg(json_quote(t.lang) || ':' || json_quote(t.support), ',' order by t.lang) || '}'
        from edition_text t where t.edition_id = edition_rev.edition_id and t.support <> ''), '{}'),
    services = coalesce((select '{' || string_agg(json_quote(t.lang) || ':' || json_quote(t.services), ',' order by t.lang) || '}'
        from edition_text t where t.edition_id = edition_rev.edition_id and t.services <> ''), '{}');
-- both:
