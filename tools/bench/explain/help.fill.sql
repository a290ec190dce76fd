-- Fills the help center, for `explain.sh`: 10,000 articles in three languages, of which every text of 4 KB is the third version and one of two hundred
-- is being written, with their words in the index; what readers answered, wrote, sought and did not find, and a million times that something was
-- advised, of which every tenth is one article (100001). Sealed and hashed columns hold anything. Never run it on a database that anybody uses.
-- `uuid(n)`, `any(n)` and `letters(n)` are written by `explain.sh` in the words of the engine; behind the name of an engine stands what is its own.
begin;
insert into help_category (id, slug, parent_id, place, names, version)
select uuid(100000 + n), 'made-' || n, case when n > 10 then uuid(99990 + n) end, n, '{"en":"Category"}', 1 from generate_series(1, 20) as g(n);
insert into help_article (id, number, slug, category_id, kind, audience, source_lang, form, shipped, material, archived_at, created_at, changed_at, version)
select uuid(100000 + n), 100000 + n, 'made-' || n, uuid(100001 + n % 20), case when n / 20 % 20 = 0 then 'term' when n % 3 = 0 then 'article' else 'question' end,
  case n / 20 % 10 when 8 then 'customers' when 9 then 'staff' else 'public' end, 'en', null, n <= 100, 3, case when n / 20 % 100 = 7 then n end, n, n, 1
from generate_series(1, 10000) as g(n);
insert into help_text (id, article_id, lang, seq, state, title, body, material, of_source, shipped, author_id, reader_id, note, made_at, published_at, version)
select uuid(1000000 + n * 10 + l.k), uuid(100001 + n % 10000), l.lang, 1 + n / 10000, case when n < 20000 then 'replaced' else 'published' end,
  'How article ' || n || ' is done', letters(4096), true, 1 + n / 10000, case when n < 100 then n || ':shipped' end, uuid(1 + n % 40), uuid(2 + n % 40), null, n,
  case when n >= 20000 then n end, 1
from generate_series(0, 29999) as g(n) cross join (select 'en' as lang, 1 as k union all select 'ja', 2 union all select 'ru', 3) as l
where n < 20000 or l.k = 1 or n % 7 <> 0;
insert into help_text (id, article_id, lang, seq, state, title, body, material, of_source, author_id, made_at, version)
select uuid(2000000 + n), uuid(100001 + n * 100), 'en', 4, case n % 2 when 0 then 'draft' else 'review' end, 'Being written', letters(4096), true, 4, uuid(1 + n % 40), n, 1
from generate_series(0, 49) as g(n);
insert into help_count (id, article_id, lang, helped, failed, comments)
select uuid(n), uuid(100001 + n % 10000), case n / 10000 when 0 then 'en' when 1 then 'ja' else 'ru' end, n, n % 100, 10 from generate_series(0, 29999) as g(n);
insert into help_voter (id, voter, at) select uuid(n), any(32), cast(n as bigint) * 1000 from generate_series(1, 200000) as g(n);
insert into help_comment (id, article_id, lang, reason, text_sealed, at)
select uuid(n), case when n % 10 = 0 then uuid(100001) else uuid(100001 + n % 10000) end, 'en', 'unclear', any(200), n from generate_series(1, 200000) as g(n);
insert into help_advice (id, request_id, article_id, place, at, solved_at)
select uuid(n), uuid(1 + n / 3), case when n % 10 = 0 then uuid(100001) else uuid(100001 + n % 10000) end, 1 + n % 3, n, case when n % 7 = 0 then n end
from generate_series(1, 1000000) as g(n);
insert into help_product (id, article_id, product_id, versions)
select uuid(n), uuid(100001 + n % 10000), uuid(1 + n % 10000 % 40 + n / 10000), '' from generate_series(0, 19999) as g(n);
insert into help_picture (id, article_id, name, file_id, alt, made_by, made_at)
select uuid(n), uuid(100001 + n % 10000), case when n < 10000 then 'picture-' || n else 'again-' || n % 5000 end, uuid(n), 'What it shows', uuid(1), n
from generate_series(0, 19999) as g(n);
insert into help_missed (id, lang, sought, words, times, first_at, last_at)
select uuid(n), case n % 3 when 0 then 'en' when 1 then 'ja' else 'ru' end, any(32), case when n % 10 = 0 then 'words ' || n end, case when n % 10 = 0 then n else 1 + n % 2 end, n, n
from generate_series(1, 5000) as g(n);
-- sqlite: insert into search_text (kind, about_id, part, subject_id, at, marks, title, words, heads) select 'help.article', uuid(100001 + n % 10000), case n / 10000 when 0 then 'en' when 1 then 'ja' else 'ru' end, uuid(100001 + n % 10000), n, 'staffstaf customers everybody helphelph ' || case n / 10000 when 0 then 'languagee' when 1 then 'languagej' else 'languager' end, substr('aaaaaaaaa' || n, -9), (select group_concat(substr('bbbbbbbbb' || (m.value * 37 % 9973 * n % 9973), -9), ' ') from generate_series(1,300) as m), '' from generate_series(0, 29999) as g(n);
-- postgres: insert into search_text (kind, about_id, part, subject_id, at, marks, title, words, heads) select 'help.article', uuid(100001 + n % 10000), case n / 10000 when 0 then 'en' when 1 then 'ja' else 'ru' end, uuid(100001 + n % 10000), n, 'staffstaf customers everybody helphelph ' || case n / 10000 when 0 then 'languagee' when 1 then 'languagej' else 'languager' end, right('aaaaaaaaa' || n, 9), (select string_agg(right('bbbbbbbbb' || (m * 37 % 9973 * n % 9973), 9), ' ') from generate_series(1, 300) as m), '' from generate_series(0, 29999) as g(n);
commit;
analyze;
