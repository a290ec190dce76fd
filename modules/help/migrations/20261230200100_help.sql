-- The help center (ALL-10, SUP-18). Articles are public texts of the vendor; who of the staff wrote and read them over is a number in a row.
create table help_category (
    id uuid primary key,
    slug text not null check (length(slug) between 1 and 60),
    parent_id uuid,
    place bigint not null,
    names text not null,
    version bigint not null
);
create unique index help_category_slug on help_category (slug);
create index help_category_place on help_category (place, id);

-- The last number that staff were given for an article.
create table help_number (
    id bigint primary key,
    last bigint not null
);

create table help_article (
    id uuid primary key,
    number bigint not null,
    slug text not null check (length(slug) between 1 and 80),
    category_id uuid not null references help_category (id),
    kind text not null check (kind in ('question', 'article', 'term')),
    audience text not null check (audience in ('public', 'customers', 'staff')),
    source_lang text not null,
    form text,
    shipped boolean not null,
    material bigint not null default 0,
    archived_at bigint,
    created_at bigint not null,
    changed_at bigint not null,
    version bigint not null
);
create unique index help_article_number on help_article (number);
create unique index help_article_slug on help_article (slug);
create index help_article_category on help_article (category_id, number);
create index help_article_changed on help_article (changed_at, id);

-- Every version of a text, in each language. At most one is published and one is being written.
create table help_text (
    id uuid primary key,
    article_id uuid not null references help_article (id),
    lang text not null,
    seq bigint not null,
    state text not null check (state in ('draft', 'review', 'published', 'replaced')),
    title text not null check (length(title) between 1 and 200),
    body text not null,
    material boolean not null,
    of_source bigint not null,
    shipped text,
    author_id uuid,
    reader_id uuid,
    note text,
    made_at bigint not null,
    published_at bigint,
    version bigint not null
);
create unique index help_text_seq on help_text (article_id, lang, seq);
create unique index help_text_published on help_text (article_id, lang) where state = 'published';
create unique index help_text_open on help_text (article_id, lang) where state in ('draft', 'review');
create index help_text_review on help_text (made_at, id) where state = 'review';

-- How often an article helped, in each language.
create table help_count (
    id uuid primary key,
    article_id uuid not null references help_article (id),
    lang text not null,
    helped bigint not null,
    failed bigint not null,
    comments bigint not null
);
create unique index help_count_article on help_count (article_id, lang);

-- That somebody has answered today: a keyed hash, which says neither who nor what, and goes after a day.
create table help_voter (
    id uuid primary key,
    voter bytea not null,
    at bigint not null
);
create unique index help_voter_voter on help_voter (voter);
create index help_voter_at on help_voter (at);

create table help_comment (
    id uuid primary key,
    article_id uuid not null references help_article (id),
    lang text not null,
    reason text check (reason in ('unclear', 'wrong', 'missing', 'other')),
    text_sealed bytea not null,
    at bigint not null
);
create index help_comment_article on help_comment (article_id, at, id);
create index help_comment_at on help_comment (at);

-- What was advised to somebody who asked support, and whether it solved it.
create table help_advice (
    id uuid primary key,
    request_id uuid not null,
    article_id uuid not null references help_article (id),
    place bigint not null,
    at bigint not null,
    solved_at bigint
);
create unique index help_advice_request on help_advice (request_id, place);
create index help_advice_article on help_advice (article_id, at, id);
create index help_advice_at on help_advice (at);
