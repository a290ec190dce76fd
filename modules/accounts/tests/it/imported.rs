//! Accounts of another portal: taken over once, and their passwords until the first sign-in.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::create_invited::create_invited;
use gatehouse_accounts::actions::import_accounts::{HowToImport, Imported, import_accounts};
use gatehouse_accounts::actions::sign_in as actions;
use gatehouse_accounts::model::State;
use gatehouse_accounts::model::csv_file::CsvFile;
use gatehouse_accounts::model::import::{Header, HeaderError, ImportError, ImportRow};
use gatehouse_accounts::tables::account;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Refusal as _};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_testkit::both_engines;
use sea_orm::EntityTrait as _;
use std::time::Instant;

/// Of [`PASSWORD`], cheap to check.
pub(crate) const BCRYPT: &str = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS";
const DJANGO: &str = "pbkdf2_sha256$1000$saltOfDjango$juJwJM/ogZlc+eprTJ7LWTMQ4Kxh0ThyJ26Nn2bW+OM=";
pub(crate) const PROVEN: HowToImport = HowToImport { confirmed: true, dry_run: false };
const UNPROVEN: HowToImport = HowToImport { confirmed: false, dry_run: false };

fn read(text: &str) -> (Vec<ImportRow>, Vec<(u32, ImportError)>) {
    let mut file = CsvFile::new(text.as_bytes());
    let header = Header::read(&file.next_row().unwrap().unwrap().fields.unwrap()).unwrap();
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    while let Some(row) = file.next_row().unwrap() {
        match header.row(row.line, row.fields.unwrap(), Lang::En) {
            Ok(read) => rows.push(read),
            Err(error) => refused.push((row.line, error)),
        }
    }
    (rows, refused)
}

pub(crate) async fn import(world: &World, text: &str, how: HowToImport) -> Imported {
    let (rows, refused) = read(text);
    assert_eq!(refused, []);
    import_accounts(&world.cx(), &rows, how).await.unwrap()
}

async fn all(world: &World) -> Vec<account::Model> {
    account::Entity::find().all(world.app.db.reader()).await.unwrap()
}

