-- Articles by how far their texts are and by what those are called, without reading any text.
create index help_text_state on help_text (state, article_id, lang, title);
-- Texts that came with the program.
create index help_text_shipped on help_text (shipped) where shipped is not null;
-- The glossary.
create index help_article_term on help_article (number) where kind = 'term';
-- How often an article that was advised solved something.
create index help_advice_solved on help_advice (article_id) where solved_at is not null;
