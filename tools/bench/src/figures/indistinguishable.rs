//! Whether a stranger learns from an answer, or from the time that it takes, who has an account (ACC-6): two groups of addresses are posted to
//! each door in random order, and their answers and times are compared.
//!
//! The program runs with all of its limits, behind a proxy that it believes: every request comes from a network of its own, and every address
//! is typed once at each door, so that no limit and no counter stands between the groups. Mails go to a server that takes them. The baseline
//! of a comparison is the same test between two halves of one group: what chance and the machine make of equal things.

use crate::alike::Answers;
use crate::children::Served;
use crate::client::{Connection, form, get};
use crate::content::{Content, PASSWORD, done};
use crate::mail_sink;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::median;
use crate::strangers::{Group, InTurns as _, Networks};
use crate::told_apart::{Comparison, THRESHOLD};
use futures::future::try_join_all;
use gatehouse_accounts::actions::create_app::create_app;
use gatehouse_accounts::actions::create_invited::create_invited;
use gatehouse_core::{Fault, Lang, Random as _, SystemRandom, Uuid};
use gatehouse_guard::human;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

const ORIGIN: &str = "http://127.0.0.1";
/// Addresses of a group.
const EACH: usize = 400;
/// The first requests of a door warm it up and count for nothing.
const WARM_UP: usize = 40;
/// Accounts that are made at once.
const AT_ONCE: usize = 4;
/// Medians that lie further apart than this tell something to whoever asks often enough, whatever the tests say; in microseconds.
const MEDIANS: f64 = 1_000.0;
const WRONG: &str = "Kettle-orbit-48-lamp";
/// The secret of all authenticator apps here; nobody asks for a code.
const APP: &[u8; 20] = b"a bench's app secret";

/// A form that strangers send, and two groups whose addresses must not be told apart there.
struct Door {
    name: &'static str,
    path: &'static str,
    groups: [Group; 2],
    what: &'static str,
}

/// In this order, because registrations and links leave something behind: each group is new at each path.
const DOORS: [Door; 8] = [
    door("alike_sign_in", SIGN_IN, [Group::Account, Group::Nobody(0)], "an account, and nobody's address"),
    door(
        "alike_two_step",
        SIGN_IN,
        [Group::TwoStep, Group::Nobody(1)],
        "an account with two-step verification, and nobody's",
    ),
    door(
        "alike_sign_in_invited",
        SIGN_IN,
        [Group::Invited, Group::Nobody(2)],
        "an account of a purchase, without a password, and nobody's",
    ),
    door("alike_recovery", RECOVERY, [Group::Account, Group::Nobody(3)], "an account, and nobody's address"),
    door(
        "alike_recovery_invited",
        RECOVERY,
        [Group::Invited, Group::Nobody(4)],
        "an account of a purchase, without a password, and nobody's",
    ),
    door("alike_registration", REGISTRATION, [Group::Account, Group::Nobody(5)], "an account, and nobody's address"),
    door(
        "alike_registration_invited",
        REGISTRATION,
        [Group::Invited, Group::Nobody(6)],
        "an account of a purchase, and nobody's address",
    ),
    // Those that were nobody's before they registered wait for their proof by now.
    door(
        "alike_sign_in_unproven",
        SIGN_IN,
        [Group::Nobody(5), Group::Nobody(7)],
        "a registration that is not proven, and nobody's",
    ),
];
/// Their names.
pub const NAMES: [&str; 9] = [
    "indistinguishable",
    DOORS[0].name,
    DOORS[1].name,
    DOORS[2].name,
    DOORS[3].name,
    DOORS[4].name,
    DOORS[5].name,
    DOORS[6].name,
    DOORS[7].name,
];

const SIGN_IN: &str = "/sign-in";
const RECOVERY: &str = "/forgot-password";
const REGISTRATION: &str = "/register";

const fn door(name: &'static str, path: &'static str, groups: [Group; 2], what: &'static str) -> Door {
    Door { name, path, groups, what }
}

/// Measures all of them.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("indistinguishable")?;
    place.runtime.block_on(people(&data))?;
    let mail = mail_sink::start()?;
    let settings =
        [("ORIGIN", ORIGIN), ("TRUSTED_PROXIES", "127.0.0.1"), ("RATE_LIMITS", "true"), ("MAIL", mail.as_str())];
    let server = Served::gatehouse(place, &data, &settings)?;
    let mut networks = Networks::default();
    // All forms first: after many right answers the human checks become harder.
    let mut ready = Vec::with_capacity(DOORS.len());
    for door in &DOORS {
        ready.push((door, place.runtime.block_on(door.posts(server.address, &mut networks))?));
    }
    let mut figures = Vec::with_capacity(DOORS.len());
    for (door, posts) in ready {
        let seen = place.runtime.block_on(door.send(server.address, posts))?;
        figures.push(door.figure(&seen));
    }
    server.stop()?;
    Ok(figures)
}

/// Everybody who has an account.
async fn people(data: &Path) -> Result<(), Fault> {
    let content = Content::open(data, None).await?;
    let cx = &content.cx;
    for first in (0..EACH).step_by(AT_ONCE) {
        let numbers = || first..(first + AT_ONCE).min(EACH);
        try_join_all(numbers().map(|number| account(&content, Group::Account, number))).await?;
        let secured = try_join_all(numbers().map(|number| account(&content, Group::TwoStep, number))).await?;
        for account in secured {
            done(create_app(cx, account, APP, "Phone").await)?;
        }
    }
    let tx = cx.begin().await?;
    for number in 0..EACH {
        create_invited(cx, &tx, &Group::Invited.address(number), Lang::En).await?;
    }
    tx.commit().await?;
    content.close().await
}

