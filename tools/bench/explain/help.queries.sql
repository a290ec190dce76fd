-- The pages, lists, searches and jobs of the help center, as the program asks them; `explain.sh` puts the engine's word for explaining in front of each.
-- A statement is a line, and its name stands above it. Of an update or a deletion it is how it finds its rows. What the program binds beside ids stands
-- in `value`.
-- the first page: categories
select * from help_category order by place asc, id asc limit 500;
-- the first page: products to choose from
select distinct product_id from help_product where article_id in (select id from help_article where archived_at is null and audience in (value('public')) and id in (select article_id from help_text where state = 'published')) limit 200;
-- the first page: articles of every category
select id, category, total from (select a.id, a.number, c.slug as category, row_number() over (partition by a.category_id order by a.number) as rank, count(*) over (partition by a.category_id) as total from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public')) as ranked where rank <= 5 order by number;
-- the first page: their texts
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public') and a.id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057), uuid(100064), uuid(100071), uuid(100078), uuid(100085), uuid(100092), uuid(100099), uuid(100106), uuid(100113), uuid(100120), uuid(100127), uuid(100134), uuid(100141), uuid(100148), uuid(100155), uuid(100162), uuid(100169), uuid(100176), uuid(100183), uuid(100190), uuid(100197), uuid(100204), uuid(100211), uuid(100218), uuid(100225), uuid(100232), uuid(100239), uuid(100246), uuid(100253), uuid(100260), uuid(100267), uuid(100274), uuid(100281), uuid(100288), uuid(100295), uuid(100302), uuid(100309), uuid(100316), uuid(100323), uuid(100330), uuid(100337), uuid(100344), uuid(100351), uuid(100358), uuid(100365), uuid(100372), uuid(100379), uuid(100386), uuid(100393), uuid(100400), uuid(100407), uuid(100414), uuid(100421), uuid(100428), uuid(100435), uuid(100442), uuid(100449), uuid(100456), uuid(100463), uuid(100470), uuid(100477), uuid(100484), uuid(100491), uuid(100498), uuid(100505), uuid(100512), uuid(100519), uuid(100526), uuid(100533), uuid(100540), uuid(100547), uuid(100554), uuid(100561), uuid(100568), uuid(100575), uuid(100582), uuid(100589), uuid(100596), uuid(100603), uuid(100610), uuid(100617), uuid(100624), uuid(100631), uuid(100638), uuid(100645), uuid(100652), uuid(100659), uuid(100666), uuid(100673), uuid(100680), uuid(100687), uuid(100694));
-- an article: by its number
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public', 'customers', 'staff') and a.number = value(105000);
-- an article: by its words in the address
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public', 'customers', 'staff') and a.slug = value('made-5000');
-- an article: whether there is one
select id from help_article where number = value(105000);
-- an article: its products
select * from help_product where article_id = uuid(100001) order by id asc;
-- an article: whether one may answer about it
select * from help_text where article_id = uuid(100001) and lang = value('en') and state = value('published') limit 1;
-- a category: the first page
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public', 'customers') and c.slug = value('made-7') and a.number > value(0) order by a.number limit 101;
-- a category: in the middle
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public', 'customers') and c.slug = value('made-7') and a.number > value(105000) order by a.number limit 101;
-- a product
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public') and a.id in (select article_id from help_product where product_id = uuid(7)) order by a.number limit 100;
-- the glossary
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'ja' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'ja' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public') and a.kind = 'term' order by a.number limit 500;
-- a picture: by its name
select * from help_picture where name = value('again-17') limit 20;
-- a picture: whether a text shows it
select article_id from help_text where article_id in (uuid(100018), uuid(105018)) and article_id in (select id from help_article where archived_at is null and audience in (value('public'))) and state = value('published') and body like value('%again-17%') limit 1;
-- a search: the texts that fit best
-- sqlite: select about_id, part, number, substr(search_text.title, 1, 20000) as title, substr(search_text.words, 1, 20000) as words, substr(search_text.heads, 1, 20000) as heads from search_index cross join search_text on search_text.number = search_index.rowid where search_index match '(languagee AND helphelph AND everybody AND (bbbbb1369 OR bbbbb2222 OR bbbbb4810 OR bbbbb3071 OR bbbbb7777))' order by bm25(search_index, 8.0, 1.0, 0.5, 0.0), number desc limit 200;
-- postgres: select about_id, part, number, substr(search_text.title, 1, 20000) as title, substr(search_text.words, 1, 20000) as words, substr(search_text.heads, 1, 20000) as heads from search_text where found_by @@ '(languagee & helphelph & everybody & (bbbbb1369 | bbbbb2222 | bbbbb4810 | bbbbb3071 | bbbbb7777))'::tsquery order by -ts_rank('{0, 0.1, 0.2, 1}', found_by, '(bbbbb1369 | bbbbb2222 | bbbbb4810 | bbbbb3071 | bbbbb7777)'::tsquery), number desc limit 200;
-- a search: what was found
select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, case when o.id is null then a.source_lang else 'en' end as lang, coalesce(o.of_source, s.of_source) as of_source, a.material, coalesce(o.published_at, s.published_at) as published_at from help_article a join help_category c on c.id = a.category_id left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = 'en' left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ('public') and a.id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057), uuid(100064), uuid(100071), uuid(100078), uuid(100085), uuid(100092), uuid(100099), uuid(100106), uuid(100113), uuid(100120), uuid(100127), uuid(100134));
-- advised: what solved similar requests
select article_id from help_advice where request_id in (uuid(1), uuid(6), uuid(11), uuid(16), uuid(21), uuid(26), uuid(31), uuid(36), uuid(41), uuid(46), uuid(51), uuid(56), uuid(61), uuid(66), uuid(71), uuid(76), uuid(81), uuid(86), uuid(91), uuid(96), uuid(101), uuid(106), uuid(111), uuid(116), uuid(121), uuid(126), uuid(131), uuid(136), uuid(141), uuid(146), uuid(151), uuid(156), uuid(161), uuid(166), uuid(171), uuid(176), uuid(181), uuid(186), uuid(191), uuid(196), uuid(201), uuid(206), uuid(211), uuid(216), uuid(221), uuid(226), uuid(231), uuid(236), uuid(241), uuid(246)) and solved_at is not null;
-- advised: about which products they are
select * from help_product where article_id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057));
-- advised: articles
select * from help_article where id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057));
-- advised: the last uses
select article_id, at, solved_at from (select article_id, at, solved_at, row_number() over (partition by article_id order by at desc, id desc) as rank from help_advice where article_id in (uuid(100001), uuid(100002), uuid(100003))) as ranked where rank <= 50;
-- advised: for a request
select article_id from help_advice where request_id = uuid(77) order by place asc;
-- advised: for a request, solved
select id from help_advice where request_id = uuid(77) and article_id = uuid(100232) and solved_at is null;
-- staff: articles by change
select * from help_article where archived_at is null order by changed_at desc, id desc limit 51;
-- staff: articles by change, in the middle
select * from help_article where archived_at is null and (changed_at, id) < (value(5000), uuid(105000)) order by changed_at desc, id desc limit 51;
-- staff: articles by number
select * from help_article where archived_at is null order by number asc, id asc limit 51;
-- staff: archived ones
select * from help_article where archived_at is not null order by changed_at desc, id desc limit 51;
-- staff: of a category
select * from help_article where archived_at is null and category_id = uuid(100007) order by changed_at desc, id desc limit 51;
-- staff: about a product
select * from help_article where archived_at is null and id in (select article_id from help_product where product_id = uuid(7)) order by changed_at desc, id desc limit 51;
-- staff: of a kind
select * from help_article where archived_at is null and kind = value('term') order by changed_at desc, id desc limit 51;
-- staff: for some readers
select * from help_article where archived_at is null and audience = value('staff') order by changed_at desc, id desc limit 51;
-- staff: that are being written
select * from help_article where archived_at is null and id in (select article_id from help_text where state = 'draft') order by changed_at desc, id desc limit 51;
-- staff: that wait to be read over
select * from help_article where archived_at is null and id in (select article_id from help_text where state = 'review') order by changed_at desc, id desc limit 51;
-- staff: that people read
select * from help_article where archived_at is null and id in (select article_id from help_text where state = 'published') order by changed_at desc, id desc limit 51;
-- staff: that were something else before
select * from help_article where archived_at is null and id in (select article_id from help_text where state = 'replaced') order by changed_at desc, id desc limit 51;
-- staff: that are missing in a language
select * from help_article where archived_at is null and id not in (select article_id from help_text where state = 'published' and lang = value('ja')) order by changed_at desc, id desc limit 51;
-- staff: with a title
select * from help_article where archived_at is null and id in (select article_id from help_text where lower(title) like value('%article 777 %')) order by changed_at desc, id desc limit 51;
-- staff: a page of articles, their texts
select * from help_text where article_id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057), uuid(100064), uuid(100071), uuid(100078), uuid(100085), uuid(100092), uuid(100099), uuid(100106), uuid(100113), uuid(100120), uuid(100127), uuid(100134), uuid(100141), uuid(100148), uuid(100155), uuid(100162), uuid(100169), uuid(100176), uuid(100183), uuid(100190), uuid(100197), uuid(100204), uuid(100211), uuid(100218), uuid(100225), uuid(100232), uuid(100239), uuid(100246), uuid(100253), uuid(100260), uuid(100267), uuid(100274), uuid(100281), uuid(100288), uuid(100295), uuid(100302), uuid(100309), uuid(100316), uuid(100323), uuid(100330), uuid(100337), uuid(100344), uuid(100351)) and state <> value('replaced');
-- staff: a page of articles, what readers answered
select * from help_count where article_id in (uuid(100001), uuid(100008), uuid(100015), uuid(100022), uuid(100029), uuid(100036), uuid(100043), uuid(100050), uuid(100057), uuid(100064), uuid(100071), uuid(100078), uuid(100085), uuid(100092), uuid(100099), uuid(100106), uuid(100113), uuid(100120), uuid(100127), uuid(100134), uuid(100141), uuid(100148), uuid(100155), uuid(100162), uuid(100169), uuid(100176), uuid(100183), uuid(100190), uuid(100197), uuid(100204), uuid(100211), uuid(100218), uuid(100225), uuid(100232), uuid(100239), uuid(100246), uuid(100253), uuid(100260), uuid(100267), uuid(100274), uuid(100281), uuid(100288), uuid(100295), uuid(100302), uuid(100309), uuid(100316), uuid(100323), uuid(100330), uuid(100337), uuid(100344), uuid(100351));
-- staff: the products of the filter
select distinct product_id from help_product where article_id in (select id from help_article where archived_at is null and audience in (value('public'), value('customers'), value('staff'))) limit 200;
-- staff: beside the navigation
select id from help_text where state = 'review' limit 100;
-- staff: an article, its texts
select * from help_text where article_id = uuid(100001) order by made_at desc, id desc limit 60;
-- staff: an article, what readers answered
select * from help_count where article_id = uuid(100001) order by lang asc;
-- staff: an article, what readers wrote
select * from help_comment where article_id = uuid(100001) order by at desc, id desc limit 50;
-- staff: an article, its pictures
select * from help_picture where article_id = uuid(100001) order by made_at desc, id desc limit 40;
-- staff: an article, how often it was advised
select count(*) from help_advice where article_id = uuid(100001);
-- staff: an article, how often it solved something
select count(*) from help_advice where article_id = uuid(100001) and solved_at is not null;
-- writing: what is being written
select * from help_text where article_id = uuid(100001) and lang = value('en') and (state = value('draft') or state = value('review')) limit 1;
-- writing: the number of the next version
select max(seq) as last from help_text where article_id = uuid(100001) and lang = value('en');
-- writing: whether a text shows a picture
select * from help_text where article_id = uuid(100001) and state <> value('replaced') and body like value('%picture-0%') limit 1;
-- writing: categories below one
select * from help_category where parent_id = uuid(100001) limit 1;
-- not found: the most frequent
select * from help_missed where words is not null order by times desc, id desc limit 51;
-- not found: the latest, in a language
select * from help_missed where words is not null and lang = value('ja') order by last_at desc, id desc limit 51;
-- not found: with a word
select * from help_missed where words is not null and words like value('%ords 77%') order by times desc, id desc limit 51;
-- job: how much was sought and not found
select count(*) from help_missed;
-- job: what was sought before
select sought from help_missed where sought in (any(32));
-- job: texts that came with the program
select shipped from help_text where shipped is not null;
-- job: a text that came with the program
select * from help_text where article_id = uuid(100001) and lang = value('en') and shipped = value('0:shipped') limit 1;
-- job: what is erased of help_voter
select id from help_voter where at is not null and at <= value(1000) limit 500;
-- job: what is erased of help_comment
select id from help_comment where at is not null and at <= value(1000) limit 500;
-- job: what is erased of help_advice
select id from help_advice where at is not null and at <= value(1000) limit 500;
-- job: what is erased of help_missed
select id from help_missed where last_at is not null and last_at <= value(1000) limit 500;
