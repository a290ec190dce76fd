//! Deletion of an account.

use super::strangers_mails::ledger_rows;
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account, known_device, notification_choice, one_time_token, session};
use gatehouse_context::subject;
use gatehouse_core::{DAY, SystemRandom};
use gatehouse_guard::tables::counter;
use gatehouse_testkit::both_engines;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// A choice of notification, of whatever kind.
async fn choose(world: &World, account: Uuid) {
    use sea_orm::Set;
    let row = notification_choice::ActiveModel {
        id: Set(world.cx().id()),
        account_id: Set(account),
        kind: Set("license_ending".into()),
        chosen_at: Set(world.app.clock.now()),
    };
    notification_choice::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
}

both_engines! {
    /// ACC-17
    async fn an_unticked_box_or_a_wrong_password_deletes_nothing(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        browser.get("/account/delete").await.expect(StatusCode::OK);
        for (form, field) in [
            (vec![("email", "aiko@example.com"), ("current", PASSWORD)], "confirm"),
            (vec![("email", "aiko@example.com"), ("current", OTHER), ("confirm", "true")], "current"),
            (vec![("email", "boris@example.com"), ("current", PASSWORD), ("confirm", "true")], "email"),
            (vec![("email", ""), ("current", ""), ("confirm", "")], "email"),
        ] {
            let page = browser.post("/account/delete", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{field}: {}", page.body);
        }
        browser.get("/account").await.expect(StatusCode::OK);
        assert!(world.mails().await.is_empty());
    }

    /// ACC-17, PRI-13
    async fn a_deleted_account_leaves_nothing_but_one_last_mail(world: World) {
        let keys = rows::<subject::table::Entity>(&world).await;
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let mut elsewhere = signed_in(&world, "aiko@example.com").await;
        choose(&world, id).await;
        browser.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        sign_in(&mut world.browser(), "aiko@example.com", OTHER).await;
        assert!(world.mails().await.len() >= 2);
        let form = [("email", "Aiko@Example.com"), ("current", PASSWORD), ("confirm", "true")];
        let gone = browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        let page = browser.follow(gone).await.expect(StatusCode::OK);
        assert!(page.body.contains("all its data have been deleted"));
        assert!(browser.cookie("gh_session").is_none());
        assert!(elsewhere.get("/account").await.location().starts_with("/sign-in"));
        sign_in(&mut elsewhere, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let mails = world.mails().await;
        assert_eq!(mails.iter().map(|m| m.kind.as_str()).collect::<Vec<_>>(), ["accounts.deleted"]);
        assert_eq!(mails[0].to, "aiko@example.com");
        assert_eq!(
            [
                rows::<account::Entity>(&world).await,
                rows::<session::Entity>(&world).await,
                rows::<one_time_token::Entity>(&world).await,
                rows::<notification_choice::Entity>(&world).await,
                rows::<known_device::Entity>(&world).await,
            ],
            [0; 5]
        );
        assert_eq!(rows::<subject::table::Entity>(&world).await, keys + 1, "the last mail's own key");
        let dump = world.dump().await.to_lowercase();
        assert!(!dump.contains(&id.to_string()) && !dump.contains(&id.simple().to_string()), "no row names the account");
        world.advance(41 * DAY);
        world.run_jobs().await;
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(rows::<subject::table::Entity>(&world).await, keys);
        assert_eq!(rows::<gatehouse_guard::tables::counter::Entity>(&world).await, 0);
        assert!(world.mails().await.is_empty());
    }

    /// ACC-17, PRI-13
    async fn what_was_counted_of_a_deleted_address_goes_under_each_pepper(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        for turned in [false, true] {
            if turned {
                world.app.keys.rotate_pepper(&SystemRandom).unwrap();
            }
            sign_in(&mut world.browser(), "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            world.browser().post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        }
        assert_eq!(ledger_rows(&world).await, 2, "under each pepper");
        delete(&mut browser).await;
        assert_eq!(ledger_rows(&world).await, 0);
        let everywhere = counter::Entity::find().filter(counter::Column::Kind.eq("accounts.sign_in"));
        assert!(everywhere.all(world.app.db.reader()).await.unwrap().is_empty());
    }

    /// ACC-17
    async fn a_deleted_address_can_register_anew(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = [("email", "aiko@example.com"), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        world.advance(DAY);
        register(&mut browser, "aiko@example.com", OTHER).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to("aiko@example.com").await.kind, "accounts.confirm");
        assert_eq!(rows::<account::Entity>(&world).await, 1);
    }

    /// ACC-17, ACC-10
    async fn deleting_while_signing_in_leaves_no_session(world: World) {
        for n in 0..5 {
            let email = format!("aiko{n}@example.com");
            customer(&world, &email).await;
            let mut browser = signed_in(&world, &email).await;
            let mut other = world.browser();
            let form = [("email", email.as_str()), ("current", PASSWORD), ("confirm", "true")];
            let (deleted, raced) =
                tokio::join!(browser.post("/account/delete", &form), sign_in(&mut other, &email, PASSWORD));
            deleted.expect(StatusCode::SEE_OTHER);
            assert!(raced.status.is_redirection() || raced.status.is_client_error(), "{}", raced.body);
            assert_eq!(rows::<session::Entity>(&world).await, 0);
        }
    }
}

/// The embedded database's files as they lie on the disk.
fn files(world: &World) -> Vec<u8> {
    let path = world.database_url.strip_prefix("sqlite:").unwrap();
    ["", "-wal"].iter().flat_map(|end| std::fs::read(format!("{path}{end}")).unwrap_or_default()).collect()
}

/// What a thief of the disk would look for.
async fn marks(world: &World, account: Uuid) -> Vec<(&'static str, Vec<u8>)> {
    let reader = world.app.db.reader();
    let row = account::Entity::find_by_id(account).one(reader).await.unwrap().unwrap();
    let key = subject::table::Entity::find_by_id(account).one(reader).await.unwrap().unwrap();
    vec![
        ("region", "東京都".as_bytes().to_vec()),
        ("browser", b"Marked-Browser/7".to_vec()),
        ("address", row.email_lookup),
        ("account", account.as_bytes().to_vec()),
        ("wrapped key", key.wrapped),
    ]
}

fn found(files: &[u8], marks: &[(&'static str, Vec<u8>)]) -> Vec<&'static str> {
    let is_there = |mark: &[u8]| files.windows(mark.len()).any(|part| part == mark);
    marks.iter().filter(|(_, mark)| is_there(mark)).map(|(name, _)| *name).collect()
}

async fn marked_customer(world: &World) -> (Browser, Vec<(&'static str, Vec<u8>)>) {
    let id = customer(world, "aiko@example.com").await;
    let mut browser = world.browser().header("user-agent", "Marked-Browser/7");
    sign_in(&mut browser, "aiko@example.com", PASSWORD).await.expect(StatusCode::SEE_OTHER);
    let marks = marks(world, id).await;
    assert_eq!(found(&files(world), &marks).len(), marks.len(), "all of them can be found");
    (browser, marks)
}

async fn delete(browser: &mut Browser) {
    let form = [("email", "aiko@example.com"), ("current", PASSWORD), ("confirm", "true")];
    browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
}

/// ACC-17, PRI-3, PRI-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_account_is_in_no_file_of_the_embedded_database() {
    let world = world(TestEngine::Sqlite).await;
    // The schedules have run: nothing but the deletion itself empties the log.
    world.run_jobs().await;
    let (mut browser, marks) = marked_customer(&world).await;
    delete(&mut browser).await;
    world.run_jobs().await;
    assert_eq!(found(&files(&world), &marks), Vec::<&str>::new());
}

/// ACC-17, PRI-3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_needs_the_log_only_puts_its_emptying_off() {
    use sea_orm::TransactionTrait as _;
    let world = world(TestEngine::Sqlite).await;
    world.run_jobs().await;
    let (mut browser, marks) = marked_customer(&world).await;
    // A long look, such as a backup's.
    let reader = world.app.db.reader().begin().await.unwrap();
    account::Entity::find().one(&reader).await.unwrap();
    delete(&mut browser).await;
    world.run_jobs().await;
    assert!(!found(&files(&world), &marks).is_empty(), "the reader still sees it");
    reader.rollback().await.unwrap();
    world.advance(10 * gatehouse_core::SECOND);
    world.run_jobs().await;
    assert_eq!(found(&files(&world), &marks), Vec::<&str>::new());
}