async fn account(content: &Content, group: Group, number: usize) -> Result<Uuid, Fault> {
    content.account(&group.address(number)).await
}

/// A ready-made form, and of which group it is.
struct Post {
    group: usize,
    bytes: Vec<u8>,
}

/// What came back.
struct Seen {
    group: usize,
    micros: f64,
    answer: Vec<u8>,
}

impl Door {
    /// All forms, in random order. Human checks are solved here, before any clock runs.
    async fn posts(&self, address: SocketAddr, networks: &mut Networks) -> Result<Vec<Post>, Fault> {
        let mut connection = Connection::open(address).await?;
        let mut posts = Vec::with_capacity(2 * EACH);
        for number in 0..EACH {
            for (group, who) in self.groups.iter().enumerate() {
                let network = networks.another();
                let body = self.body(&mut connection, &network, &who.address(number)).await?;
                posts.push(Post { group, bytes: form(self.path, &network, &body) });
            }
        }
        for last in (1..posts.len()).rev() {
            let other = usize::try_from(SystemRandom.below(last as u64 + 1)).unwrap_or(last);
            posts.swap(last, other);
        }
        Ok(posts)
    }

    async fn body(&self, connection: &mut Connection, network: &str, email: &str) -> Result<String, Fault> {
        let mut body = format!("email={}", email.replace('@', "%40"));
        if self.path == SIGN_IN {
            write!(body, "&password={WRONG}")?;
            return Ok(body);
        }
        if self.path == REGISTRATION {
            write!(body, "&password={PASSWORD}&again={PASSWORD}")?;
        }
        let page = connection.ask(&get(self.path, network)).await?;
        let text = String::from_utf8_lossy(page.body).into_owned();
        let field = text.split("name=\"human_token\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
        let token = field.and_then(|rest| rest.split('"').next());
        let token = token.ok_or_else(|| page.unexpected("a form with the human check"))?;
        write!(body, "&human_token={token}&human_nonce={}", human::solve(token))?;
        Ok(body)
    }

    /// A wrong password is refused at the form; the others lead to the next page.
    fn status(&self) -> u16 {
        if self.path == SIGN_IN { 422 } else { 303 }
    }

    /// Sends them one after the other; where each answer waits for its earliest moment, four at once.
    async fn send(&self, address: SocketAddr, posts: Vec<Post>) -> Result<Vec<Seen>, Fault> {
        let connections = if self.path == SIGN_IN { 1 } else { 4 };
        let posts = Mutex::new(posts.into_iter());
        let next = || posts.lock().unwrap_or_else(PoisonError::into_inner).next();
        let one = async || {
            let mut connection = Connection::open(address).await?;
            let mut seen = Vec::new();
            while let Some(Post { group, bytes }) = next() {
                let sent = Instant::now();
                let answer = connection.ask(&bytes).await?;
                let micros = sent.elapsed().as_secs_f64() * 1e6;
                if answer.status != self.status() {
                    return Err(answer.unexpected(self.name));
                }
                seen.push(Seen { group, micros, answer: [answer.head.as_bytes(), answer.body].concat() });
            }
            Ok(seen)
        };
        Ok(try_join_all((0..connections).map(|_| one())).await?.concat_in_turns())
    }

    fn figure(&self, seen: &[Seen]) -> Figure {
        let mut answers = [Answers::default(), Answers::default()];
        let mut times = [Vec::new(), Vec::new()];
        for (place, one) in seen.iter().enumerate() {
            answers[one.group].add(&String::from_utf8_lossy(&one.answer));
            if place >= WARM_UP {
                times[one.group].push(one.micros);
            }
        }
        let differences = answers[0].differences(&answers[1]);
        for difference in differences.iter().take(5) {
            eprintln!("{}: the answers differ: {difference}", self.name);
        }
        let [one, other] = &times;
        let compared = Comparison::of(one, other);
        let half = |which: usize| one.iter().copied().skip(which).step_by(2).collect::<Vec<f64>>();
        let by_chance = Comparison::of(&half(0), &half(1));
        let is_near = compared.medians.abs() < MEDIANS;
        let what = format!(
            "POST {} with {}: {} and {} times, medians {:.0} and {:.0} µs, t {:.2}, ranks {:.2}; from {:.0} µs on a difference would be seen; {}",
            self.path,
            self.what,
            one.len(),
            other.len(),
            median(one),
            median(other),
            compared.t,
            compared.z,
            compared.visible_from,
            if differences.is_empty() { "the answers are alike" } else { "THE ANSWERS DIFFER" },
        );
        Figure {
            name: self.name,
            value: compared.strength(),
            unit: "deviations",
            baseline: by_chance.strength(),
            goals: Vec::new(),
            what,
            beside: "two halves of one group".into(),
            noise: format!("{} answers", seen.len()),
            must_hold: true,
        }
        .goal(Goal::Below(THRESHOLD))
        .goal(Goal::Holds("medians < 1 ms", is_near))
        .goal(Goal::Holds("answers alike", differences.is_empty()))
    }
}
