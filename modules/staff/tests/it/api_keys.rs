use crate::{administrator, lines};
use axum::http::StatusCode;
use gatehouse_approval::{ApprovalRefusal, MadeKey, NewProposal};
use gatehouse_context::old_columns;
use gatehouse_core::{Actor, DAY, Errors, MINUTE, Role, SECOND, StaffActor, Uuid};
use gatehouse_staff::actions::{
    ApiKeyError, CreateApiKeyRefusal, NewApiKey, RevokeApiKeyRefusal, create_api_key, revoke_api_key,
};
use gatehouse_staff::queries::api_key_names;
use gatehouse_staff::rights::{NotAllowed, may};
use gatehouse_staff::sessions::api_keys::FOLLOWED;
use gatehouse_staff::tables::api_key;
use gatehouse_staff::{Staffing, names, queries};
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::Module as _;
use gatehouse_web::session::SharedApiKeys;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Statement};

fn new_key(scopes: &[&str], expires: &str) -> NewApiKey {
    NewApiKey {
        name: "Shop".to_owned(),
        scopes: scopes.iter().map(|s| (*s).to_owned()).collect(),
        expires: expires.to_owned(),
    }
}

async fn find(world: &World, key: &str) -> Option<(Uuid, Vec<String>)> {
    let cx = world.cx();
    cx.service::<SharedApiKeys>().unwrap().find(&cx, key).await.unwrap()
}

