//! Whoever can write to the database, and has no key, gives nobody a right: each row that gives one is refused when it was
//! changed past the program.

use crate::{ADMIN, PASSWORD, code, give_password, lines, member, set_password, signed_in};
use axum::http::StatusCode;
use gatehouse_context::old_columns;
use gatehouse_core::{Personal, Role, SECOND, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait, Statement, Value};
use gatehouse_staff::actions::grant;
use gatehouse_staff::actions::{
    MemberChange, NewApiKey, all_members, change_member, create_api_key, disable_member, repair_member,
    reset_second_factor, revoke_api_key,
};
use gatehouse_staff::refusals::MemberRefusal;
use gatehouse_staff::rights::may;
use gatehouse_staff::tables::staff;
use gatehouse_staff::{Staffing, actions};
use gatehouse_testkit::{Answer, Browser, TestEngine, World, both_engines};
use gatehouse_web::Module as _;
use gatehouse_web::session::SharedApiKeys;

const SAM: &str = "sam@vendor.example";

async fn run(world: &World, text: &str, values: Vec<Value>) {
    let db = &world.app.db;
    let statement = Statement::from_sql_and_values(db.backend(), text, values);
    assert!(db.writer().execute_raw(statement).await.unwrap().rows_affected() > 0, "{text}");
}

/// What may change no row.
async fn run_any(world: &World, text: &str) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_string(db.backend(), text)).await.unwrap();
}

