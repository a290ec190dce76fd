//! The pepper is turned while the portal runs: everybody is found before, in the middle and after, nobody twice.

use crate::demo_copy;
use crate::product::hint;
use crate::seal::{customer, member, signs_in};
use crate::server::{Place, Server, client};
use gatehouse::pepper_command::{begin, go_on, left_under};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::queries::contacts;
use gatehouse_accounts::tables::account;
use gatehouse_companies::tables::scim_token;
use gatehouse_context::{Cx, OnceKey, peppers, subject};
use gatehouse_core::{DAY, Lang, MINUTE, SystemRandom};
use gatehouse_db::Db;
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use gatehouse_staff::tables::api_key;
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::session::SharedApiKeys;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use std::path::Path;
use std::process::{Child, Stdio};

const WORD: &str = "Harbor-Lamp-27";

async fn accounts(world: &World) -> u64 {
    account::Entity::find().count(world.app.db.reader()).await.unwrap()
}

fn new_account(email: &str) -> CreateConfirmed {
    CreateConfirmed {
        email: email.into(),
        password: WORD.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: String::new(),
    }
}

/// A change under an idempotency key.
async fn done_once(world: &World, key: &str) {
    let cx = world.cx();
    let once = OnceKey::new(&cx, "orders.create", key, b"body").unwrap();
    let cx = Cx { once: Some(once), ..cx };
    let tx = cx.begin().await.unwrap();
    cx.once(&tx, cx.id()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Sessions, links and keys of before, and people under each pepper.
async fn all_are_found(world: &World, when: &str) {
    assert!(signs_in(world, "aiko@example.com", WORD).await, "{when}");
    let form = [("email", "clara@vendor.example"), ("password", WORD)];
    assert_eq!(world.browser().post("/staff/sign-in", &form).await.status.as_u16(), 303, "{when}");
    assert!(create_confirmed(&world.cx(), new_account("aiko@example.com")).await.is_err(), "{when}: taken");
    assert!(contacts::find_by_email(&world.cx(), world.cx().read(), "AIKO@example.com").await.unwrap().is_some());
}

both_engines! {
    /// PRI-13, ACC-1
    async fn everybody_is_found_before_in_the_middle_and_after_a_turn_of_the_pepper(world: World) {
        let aiko = customer(&world, "aiko@example.com", WORD).await;
        member(&world, "clara@vendor.example", WORD).await;
        let mut browser = world.browser();
        let form = [("email", "aiko@example.com"), ("password", WORD)];
        browser.post("/sign-in", &form).await;
        let form = [("email", "new@example.com"), ("password", "Correct-Horse-7"), ("again", "Correct-Horse-7")];
        world.browser().post_as_human("/register", &form).await;
        let link = world.last_mail_to("new@example.com").await.link();
        let new = NewApiKey { name: "Shop".into(), scopes: vec!["orders:read".into()], expires: String::new() };
        let key = create_api_key(&world.cx(), new).await.unwrap().key;
        let first = hex::encode(world.app.keys.lookup_under(1, contacts::EMAIL, b"aiko@example.com").unwrap());
        let holds_first = || async { world.dump().await.to_lowercase().contains(&first) };
        assert!(holds_first().await, "the control look");

        let version = begin(&world.app, &SystemRandom).await.unwrap();
        assert_eq!(version, 2);
        all_are_found(&world, "announced").await;
        // Killed when the addresses were switched and none was moved.
        world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        peppers::switch(&world.app, contacts::EMAIL, version).await.unwrap();
        all_are_found(&world, "in the middle").await;
        let count = accounts(&world).await;
        let form = [("email", "aiko@example.com"), ("password", "Correct-Horse-7"), ("again", "Correct-Horse-7")];
        world.browser().post_as_human("/register", &form).await;
        assert_eq!(accounts(&world).await, count, "nobody registers an address twice");
        customer(&world, "boris@example.com", WORD).await;

        // Run again, it is the same rotation that goes on.
        assert_eq!(begin(&world.app, &SystemRandom).await.unwrap(), version);
        assert!(go_on(&world.app, &world.modules, version, &SystemRandom).await.unwrap() >= 3);
        all_are_found(&world, "after").await;
        assert!(signs_in(&world, "boris@example.com", WORD).await);
        let row = account::Entity::find_by_id(aiko).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(row.pepper_version, version);
        assert!(!holds_first().await, "the old pepper confirms no address any more");
        subject::prove_keys(&world.app).await.unwrap();

        assert_eq!(browser.get("/account").await.status.as_u16(), 200, "a session of before");
        let mut elsewhere = world.browser();
        let first = elsewhere.get(&link).await;
        assert_eq!(elsewhere.follow(first).await.status.as_u16(), 200, "a link of before");
        let left = left_under(&world.app, &world.modules, version).await.unwrap();
        assert_eq!(left, ["API keys that were not used since (1)"]);
        let cx = world.cx();
        assert!(cx.service::<SharedApiKeys>().unwrap().find(&cx, key.expose()).await.unwrap().is_some());
        assert_eq!(left_under(&world.app, &world.modules, version).await.unwrap(), Vec::<String>::new());
        // A finished rotation is not gone on with: the next one is new.
        assert_eq!(begin(&world.app, &SystemRandom).await.unwrap(), 3);
    }

    /// ALL-7, PRI-13
    async fn idempotency_keys_of_before_a_turn_are_named_until_they_have_ended(world: World) {
        done_once(&world, "before").await;
        let version = begin(&world.app, &SystemRandom).await.unwrap();
        done_once(&world, "while").await;
        go_on(&world.app, &world.modules, version, &SystemRandom).await.unwrap();
        done_once(&world, "after").await;
        let left = left_under(&world.app, &world.modules, version).await.unwrap();
        assert_eq!(left, ["idempotency keys of the last 3 days (1)"]);
        world.advance(3 * DAY + MINUTE);
        world.run_jobs().await;
        assert_eq!(left_under(&world.app, &world.modules, version).await.unwrap(), Vec::<String>::new());
    }

    /// PRI-13, ACC-1
    async fn an_address_is_taken_once_however_registrations_and_the_move_interleave(world: World) {
        for n in 0..6 {
            customer(&world, &format!("old{n}@example.com"), WORD).await;
        }
        let version = begin(&world.app, &SystemRandom).await.unwrap();
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..6 {
            for email in [format!("old{n}@example.com"), format!("new{n}@example.com"), format!("new{n}@example.com")] {
                let cx = world.cx();
                tries.spawn(async move { create_confirmed(&cx, new_account(&email)).await.is_ok() });
            }
        }
        go_on(&world.app, &world.modules, version, &SystemRandom).await.unwrap();
        let taken = tries.join_all().await.into_iter().filter(|ok| *ok).count();
        assert_eq!((taken, accounts(&world).await), (6, 12));
        go_on(&world.app, &world.modules, version, &SystemRandom).await.unwrap();
        let rows = account::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert!(rows.iter().all(|row| row.pepper_version == version));
    }
}

/// Whether a person of the demo content signs in at the running server.
fn person_signs_in(server: &Server) {
    let form = [("email", "aiko@example.com"), ("password", "Harbor-Lamp-27")];
    let sign_in = format!("{}/sign-in", server.origin);
    let answer = client().post(sign_in).header("sec-fetch-site", "same-origin").form(&form).send().unwrap();
    assert_eq!(answer.status(), 303, "{}", server.log());
}

/// Activates a license of the demo content on a device, always the same; answers the status.
fn activates(server: &Server, hints: &str) -> u16 {
    let body = serde_json::json!({
        "product": "lantern", "code": hint(hints, "Activation code"), "device": {"fingerprint": ["ab".repeat(32)]},
    });
    let answer = client().post(format!("{}/api/v1/activations", server.origin)).json(&body).send().unwrap();
    answer.status().as_u16()
}

#[tokio::main(flavor = "current_thread")]
async fn without_keys_of_programs(place: &Place) {
    let db = Db::open(&place.database()).await.unwrap();
    api_key::Entity::delete_many().exec(db.writer()).await.unwrap();
    scim_token::Entity::delete_many().exec(db.writer()).await.unwrap();
    db.close().await.unwrap();
}

/// Turns the pepper beside a running server. `kill`: kills the turning where it likes; it is begun again after each `true`.
pub fn turn(place: &Place, mut kill: impl FnMut(&mut Child, &Path) -> bool) {
    let mut server = place.serve(&["--demo"]);
    let hints = server.hints();
    let file = place.path().join("data/gatehouse.keys");
    let text = || std::fs::read_to_string(&file).unwrap();
    assert!(text().contains("pepper 1 "));
    loop {
        let mut turning =
            place.command(&["keys", "rotate-pepper"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let goes_on = kill(&mut turning, &file);
        drop(turning.kill());
        turning.wait().unwrap();
        person_signs_in(&server);
        if !goes_on {
            break;
        }
    }
    let done = place.run(&["keys", "rotate-pepper"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("pepper version "), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(text().contains("\npepper 2 ") && !text().contains("next-pepper"));
    person_signs_in(&server);
    assert_eq!(activates(&server, &hints), 201, "{}", server.log());

    let dropped = place.run(&["keys", "drop-peppers"]);
    assert!(!dropped.status.success(), "the shop and the directory of the demo content have not used theirs");
    let said = String::from_utf8_lossy(&dropped.stderr).into_owned();
    for left in ["API keys that were not used since (1)", "tokens of directories that were not used since (1)"] {
        assert!(said.contains(left), "{said}");
    }
    without_keys_of_programs(place);
    let dropped = place.run(&["keys", "drop-peppers"]);
    assert!(dropped.status.success(), "nothing is left: {}", String::from_utf8_lossy(&dropped.stderr));
    assert!(!text().contains("pepper 1 "));
    server.kill();
    let server = place.serve(&[]);
    person_signs_in(&server);
    assert_eq!(activates(&server, &hints), 200, "the device is known again: {}", server.log());
}

/// PRI-13, ALL-6
#[test]
fn a_running_server_goes_on_when_the_pepper_is_turned_and_the_turning_is_killed() {
    turn(&demo_copy::embedded(Place::new()), |turning, file| {
        // As soon as the pepper waits in the file.
        while !std::fs::read_to_string(file).unwrap().contains("next-pepper 2 ") {
            assert!(turning.try_wait().unwrap().is_none(), "it ended before it did anything");
            std::thread::yield_now();
        }
        false
    });
}
