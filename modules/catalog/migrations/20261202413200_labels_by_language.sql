-- What a feature is called is data, in any number of languages (ALL-1, LIC-1), by the language's tag (BCP 47).
create table feature_label (
    feature_id uuid not null references feature (id) on delete cascade,
    lang text not null,
    label text not null,
    primary key (feature_id, lang)
);
insert into feature_label (feature_id, lang, label)
    select id, 'en', label_en from feature where label_en <> ''
    union all select id, 'ja', label_ja from feature where label_ja <> ''
    union all select id, 'ru', label_ru from feature where label_ru <> '';
alter table feature drop column label_en;
alter table feature drop column label_ja;
alter table feature drop column label_ru;