both_engines! {
    /// ACC-18, PRI-13
    async fn an_imported_person_signs_in_with_the_old_password_and_its_hash_is_ours_from_then_on(world: World) {
        let text = format!(
            "email,last_name,first_name,country,region,language,password_hash\n\
             aiko@example.com,森,愛子,jp,東京都,ja,{BCRYPT}\n\
             boris@example.com,Иванов,Борис,RU,Москва,ru,{DJANGO}\n"
        );
        assert_eq!(import(&world, &text, PROVEN).await.made, 2);
        let dump = world.dump().await;
        assert!(!dump.contains("$2b$05") && !dump.contains("saltOfDjango"), "the hashes lie sealed");
        for email in ["aiko@example.com", "boris@example.com"] {
            sign_in(&mut world.browser(), email, OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            let before = all(&world).await.into_iter().filter(|row| row.password_foreign.is_some()).count();
            let mut browser = world.browser();
            assert_eq!(sign_in(&mut browser, email, PASSWORD).await.location(), "/licenses");
            let after = all(&world).await.into_iter().filter(|row| row.password_foreign.is_some()).count();
            assert_eq!(before, after + 1, "{email}: the old hash ends with the first sign-in");
            assert_eq!(sign_in(&mut world.browser(), email, PASSWORD).await.location(), "/licenses");
            sign_in(&mut world.browser(), email, OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            let page = browser.get("/account").await.expect(StatusCode::OK);
            assert!(page.body.contains(if email.starts_with('a') { "愛子" } else { "Борис" }));
        }
        assert!(world.mails().await.iter().all(|mail| mail.kind != "accounts.set_password"));
    }

    /// ACC-18, ACC-2
    async fn without_a_proven_address_the_first_use_mails_a_link_and_time_does_not_end_the_account(world: World) {
        import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\n"), UNPROVEN).await;
        // Somebody registers the address: that starts no five days.
        register(&mut world.browser(), "aiko@example.com", OTHER).await;
        world.advance(20 * DAY);
        world.run_jobs().await;
        let before = world.mails().await.len();
        sign_in(&mut world.browser(), "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.mails().await.len(), before, "a wrong password mails nothing");
        let mut browser = world.browser();
        let page = sign_in(&mut browser, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("sent you an email"), "{}", page.body);
        assert!(browser.cookie("gh_session").is_none());
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.mails().await.len(), before + 1, "the second one of a short while mails nothing");
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!(mail.kind, "accounts.set_password");
        let token = token_of(&mail.link()).to_owned();
        let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        let row = all(&world).await.remove(0);
        assert_eq!((row.state, row.password_foreign), (State::Active, None));
        sign_in(&mut world.browser(), "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&mut world.browser(), "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-3, ACC-18
    async fn neither_a_purchase_nor_the_old_password_begins_the_erasure_of_an_account_that_waits(world: World) {
        import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\nken@example.com,\n"), UNPROVEN).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        assert!(create_invited(&cx, &tx, "ken@example.com", Lang::En).await.unwrap().is_some());
        tx.commit().await.unwrap();
        sign_in(&mut world.browser(), "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..12 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert_eq!(all(&world).await.len(), 2, "both go on waiting");
        let before = world.mails().await.len();
        let page = sign_in(&mut world.browser(), "aiko@example.com", PASSWORD).await;
        assert!(page.body.contains("sent you an email"), "the old password still leads to a link: {}", page.body);
        assert_eq!(world.mails().await.len(), before + 1);
        let tx = cx.begin().await.unwrap();
        let link = create_invited(&world.cx(), &tx, "ken@example.com", Lang::En).await.unwrap().unwrap().path();
        tx.commit().await.unwrap();
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        world.browser().post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sign_in(&mut world.browser(), "ken@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-18
    async fn an_address_that_has_an_account_is_refused_and_nothing_of_it_is_changed(world: World) {
        customer(&world, "aiko@example.com").await;
        register(&mut world.browser(), "pending@example.com", PASSWORD).await;
        let before = all(&world).await;
        let text = "email,first_name\nAiko@Example.com,Eve\npending@example.com,Eve\nnew@example.com,Nova\n";
        let imported = import(&world, text, PROVEN).await;
        assert_eq!(imported.made, 1);
        assert_eq!(imported.refused, [(2, ImportError::Exists), (3, ImportError::Exists)]);
        let mut after = all(&world).await;
        after.retain(|row| before.iter().any(|old| old.id == row.id));
        after.sort_by_key(|row| row.id);
        let mut before = before;
        before.sort_by_key(|row| row.id);
        assert_eq!(before, after);
    }

    /// ACC-18
    async fn an_import_that_was_killed_is_run_again_and_makes_nothing_double(world: World) {
        let line = |n: usize| format!("person{n}@example.com,{BCRYPT}\n");
        let text: String = std::iter::once("email,password_hash\n".to_owned()).chain((0..25).map(line)).collect();
        let (rows, _) = read(&text);
        let dry = HowToImport { dry_run: true, ..PROVEN };
        assert_eq!(import_accounts(&world.cx(), &rows, dry).await.unwrap().made, 25);
        assert_eq!(all(&world).await.len(), 0, "a dry run writes nothing");
        // The process ends after the first of three transactions.
        import_accounts(&world.cx(), &rows[..10], PROVEN).await.unwrap();
        let mut made = 0;
        for part in rows.chunks(10) {
            made += import_accounts(&world.cx(), part, PROVEN).await.unwrap().made;
        }
        assert_eq!((made, all(&world).await.len()), (15, 25));
        let again = import_accounts(&world.cx(), &rows, PROVEN).await.unwrap();
        assert_eq!((again.made, again.refused.len(), all(&world).await.len()), (0, 25, 25));
    }

    /// ACC-18
    async fn of_two_imports_at_once_each_account_is_made_once(world: World) {
        let line = |n: usize| format!("person{n}@example.com\n");
        let forth: String = std::iter::once("email\n".to_owned()).chain((0..60).map(line)).collect();
        let back: String = std::iter::once("email\n".to_owned()).chain((0..60).rev().map(line)).collect();
        let (one, other) = tokio::join!(import(&world, &forth, PROVEN), import(&world, &back, UNPROVEN));
        assert_eq!(one.made + other.made, 60);
        assert_eq!(one.refused.len() + other.refused.len(), 60);
        assert_eq!(all(&world).await.len(), 60);
    }

    /// ACC-18
    async fn two_sign_ins_at_once_at_an_old_hash_both_come_in(world: World) {
        import(&world, &format!("email,country,region,password_hash\naiko@example.com,JP,x,{BCRYPT}\n"), PROVEN).await;
        let sign_in = async |network: &str| {
            let cx = Cx { actor: Actor::Visitor, network: Some(network.to_owned()), ..world.cx() };
            let input = actions::SignIn {
                email: "aiko@example.com".into(),
                password: PASSWORD.to_owned().into(),
                zone: String::new(),
                here: actions::Here::default(),
                human: HumanAnswer::default(),
                attaching: None,
            };
            actions::sign_in(&cx, input).await
        };
        let (one, other) = tokio::join!(sign_in("198.51.100.1"), sign_in("198.51.100.2"));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        assert_eq!(all(&world).await.remove(0).password_foreign, None);
        assert!(sign_in("198.51.100.3").await.is_ok());
    }

    /// ACC-18
    async fn a_new_password_ends_the_old_hash(world: World) {
        import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\n"), PROVEN).await;
        let mut browser = world.browser();
        browser.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(all(&world).await.remove(0).password_foreign, None);
        sign_in(&mut world.browser(), "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-6, ACC-18
    async fn an_imported_and_an_unknown_address_get_the_same_answer(world: World) {
        import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\n"), PROVEN).await;
        import(&world, &format!("email,password_hash\nboris@example.com,{BCRYPT}\n"), UNPROVEN).await;
        let mut pages = Vec::new();
        for email in ["aiko@example.com", "boris@example.com", "unknown@example.com"] {
            let answer = sign_in(&mut world.browser(), email, OTHER).await;
            pages.push((answer.status, plain(&answer, email)));
        }
        assert!(pages.windows(2).all(|two| two[0] == two[1]));
    }
}

/// ACC-6, ACC-18
#[tokio::test]
async fn while_old_hashes_are_left_every_wrong_password_takes_the_same_least_time() {
    let accounts =
        Accounts::new(AccountsConfig { equal_answer: Duration::from_millis(100), ..AccountsConfig::default() });
    let modules: Vec<Box<dyn Module>> = vec![Box::new(accounts), Box::new(Tells), Box::new(TestStaff)];
    let world = World::new(TestEngine::Sqlite, modules).await;
    customer(&world, "own@example.com").await;
    import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\n"), PROVEN).await;
    for email in ["aiko@example.com", "own@example.com", "unknown@example.com"] {
        let begun = Instant::now();
        sign_in(&mut world.browser(), email, OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(begun.elapsed() >= Duration::from_millis(250), "{email}: {:?}", begun.elapsed());
    }
}

/// ACC-14, ACC-18
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_waits_for_its_owner_is_not_erased_by_a_change_of_address() {
    let world = world(TestEngine::Sqlite).await;
    import(&world, &format!("email,password_hash\naiko@example.com,{BCRYPT}\n"), UNPROVEN).await;
    customer(&world, "own@example.com").await;
    let mut browser = signed_in(&world, "own@example.com").await;
    change_address::ask(&mut browser, "aiko@example.com").await.expect(StatusCode::SEE_OTHER);
    let link = change_address::link_of(&world, "aiko@example.com", "accounts.change_address").await;
    let refused = change_address::press(&mut browser, &link).await;
    assert!(refused.status.is_client_error(), "{} {}", refused.status, refused.body);
    assert!(browser.get("/account").await.body.contains("own@example.com"));
    assert_eq!(all(&world).await.len(), 2, "the imported account is still there");
}

/// ACC-18, ALL-9
#[test]
fn every_wrong_row_is_refused_with_its_line_and_the_reason() {
    let text = format!(
        "email,first_name,phone,country,language,time_zone,password_hash\n\
         not an address,,,,,,\n\
         a@example.com,x,call me,XX,tlh,Mars/Base,\n\
         b@example.com,,,,,,$1$salt$hash\n\
         c@example.com,,,,,,$2b$05$short\n\
         d@example.com,,,,,,{}\n\
         e@example.com,,\n\
         f@example.com,Fay,+81 3 1234 5678,jp,ja-JP,asia/tokyo,{BCRYPT}\n",
        BCRYPT.replace("$05$", "$31$")
    );
    let (rows, refused) = read(&text);
    assert_eq!(rows.iter().map(|row| (row.line, row.address())).collect::<Vec<_>>(), [(8, "f@example.com")]);
    let said: Vec<_> = refused
        .iter()
        .map(|(line, error)| {
            let all = std::iter::once(error as &dyn gatehouse_core::Refusal).chain(error.others());
            (*line, all.map(|one| one.code().to_owned()).collect::<Vec<_>>())
        })
        .collect();
    let expected: Vec<(u32, Vec<&str>)> = vec![
        (2, vec!["account.email_invalid"]),
        (
            3,
            vec![
                "account.phone_invalid",
                "account.country_unknown",
                "account.language_unknown",
                "account.zone_unknown",
            ],
        ),
        (4, vec!["account.import_hash_unknown"]),
        (5, vec!["account.import_hash_malformed"]),
        (6, vec!["account.import_hash_costly"]),
        (7, vec!["account.import_fields"]),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(line, codes)| (line, codes.into_iter().map(str::to_owned).collect())).collect();
    assert_eq!(said, expected);
}

/// ACC-18
#[test]
fn the_first_line_names_known_columns_once_and_the_address_among_them() {
    let read = |names: &[&str]| Header::read(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert!(read(&["Email", " password_hash "]).is_ok());
    assert_eq!(read(&["email", "passwd"]).unwrap_err(), HeaderError::Unknown("passwd".into()));
    assert_eq!(read(&["email", "email"]).unwrap_err(), HeaderError::Twice("email"));
    assert_eq!(read(&["first_name"]).unwrap_err(), HeaderError::NoEmail);
}
