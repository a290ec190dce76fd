//! The staff console under a name of its own (`staff_origin`): its pages are made by all modules, and none of them leads to
//! what that name does not answer.

use crate::routes::{PASSWORD, clerk_in, fill, patterns, person};
use crate::sample::{accept_sample, sample_code, sample_statement};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use gatehouse_core::{Lang, MINUTE, Personal, Role, Uuid};
use gatehouse_jobs::{NewJob, enqueue};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::deactivate::deactivate;
use gatehouse_staff::{NewMember, create_member};
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use std::collections::{BTreeSet, VecDeque};

const CONSOLE: &str = "staff.example.com";
const PORTAL: &str = "https://portal.example.com";

/// What is not pressed: these end the session in which the pages are looked at.
const LAST: [&str; 2] = ["/sign-out", "/reset-second-factor"];

/// Somebody's way through the console. Each path is asked for once, and then what its page leads to.
struct Walk {
    browser: Browser,
    /// Still to be asked for, each with the page that leads there.
    waiting: VecDeque<(String, String)>,
    asked: BTreeSet<String>,
    /// Pages that were seen with 200.
    pages: Vec<String>,
}

impl Walk {
    /// Begins at every page of the console, those of records that do not exist among them.
    fn new(world: &World, browser: Browser) -> Self {
        let nobody = Uuid::from_u128(7).to_string();
        let all = patterns(world).into_iter().filter(|pattern| pattern.starts_with("/staff"));
        let waiting = all.map(|pattern| (fill(pattern, &[], &nobody), "the list of routes".to_owned())).collect();
        Self { browser, waiting, asked: BTreeSet::new(), pages: Vec::new() }
    }

    /// Walks until there is nothing new, then sends every form empty and looks at what comes back.
    async fn walk(&mut self) {
        self.follow().await;
        let is_pressed = |path: &&String| path.starts_with("/staff") && !LAST.iter().any(|last| path.ends_with(last));
        let forms: Vec<String> = self.asked.iter().filter(is_pressed).cloned().collect();
        for path in forms {
            let answer = self.browser.post(&path, &[]).await;
            self.look_at(&path, "a form", &answer);
        }
        self.follow().await;
    }

    async fn follow(&mut self) {
        while let Some((address, from)) = self.waiting.pop_front() {
            let path = address.split('?').next().unwrap_or_default();
            if self.asked.insert(path.to_owned()) {
                let answer = self.browser.get(&address).await;
                self.look_at(&address, &from, &answer);
            }
        }
    }

    fn look_at(&mut self, address: &str, from: &str, answer: &Answer) {
        assert_ne!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{from} leads to {address}");
        assert!(!answer.status.is_server_error(), "{address}: {} {}", answer.status, answer.body);
        let mut led = vec![answer.location()];
        if answer.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            if answer.status == StatusCode::OK {
                self.pages.push(address.to_owned());
            }
            for attribute in ["href", "action", "src"] {
                let begin = format!(" {attribute}=\"");
                let values = answer.body.split(&begin).skip(1).filter_map(|rest| rest.split('"').next());
                led.extend(values.map(|value| value.replace("&#38;", "&").replace("&amp;", "&")));
            }
        }
        led.retain(|to| to.starts_with('/'));
        self.waiting.extend(led.into_iter().map(|to| (to, address.to_owned())));
    }
}