async fn row(world: &World, id: Uuid) -> staff::Model {
    staff::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// Puts a whole row of earlier back, as an edited backup does.
async fn put_back(world: &World, old: staff::Model) {
    let values = vec![
        old.roles.into(),
        old.password_sealed.into(),
        old.totp_secret_sealed.into(),
        old.disabled_at.into(),
        old.rights_sealed.into(),
        old.version.into(),
        old.id.into(),
    ];
    let text = "update staff set roles = $1, password_sealed = $2, totp_secret_sealed = $3, disabled_at = $4, \
                rights_sealed = $5, version = $6 where id = $7";
    run(world, text, values).await;
}

/// Whoever has the database can switch off what guards the log in it.
async fn unguard(world: &World) {
    match world.engine {
        TestEngine::Sqlite => {
            run_any(world, "drop trigger audit_no_change").await;
            run_any(world, "drop trigger audit_no_delete").await;
        }
        TestEngine::Postgres => run_any(world, "alter table audit disable trigger audit_append_only").await,
    }
}

async fn comes_in(world: &World, email: &str) -> bool {
    world.advance(30 * SECOND);
    let mut browser = world.browser();
    give_password(&mut browser, email, PASSWORD).await;
    browser.post("/staff/sign-in/code", &[("code", &code(world))]).await;
    is_in(&mut browser).await
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff/profile").await.status == StatusCode::OK
}

async fn key_works(world: &World, key: &str) -> bool {
    // Beyond what the node remembers of it.
    world.advance(60 * SECOND);
    let cx = world.cx();
    cx.service::<SharedApiKeys>().unwrap().find(&cx, key).await.unwrap().is_some()
}

/// The page that a mailed link leads to.
async fn opened(world: &World, link: &str) -> Answer {
    let mut browser = world.browser();
    let first = browser.get(link).await;
    browser.follow(first).await
}

both_engines! {
    /// ALL-8, PRI-13
    async fn a_row_of_the_staff_that_was_changed_in_the_database_lets_nobody_in(world: World) {
        let eve = member(&world, "eve@vendor.example", &[Role::Administrator]).await;
        let sam = member(&world, SAM, &[Role::Support]).await;
        let mut browser = signed_in(&world, SAM).await;
        let good = row(&world, sam).await;
        for (column, sql) in [
            ("roles", "'administrator'"),
            ("roles", "''"),
            ("disabled_at", "1"),
            ("password_sealed", "(select s.password_sealed from staff s where s.id = $2)"),
            ("password_sealed", "null"),
            ("totp_secret_sealed", "null"),
            ("totp_secret_sealed", "(select s.totp_secret_sealed from staff s where s.id = $2)"),
            ("rights_sealed", "null"),
            ("rights_sealed", "(select s.rights_sealed from staff s where s.id = $2)"),
        ] {
            assert!(is_in(&mut browser).await, "the control look before {column} = {sql}");
            let text = format!("update staff set {column} = {sql} where id = $1 and id <> $2");
            run(&world, &text, vec![sam.into(), eve.into()]).await;
            assert!(!is_in(&mut browser).await, "{column} = {sql}: an open session");
            assert!(!comes_in(&world, SAM).await, "{column} = {sql}: a new sign-in");
            assert_eq!(grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap(), [format!("staff {sam}")]);
            put_back(&world, good.clone()).await;
        }
        assert!(comes_in(&world, SAM).await);
        assert_eq!(grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap(), Vec::<String>::new());
        assert_eq!(lines(&world, "staff.refused_row").await, 1, "one line a process: requests cannot fill the log");
    }

    /// ALL-8, PRI-13
    async fn without_his_authenticator_secret_a_member_cannot_connect_another(world: World) {
        let sam = member(&world, SAM, &[Role::Administrator]).await;
        run(&world, "update staff set totp_secret_sealed = null where id = $1", vec![sam.into()]).await;
        let mut stranger = world.browser();
        let answer = give_password(&mut stranger, SAM, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "no way to the setup page");
        assert_eq!(stranger.get("/staff/setup").await.location(), "/staff/sign-in");
    }

    /// ALL-8, PRI-13
    async fn a_row_of_earlier_that_is_put_back_is_refused(world: World) {
        let sam = member(&world, SAM, &[Role::Administrator]).await;
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = signed_in(&world, SAM).await;
        let before = row(&world, sam).await;
        let change = MemberChange { name: Personal("Sam".into()), roles: vec![Role::Support] };
        change_member(&world.cx(), sam, change).await.unwrap();
        put_back(&world, before.clone()).await;
        assert!(!is_in(&mut browser).await && !comes_in(&world, SAM).await);

        // A node that has seen nothing of the change has the audit log.
        repair_member(&world.cx(), sam, &[Role::Support]).await.unwrap();
        put_back(&world, before).await;
        assert_eq!(grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap(), [format!("staff {sam}")]);
    }

    /// ALL-3, ALL-8, PRI-13
    async fn a_row_of_earlier_is_not_let_in_by_a_line_of_the_log_that_was_edited_or_by_an_empty_log(world: World) {
        let sam = member(&world, SAM, &[Role::Administrator]).await;
        member(&world, ADMIN, &[Role::Administrator]).await;
        let before = row(&world, sam).await;
        let change = MemberChange { name: Personal("Sam".into()), roles: vec![Role::Support] };
        change_member(&world.cx(), sam, change).await.unwrap();
        let now = row(&world, sam).await;
        unguard(&world).await;
        let refused = async || grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap();

        // The newest line says a smaller number than it did.
        let edit = "update audit set details = $2 where subject_id = $1 and kind = 'staff.changed'";
        run(&world, edit, vec![sam.into(), r#"{"statement":1}"#.into()]).await;
        put_back(&world, before.clone()).await;
        assert_eq!(refused().await, [format!("staff {sam}")], "a node that has seen nothing of the change");
        put_back(&world, now.clone()).await;
        assert!(!comes_in(&world, SAM).await, "nobody knows any more which row is the newest");
        assert!(lines(&world, "staff.refused_row").await > 0);

        // All that the log had of them is gone.
        run(&world, "delete from audit where subject_id = $1", vec![sam.into()]).await;
        put_back(&world, before).await;
        assert_eq!(refused().await, [format!("staff {sam}")]);
        put_back(&world, now).await;
        assert!(!comes_in(&world, SAM).await);
        assert!(comes_in(&world, ADMIN).await, "the control look");
        repair_member(&world.cx(), sam, &[Role::Support]).await.unwrap();
        assert_eq!(refused().await, Vec::<String>::new(), "the operator can put it right");
    }

    /// ALL-8, PRI-13
    async fn a_session_or_a_link_that_was_pointed_at_somebody_else_opens_nothing(world: World) {
        let boss = member(&world, ADMIN, &[Role::Administrator]).await;
        let sam = member(&world, SAM, &[Role::Support]).await;
        let mut browser = signed_in(&world, SAM).await;
        run(&world, "update staff_session set staff_id = $1 where staff_id = $2", vec![boss.into(), sam.into()]).await;
        assert!(!is_in(&mut browser).await);
        run(&world, "update staff_session set staff_id = $1 where staff_id = $2", vec![sam.into(), boss.into()]).await;
        assert!(is_in(&mut browser).await, "the control look");

        // The second factor is not skipped by writing that it was passed.
        let mut half = world.browser();
        give_password(&mut half, SAM, PASSWORD).await;
        let text = "update staff_session set stage = 'full', expires_at = ends_at where stage = $1";
        run(&world, text, vec!["password_passed".into()]).await;
        assert!(!is_in(&mut half).await);

        actions::send_invitation(&world.cx(), sam).await.unwrap();
        let link = world.last_mail_to(SAM).await.link();
        opened(&world, &link).await.expect(StatusCode::OK);
        run(&world, "update staff_token set staff_id = $1", vec![boss.into()]).await;
        assert_ne!(opened(&world, &link).await.status, StatusCode::OK);
    }

    /// ALL-7, PRI-13
    async fn an_api_key_that_was_changed_in_the_database_is_refused(world: World) {
        let new = NewApiKey { name: "Shop".into(), scopes: vec!["orders:read".into()], expires: "2027-11-21".into() };
        let made = create_api_key(&world.cx(), new.clone()).await.unwrap();
        let key = made.key.expose();
        for (change, back) in [
            ("scopes = 'orders:read licenses:write'", "scopes = 'orders:read'"),
            ("created_by = id", "created_by = null"),
            ("key_hash = (select o.key_hash from api_key o where o.id = api_key.id), scopes = ''", "scopes = 'orders:read'"),
        ] {
            run(&world, &format!("update api_key set {change} where id = $1"), vec![made.id.into()]).await;
            assert!(!key_works(&world, key).await, "{change}");
            run(&world, &format!("update api_key set {back} where id = $1"), vec![made.id.into()]).await;
            assert!(key_works(&world, key).await, "the control look after {change}");
        }
        let expires = "update api_key set expires_at = expires_at + $2 where id = $1";
        run(&world, expires, vec![made.id.into(), 1i64.into()]).await;
        assert!(!key_works(&world, key).await, "a longer life");
        run(&world, expires, vec![made.id.into(), (-1i64).into()]).await;
        assert_eq!(grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap(), Vec::<String>::new());

        // The hash of a key that somebody holds, in the row of another with more scopes.
        let more = create_api_key(&world.cx(), NewApiKey { scopes: vec!["licenses:write".into()], ..new }).await.unwrap();
        run(&world, "update api_key set key_hash = $2 where id = $1", vec![made.id.into(), vec![7u8; 32].into()]).await;
        let moved = "update api_key set key_hash = (select o.key_hash from api_key o where o.id = $2) where id = $1";
        let stored = world.app.keys.lookup("staff.api_key", key.as_bytes()).to_vec();
        run(&world, "update api_key set key_hash = $2 where id = $1", vec![more.id.into(), stored.into()]).await;
        assert!(!key_works(&world, key).await, "{moved}");

        revoke_api_key(&world.cx(), made.id, true).await.unwrap();
        let stored = world.app.keys.lookup("staff.api_key", key.as_bytes()).to_vec();
        run(&world, "update api_key set key_hash = $2 where id = $1", vec![more.id.into(), vec![8u8; 32].into()]).await;
        let text = "update api_key set key_hash = $2, revoked_at = null where id = $1";
        run(&world, text, vec![made.id.into(), stored.into()]).await;
        assert!(!key_works(&world, key).await, "the log knows that it was revoked");
        let refused = grant::refused(world.app.db.reader(), &world.app.keys).await.unwrap();
        assert!(refused.contains(&format!("api_key {}", made.id)), "{refused:?}");
    }

    /// ALL-8
    async fn a_change_takes_over_nothing_that_somebody_else_wrote_and_the_operator_can_repair_the_row(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let sam = member(&world, SAM, &[Role::Support]).await;
        run(&world, "update staff set roles = 'administrator' where id = $1", vec![sam.into()]).await;
        let cx = world.cx_staff(&[Role::Administrator]);
        let change = MemberChange { name: Personal("Sam".into()), roles: vec![Role::Support] };
        for refused in [
            change_member(&cx, sam, change).await,
            reset_second_factor(&cx, None, sam).await.map(drop),
            disable_member(&cx, sam, gatehouse_staff::actions::KeysMade::Keep).await,
        ] {
            assert!(matches!(refused, Err(gatehouse_core::Stop::Refused(MemberRefusal::RowRefused))));
        }
        assert!(repair_member(&cx, sam, &[Role::Support]).await.is_err(), "not from the console");
        let listed = all_members(&may(&world.cx()).unwrap()).await.unwrap();
        assert!(listed.iter().all(|one| one.holds == (one.member.row.id != sam)));

        let repaired = repair_member(&world.cx(), sam, &[Role::Support]).await.unwrap();
        assert!(!comes_in(&world, SAM).await, "the password of before is no more");
        let (fresh, mut browser) = ("Quiet-Harbor-91!", world.browser());
        set_password(&mut browser, repaired.link.expose(), fresh).await.expect(StatusCode::SEE_OTHER);
        let answer = give_password(&mut browser, SAM, fresh).await;
        assert!(answer.location().starts_with("/staff/setup"), "{}", answer.location());
        let given = browser.post("/staff/setup/presence", &[("presence", repaired.code.expose())]).await;
        assert_eq!(given.location(), "/staff/setup?next=/staff");
        assert!(browser.get("/staff/setup").await.body.contains("<figcaption>"));
        assert_eq!(row(&world, sam).await.roles, "support");
        assert_eq!(lines(&world, "staff.repaired").await, 1);
    }

    /// ALL-8, PRI-13
    async fn rows_of_an_earlier_version_are_stated_once_and_a_missing_statement_is_refused_from_then_on(world: World) {
        let sam = member(&world, SAM, &[Role::Support]).await;
        let made = create_api_key(
            &world.cx(),
            NewApiKey { name: "Shop".into(), scopes: vec!["orders:read".into()], expires: String::new() },
        )
        .await
        .unwrap();
        run(&world, "update staff set rights_sealed = null where id = $1", vec![sam.into()]).await;
        run(&world, "update api_key set rights_sealed = null where id = $1", vec![made.id.into()]).await;
        Staffing.started(&world.app).await.unwrap();
        assert!(!comes_in(&world, SAM).await && !key_works(&world, made.key.expose()).await, "it was done before");
        let mark = old_columns::mark_id(grant::SEALED);
        run(&world, "delete from subject_key where id = $1", vec![mark.into()]).await;
        Staffing.started(&world.app).await.unwrap();
        assert!(comes_in(&world, SAM).await && key_works(&world, made.key.expose()).await);
        assert_eq!(lines(&world, "staff.rights_stated").await, 1, "their rights are held against it from now on");
    }

    /// ALL-8, PRI-13
    async fn a_member_of_before_whose_line_cannot_be_proven_keeps_his_access_once(world: World) {
        let sam = member(&world, SAM, &[Role::Support]).await;
        unguard(&world).await;
        let spoil = async || {
            let text = "update audit set mac = $2 where subject_id = $1";
            run(&world, text, vec![sam.into(), vec![7_u8; 16].into()]).await;
        };
        spoil().await;
        Staffing.started(&world.app).await.unwrap();
        assert!(!comes_in(&world, SAM).await, "it was done before");
        let mark = old_columns::mark_id(grant::LINES);
        run(&world, "delete from subject_key where id = $1", vec![mark.into()]).await;
        Staffing.started(&world.app).await.unwrap();
        assert!(comes_in(&world, SAM).await, "an earlier version left them no line that can be proven");
        spoil().await;
        Staffing.started(&world.app).await.unwrap();
        assert!(!comes_in(&world, SAM).await, "once");
    }
}