both_engines! {
    /// LIC-20, ALL-7
    async fn who_made_the_key_that_proposed_neither_approves_nor_declines(world: World) {
        let (maker, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let member = |id| world.cx_as(Actor::Staff(StaffActor { id, roles: vec![Role::Administrator, Role::Licensing] }));
        let (maker, other) = (member(maker), member(other));
        let key = create_api_key(&maker, new_key(&["licenses:write"], "")).await.unwrap().id;
        let program = world.cx_as(Actor::ApiKey { id: key, scopes: vec!["licenses:write".into()] });
        let propose = async || {
            let tx = program.begin().await.unwrap();
            let (id, contents) = (program.id(), serde_json::json!({}));
            let about = program.id();
            let new = NewProposal { id, kind: "licenses.block", about, things: 1, weight: 500, contents, words_sealed: None };
            gatehouse_approval::propose(&program, &tx, new).await.unwrap();
            tx.commit().await.unwrap();
            id
        };
        let proposal = propose().await;
        let tx = maker.begin().await.unwrap();
        for refused in [
            gatehouse_approval::approve(&maker, &tx, proposal).await,
            gatehouse_approval::decline(&maker, &tx, proposal, None).await,
        ] {
            assert_eq!(refused.unwrap_err().refusal(), Some(&ApprovalRefusal::OwnKey));
        }
        tx.rollback().await.unwrap();
        let tx = other.begin().await.unwrap();
        let refused = gatehouse_approval::withdraw(&other, &tx, proposal).await;
        assert_eq!(refused.unwrap_err().refusal(), Some(&ApprovalRefusal::NotOwn));
        gatehouse_approval::approve(&other, &tx, proposal).await.unwrap();
        tx.commit().await.unwrap();
        // Who made the key takes its proposal back, also after the key was revoked.
        let second = propose().await;
        revoke_api_key(&maker, key, true).await.unwrap();
        let tx = maker.begin().await.unwrap();
        let late = gatehouse_approval::approve(&maker, &tx, second).await;
        assert_eq!(late.unwrap_err().refusal(), Some(&ApprovalRefusal::OwnKey));
        gatehouse_approval::withdraw(&maker, &tx, second).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// ALL-7, PRI-13
    async fn a_key_is_shown_once_and_stored_as_a_hash_only(world: World) {
        let mut admin = administrator(&world).await;
        let offered = admin.get("/staff/api-keys/new").await.expect(StatusCode::OK).body;
        for words in ["See what was sold", "Sell", "See licenses", "Stop licenses"] {
            assert!(offered.contains(words), "{words}: modules declare what is offered");
        }
        // In another order than they are offered in.
        let form = [("name", "Shop"), ("scopes", "licenses:read"), ("scopes", "orders:write")];
        let answer = admin.post("/staff/api-keys/new", &form).await.expect(StatusCode::SEE_OTHER);
        let page = admin.follow(answer).await.expect(StatusCode::OK);
        let start = page.body.find("ghk_").unwrap();
        let key = page.body[start..start + 53].to_owned();
        let (_, scopes) = find(&world, &key).await.unwrap();
        assert_eq!(scopes, ["orders:write", "licenses:read"]);
        let list = admin.get("/staff/api-keys").await.body;
        assert!(list.contains(&key[..10]) && !list.contains(&key));
        assert!(!world.dump().await.contains(&key[10..]));
        assert_eq!(lines(&world, "api_key.created").await, 1);
        let log = admin.get("/staff/audit?kind=api_key.created").await.expect(StatusCode::OK).body;
        assert!(log.contains("Sell, See licenses"), "{log}");
    }

    /// PRI-13
    async fn what_a_key_is_called_is_sealed_and_so_is_the_name_of_an_earlier_version(world: World) {
        let mut admin = administrator(&world).await;
        let called = "Shop of Tanaka";
        let made = create_api_key(&world.cx(), NewApiKey { name: called.into(), ..new_key(&["orders:read"], "") }).await;
        let (made, db) = (made.unwrap(), &world.app.db);
        let page = format!("/staff/api-keys/{}", made.id);
        for sealed_before in [true, false] {
            if !sealed_before {
                let text = format!("update api_key set name = '{called}', name_sealed = null");
                db.writer().execute_unprepared(&text).await.unwrap();
                let mark = [old_columns::mark_id(api_key_names::SEALED).into()];
                let text = "delete from subject_key where id = $1";
                db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, mark)).await.unwrap();
                assert!(world.dump().await.contains(called), "the control look");
                Staffing.started(&world.app).await.unwrap();
            }
            assert!(!world.dump().await.contains(called));
            assert!(admin.get("/staff/api-keys").await.body.contains(called));
            assert!(admin.get(&page).await.expect(StatusCode::OK).body.contains(called));
            assert_eq!(names(&world.cx(), world.cx().read(), &[made.id]).await.unwrap()[&made.id], called);
            let key = queries::api_key(&may(&world.cx()).unwrap(), made.id).await.unwrap().unwrap();
            assert!(key.name.0 == called && !format!("{key:?}").contains(called), "a log would not tell it");
        }
        assert!(find(&world, made.key.expose()).await.is_some());
        // A name that somebody else wrote keeps nobody from the list.
        db.writer().execute_unprepared("update api_key set name_sealed = null, name = 'planted'").await.unwrap();
        let list = admin.get("/staff/api-keys").await.expect(StatusCode::OK).body;
        assert!(list.contains(&page) && !list.contains("planted"));
    }

    /// ALL-7, LIC-20
    async fn who_made_a_key_is_known_to_what_takes_two_people(world: World) {
        let mut admin = administrator(&world).await;
        admin.post("/staff/api-keys/new", &[("name", "Shop"), ("scopes", "licenses:write")]).await.expect(StatusCode::SEE_OTHER);
        let row = api_key::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        let (cx, maker) = (world.cx(), row.created_by.unwrap());
        let tx = cx.begin().await.unwrap();
        for (member, made) in [(maker, true), (Uuid::from_u128(9), false)] {
            assert_eq!(cx.ask(&tx, MadeKey { key: row.id, member }).await.unwrap(), made);
        }
        assert!(!cx.ask(&tx, MadeKey { key: Uuid::from_u128(9), member: maker }).await.unwrap());
        tx.rollback().await.unwrap();
    }

    /// ALL-7
    async fn a_reload_of_the_new_keys_page_makes_no_other_and_shows_none(world: World) {
        let mut admin = administrator(&world).await;
        let answer = admin.post("/staff/api-keys/new", &[("name", "Shop"), ("scopes", "orders:read")]).await;
        let (made, note) = (answer.location(), admin.cookie("gh_shown").unwrap().to_owned());
        assert!(made.starts_with("/staff/api-keys/") && made.ends_with("/made") && !made.contains("ghk_"));
        crate::member(&world, "eve@vendor.example", &[Role::Administrator]).await;
        let mut eve = crate::signed_in(&world, "eve@vendor.example").await;
        eve.set_cookie("gh_shown", &note);
        assert_eq!(eve.get(&made).await.location(), made.trim_end_matches("/made"), "another's note opens nothing");
        let page = admin.get(&made).await.expect(StatusCode::OK).body;
        let start = page.find("ghk_").unwrap();
        assert!(find(&world, &page[start..start + 53]).await.is_some());
        assert_eq!(admin.get(&made).await.location(), made.trim_end_matches("/made"));
        admin.set_cookie("gh_shown", &note);
        world.advance(61 * SECOND);
        assert_eq!(admin.get(&made).await.location(), made.trim_end_matches("/made"));
        assert_eq!(lines(&world, "api_key.created").await, 1);
    }

    /// PRI-13
    async fn a_page_that_shows_a_secret_of_staff_is_not_compressed(world: World) {
        let mut admin = administrator(&world).await.header("accept-encoding", "gzip");
        let usual = admin.get("/staff/api-keys").await.expect(StatusCode::OK);
        assert_eq!(usual.headers["content-encoding"], "gzip", "the control look");
        let answer = admin.post("/staff/api-keys/new", &[("name", "Shop"), ("scopes", "orders:read")]).await;
        let key = admin.get(&answer.location()).await.expect(StatusCode::OK);
        assert!(key.body.contains("ghk_") && !key.headers.contains_key("content-encoding"));
        let codes = admin.post("/staff/profile/recovery-codes", &[]).await.expect(StatusCode::OK);
        assert_eq!(crate::recovery_codes(&codes.body).len(), 10);
        assert!(!codes.headers.contains_key("content-encoding"));
    }

    /// ALL-7
    async fn a_revoked_key_is_refused_at_once(world: World) {
        let mut admin = administrator(&world).await;
        let made = create_api_key(&world.cx(), new_key(&["orders:read"], "")).await.unwrap();
        let key = made.key.expose();
        assert!(find(&world, key).await.is_some());
        let page = admin.post(&format!("/staff/api-keys/{}/revoke", made.id), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(find(&world, key).await.is_some());
        let answer = admin.post(&format!("/staff/api-keys/{}/revoke", made.id), &[("confirm", "true")]).await;
        assert_eq!(answer.location(), "/staff/api-keys");
        assert!(find(&world, key).await.is_none());
        assert_eq!(revoke_api_key(&world.cx(), made.id, true).await.unwrap_err().refusal(), Some(&RevokeApiKeyRefusal::AlreadyRevoked));
        assert!(admin.get("/staff/api-keys?state=all").await.body.contains("Revoked"));
        assert!(admin.get("/staff/api-keys").await.body.contains("No API keys"));
    }

    /// ALL-7
    async fn another_node_refuses_a_revoked_key_within_a_second(world: World) {
        use gatehouse_staff::sessions::api_keys::ApiKeyStore;
        use gatehouse_web::session::ApiKeys as _;
        let made = create_api_key(&world.cx(), new_key(&["orders:read"], "")).await.unwrap();
        let kept = create_api_key(&world.cx(), new_key(&["orders:read"], "")).await.unwrap();
        let (other_node, cx) = (ApiKeyStore::default(), world.cx());
        for key in [&made, &kept] {
            assert!(other_node.find(&cx, key.key.expose()).await.unwrap().is_some());
        }
        revoke_api_key(&cx, made.id, true).await.unwrap();
        assert!(other_node.find(&cx, made.key.expose()).await.unwrap().is_some(), "it asks the database once a second");
        const { assert!(FOLLOWED <= SECOND) };
        world.advance(FOLLOWED);
        // Whichever key is asked for first.
        assert!(other_node.find(&cx, kept.key.expose()).await.unwrap().is_some());
        assert!(other_node.find(&cx, made.key.expose()).await.unwrap().is_none());
        // Also where the clock was set back meanwhile.
        world.clock.set(cx.now().plus(-MINUTE));
        revoke_api_key(&cx, kept.id, true).await.unwrap();
        assert!(other_node.find(&cx, kept.key.expose()).await.unwrap().is_none());
    }

    /// ALL-5, ALL-7
    async fn a_key_ends_with_its_last_day(world: World) {
        // The clock stands at noon UTC on 2026-11-21.
        let made = create_api_key(&world.cx(), new_key(&["orders:read"], "2026-11-22")).await.unwrap();
        world.advance(DAY + 12 * 60 * MINUTE - SECOND);
        assert!(find(&world, made.key.expose()).await.is_some());
        world.advance(SECOND);
        assert!(find(&world, made.key.expose()).await.is_none());
    }

    /// ALL-7
    async fn the_last_use_is_written_once_a_minute(world: World) {
        let made = create_api_key(&world.cx(), new_key(&["orders:read"], "")).await.unwrap();
        let cx = world.cx();
        let start = cx.now();
        for _ in 0..7 {
            find(&world, made.key.expose()).await.unwrap();
            world.advance(10 * SECOND);
        }
        let key = queries::api_key(&may(&cx).unwrap(), made.id).await.unwrap().unwrap();
        assert_eq!(key.row.last_used_at, Some(start.plus(MINUTE)));
    }

    /// ALL-9
    async fn a_key_with_faults_is_not_made(world: World) {
        use ApiKeyError::*;
        let scopes = ["orders:read"];
        let table: [(NewApiKey, &[ApiKeyError]); 7] = [
            (NewApiKey { name: " ".into(), ..new_key(&[], "soon") }, &[NameMissing, ScopesMissing, ExpiryInvalid]),
            (NewApiKey { name: "x".repeat(101), ..new_key(&scopes, "") }, &[NameInvalid]),
            (NewApiKey { name: "a\u{0}b".into(), ..new_key(&scopes, "") }, &[NameUnprintable('\u{0}')]),
            (new_key(&["orders:read", "everything"], ""), &[ScopeUnknown]),
            (new_key(&scopes, "2026-11-20"), &[ExpiryOutOfRange]),
            (new_key(&scopes, "9999-12-31"), &[ExpiryOutOfRange]),
            (new_key(&scopes, "2026-02-30"), &[ExpiryInvalid]),
        ];
        for (new, expected) in table {
            let refused = create_api_key(&world.cx(), new).await.unwrap_err();
            let expected = Errors::from(expected.to_vec()).done().map_err(CreateApiKeyRefusal::Invalid);
            assert_eq!(refused.refusal(), expected.as_ref().err());
        }
        let refused = create_api_key(&world.cx_staff(&[Role::Licensing]), new_key(&scopes, "")).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&CreateApiKeyRefusal::NotAllowed(NotAllowed)));
        assert_eq!(lines(&world, "api_key").await, 0);
    }
}