/// A customer with two licenses: devices of the one came and went, the other is blocked. They accepted a statement that nobody must accept.
/// And a job that was given up.
pub async fn content(world: &World) {
    let account = person(world, "holder@example.com").await;
    let codes = [sample_code(world, "beacon").await, sample_code(world, "lantern").await];
    let mut licenses = Vec::new();
    for code in &codes {
        licenses.push(
            add_code(&world.cx_of(account), AddCode { code: code.clone().into(), ..AddCode::default() }).await.unwrap(),
        );
    }
    for (device, stays) in [("ab", true), ("cd", false)] {
        let input = Activate {
            product: "beacon".into(),
            code: codes[0].clone().into(),
            fingerprint: vec![device.repeat(32)],
            ..Activate::default()
        };
        let seat = activate(&world.cx(), input).await.unwrap();
        if !stays {
            deactivate(&world.cx(), seat.activation, &seat.issued.renew_token, None).await.unwrap();
        }
    }
    let input = Block { license: licenses[1], reason: "compromised".into(), ..Block::default() };
    block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
    let statement = sample_statement(world, false).await;
    accept_sample(world, account, statement).await;
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let mut job = NewJob::new("test.nobody", serde_json::json!({}));
    job.max_attempts = 1;
    enqueue(&cx, &tx, job).await.unwrap();
    tx.commit().await.unwrap();
    // The revocation lists, which the pages of products link to.
    world.advance(2 * MINUTE);
    world.run_jobs().await;
}

/// A browser in which a new colleague has given their password, and has no second factor yet.
async fn half_signed_in(world: &World, mut browser: Browser) -> Browser {
    let member = NewMember {
        email: Personal("new@example.com".into()),
        name: Personal("Nora".into()),
        roles: vec![Role::Support],
        lang: Lang::En,
        password: Some(PASSWORD.to_owned().into()),
        totp_secret: None,
    };
    create_member(&world.cx(), member).await.unwrap();
    let answer = browser.post("/staff/sign-in", &[("email", "new@example.com"), ("password", PASSWORD)]).await;
    assert!(answer.location().starts_with("/staff/setup"), "{}", answer.body);
    browser
}

both_engines! {
    /// ALL-4, ALL-8
    async fn no_page_of_the_console_leads_to_what_its_name_does_not_answer(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| {
            parts.settings.origin = PORTAL.to_owned();
            parts.settings.staff_origin = Some(format!("https://{CONSOLE}"));
        })
        .await;
        content(&world).await;
        let browser = || world.browser().header("host", CONSOLE);
        assert_eq!(browser().get("/licenses").await.status, StatusCode::MISDIRECTED_REQUEST, "the control look");

        let mut stranger = Walk::new(&world, browser());
        stranger.walk().await;
        assert!(stranger.pages.iter().any(|page| page.starts_with("/staff/sign-in")), "{:?}", stranger.pages);
        let mut half = Walk::new(&world, half_signed_in(&world, browser()).await);
        half.walk().await;
        assert!(half.pages.iter().any(|page| page.starts_with("/staff/setup")), "{:?}", half.pages);

        let mut clerk = Walk::new(&world, clerk_in(&world, browser()).await);
        let key = [("name", "Shop"), ("scopes", "licenses:read")];
        let made = clerk.browser.post("/staff/api-keys/new", &key).await.expect(StatusCode::SEE_OTHER);
        // The key is shown by the first page alone.
        let page = clerk.browser.follow(made).await.expect(StatusCode::OK);
        clerk.look_at("/staff/api-keys/new", "a form", &page);
        clerk.walk().await;
        clerk.browser.get("/staff").await.expect(StatusCode::OK);
        for (folder, least) in [("accounts", 1), ("members", 2), ("api-keys", 1), ("dead-letters", 1), ("licenses", 4), ("orders", 2), ("catalog", 10), ("statements", 4)] {
            let below = format!("/staff/{folder}/");
            let seen = clerk.pages.iter().filter(|page| page.starts_with(&below)).count();
            assert!(seen >= least, "{seen} pages below {below}: {:?}", clerk.pages);
        }
        let lists = format!("{PORTAL}/api/v1/revocation-lists/");
        let products = clerk.asked.iter().filter(|path| path.starts_with("/staff/catalog/") && path.matches('/').count() == 3);
        let mut listed = 0;
        for product in products.cloned().collect::<Vec<_>>() {
            listed += usize::from(clerk.browser.get(&product).await.body.contains(&lists));
        }
        assert_eq!(listed, 2, "the pages of both products were seen with their lists");
    }
}
