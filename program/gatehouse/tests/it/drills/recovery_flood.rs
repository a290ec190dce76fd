//! `recovery-flood`: for three days somebody asks for links to a customer's address every two minutes, from ever other
//! networks. At every hour the owner finds a living link in the mailbox, and at the end gets in.

use super::held;
use crate::world;
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::actions::recover::{FORM, Recover, recover};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, HOUR, Lang, MINUTE};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_testkit::{Browser, ReadMail, TestEngine, World};
use std::time::Duration;

const EMAIL: &str = "owner@example.com";
const OLD: &str = "Harbor-Lamp-27";
const NEW: &str = "Lantern-Quay-38!";
const DAYS: i64 = 3;
const EACH: i64 = 2 * MINUTE;

/// One request of the stranger, from the `n`-th network.
async fn ask(world: &World, n: i64) {
    let network = format!("2001:db8:{:x}:{:x}::/64", n >> 16, n & 0xffff);
    let cx = Cx { actor: Actor::Visitor, network: Some(network), ..world.cx() };
    let (challenge, _) = human::challenge(&cx, FORM).unwrap();
    let human = HumanAnswer { human_nonce: human::solve(&challenge), human_token: challenge, ..HumanAnswer::default() };
    recover(&cx, &Recover { email: EMAIL.to_owned(), human }, None).await.unwrap();
}

async fn links(world: &World) -> Vec<String> {
    let is_link = |mail: &ReadMail| mail.to == EMAIL && mail.kind == "accounts.recover";
    world.mails().await.iter().rev().filter(|mail| is_link(mail)).map(ReadMail::link).collect()
}

async fn opens(browser: &mut Browser, link: &str) -> bool {
    let page = browser.get(link).await;
    browser.follow(page).await.status.is_success()
}

async fn flood(engine: TestEngine) {
    let world = world(engine).await;
    let owner = CreateConfirmed {
        email: EMAIL.into(),
        password: OLD.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "Asia/Tokyo".into(),
    };
    create_confirmed(&world.cx(), owner).await.unwrap();
    let (mut looks, mut first_day) = (0, 0);
    let mut browser = world.browser();
    for n in 0..DAYS * DAY / EACH {
        ask(&world, n).await;
        if n % (HOUR / EACH) == HOUR / EACH - 1 {
            let newest = links(&world).await.remove(0);
            assert!(opens(&mut browser, &newest).await, "no living link after {n} requests");
            looks += 1;
        }
        world.advance(EACH);
        if n == DAY / EACH {
            first_day = links(&world).await.len();
        }
    }
    assert!((20..=60).contains(&first_day), "{first_day} mails on the first day: neither a flood nor silence");
    let link = links(&world).await.remove(0);
    let token = link.split('=').nth(1).unwrap();
    let form = [("token", token), ("password", NEW), ("again", NEW)];
    assert_eq!(browser.post("/set-password", &form).await.location(), "/sign-in");
    let signed_in = browser.post("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
    assert_eq!(signed_in.location(), "/licenses");
    held(&format!(
        "{engine:?}: {} requests in {DAYS} days from as many networks, {first_day} mails on the first day and {} in all, a \
         living link in the mailbox at each of {looks} looks, and the owner got in",
        DAYS * DAY / EACH,
        links(&world).await.len()
    ));
}

fn run(engine: TestEngine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_secs(3600), flood(engine)).await.unwrap() });
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    run(TestEngine::Sqlite);
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    run(TestEngine::Postgres);
}
