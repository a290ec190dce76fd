//! One text of a migration, in the words of each engine.

use gatehouse_db::{Engine, Migration};

fn both(text: &'static str) -> (String, String) {
    let step = Migration { version: 1, name: "a_step", text };
    (step.text_for(Engine::Postgres), step.text_for(Engine::Sqlite))
}

/// ALL-6
#[test]
fn types_are_derived_for_sqlite_and_comments_stay() {
    let text = "-- A uuid is a blob.\ncreate table t (\n    id uuid primary key,\n    uuid_of bytea, -- bigint\n    \
                n bigint not null default 0,\n    is_kept boolean,\n    body text\n);\n";
    let (postgres, sqlite) = both(text);
    assert_eq!(postgres, text);
    assert_eq!(
        sqlite,
        "-- A uuid is a blob.\ncreate table t (\n    id blob primary key,\n    uuid_of blob, -- bigint\n    \
         n integer not null default 0,\n    is_kept boolean,\n    body text\n);\n"
    );
    let (_, sqlite) = both("create table t (seq bigint generated always as identity primary key, at bigint)");
    assert_eq!(sqlite, "create table t (seq integer primary key autoincrement, at integer)");
}

/// ALL-6
#[test]
fn a_section_is_for_one_engine_and_stays_as_it_is() {
    let text = "create table t (id uuid\n-- postgres:\n);\nselect 'bigint';\n-- sqlite:\n) without rowid;\nselect 'uuid';\n-- both:\n\
                drop table t;\n-- postgres:\nvacuum full\n";
    let (postgres, sqlite) = both(text);
    assert_eq!(postgres, "create table t (id uuid\n);\nselect 'bigint';\ndrop table t;\nvacuum full\n");
    assert_eq!(sqlite, "create table t (id blob\n) without rowid;\nselect 'uuid';\ndrop table t;\n");
}
