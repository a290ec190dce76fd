//! Two persons and one address, in any order of steps: the one without the mailbox never ends with a session. The owner has two
//! browsers; the link of a confirmation signs in only in the one that registered, and only with the password that was chosen in it.

use super::*;
use gatehouse_core::MINUTE;
use gatehouse_testkit::both_engines;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

/// The passwords of the stranger; the owner's are others.
const STRANGERS: [&str; 2] = ["Stranger-Goat-11!", "Stranger-Hare-22!"];
const OWNERS: [&str; 2] = ["Owner-Falcon-33!", "Owner-Badger-44!"];

/// More mails than one play sends, so that those of the plays before it stay closed.
const OWN: u64 = 60;

#[derive(Clone, Copy, Debug)]
enum Who {
    Owner,
    Stranger,
}

/// What a browser can do; the mailbox is the owner's alone.
#[derive(Clone, Copy, Debug)]
enum Step {
    Register(Who, usize),
    SendAgain(Who),
    Recover(Who),
    SignIn(Who, usize),
    /// Opens the link of one of the mails, counted from the newest, and presses the button.
    Confirm(usize),
    /// The same in the owner's other browser, in which nobody registers.
    ConfirmElsewhere(usize),
    SignOut,
    /// Opens the link of one of the mails and sets a password there; after a confirmation, the page that it led to.
    SetPassword(usize, usize),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = || prop_oneof![Just(Who::Owner), Just(Who::Stranger)];
    prop_oneof![
        4 => (who(), 0..2_usize).prop_map(|(who, n)| Step::Register(who, n)),
        2 => who().prop_map(Step::SendAgain),
        2 => who().prop_map(Step::Recover),
        2 => (who(), 0..2_usize).prop_map(|(who, n)| Step::SignIn(who, n)),
        4 => (0..3_usize).prop_map(Step::Confirm),
        2 => (0..3_usize).prop_map(Step::ConfirmElsewhere),
        1 => Just(Step::SignOut),
        3 => (0..3_usize, 0..2_usize).prop_map(|(mail, n)| Step::SetPassword(mail, n)),
        2 => prop_oneof![Just(MINUTE), Just(11 * MINUTE), Just(31 * MINUTE)].prop_map(Step::Wait),
    ]
}

struct Play<'a> {
    world: &'a World,
    email: String,
    owner: Browser,
    elsewhere: Browser,
    stranger: Browser,
    sent: [Option<String>; 2],
    /// What the owner chose last in the browser that registers.
    chosen: Option<&'static str>,
}

impl Play<'_> {
    fn browser(&mut self, who: Who) -> &mut Browser {
        match who {
            Who::Owner => &mut self.owner,
            Who::Stranger => &mut self.stranger,
        }
    }

    async fn link(&self, back: usize) -> Option<String> {
        let mails = self.world.latest_mails(OWN).await;
        let own: Vec<_> =
            mails.iter().rev().filter(|mail| mail.to == self.email && mail.text.contains("?token=")).collect();
        own.get(back).map(|mail| mail.link())
    }

    /// Whether the button of the link signed in there.
    async fn confirm(&self, browser: &mut Browser, back: usize) -> bool {
        let Some(link) = self.link(back).await else { return false };
        let page = open(browser, &link).await;
        let Some(token) = page.input("token") else { return false };
        let answer = browser.post("/confirm", &[("token", &token)]).await;
        let is_in = answer.location() == "/licenses";
        browser.follow(answer).await;
        is_in
    }

    async fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        let email = self.email.clone();
        let passwords = |who| match who {
            Who::Owner => OWNERS,
            Who::Stranger => STRANGERS,
        };
        match step {
            Step::Register(who, n) => {
                if matches!(who, Who::Owner) {
                    self.chosen = Some(OWNERS[n]);
                }
                let browser = self.browser(who);
                let answer = register(browser, &email, passwords(who)[n]).await;
                let page = browser.follow(answer).await;
                self.sent[who as usize] = page.input("to");
            }
            Step::SendAgain(who) => {
                if let Some(to) = self.sent[who as usize].clone() {
                    self.browser(who).post("/register/again", &[("to", &to)]).await;
                }
            }
            Step::Recover(who) => {
                self.browser(who).post_as_human("/forgot-password", &[("email", &email)]).await;
            }
            Step::SignIn(who, n) => {
                sign_in(self.browser(who), &email, passwords(who)[n]).await;
            }
            Step::Confirm(back) => {
                let mut browser = self.owner.clone();
                if self.confirm(&mut browser, back).await {
                    let Some(chosen) = self.chosen else {
                        return Err(TestCaseError::fail("signed in where nobody registered"));
                    };
                    let place = sign_in(&mut self.world.browser(), &email, chosen).await.location();
                    prop_assert_eq!(place, "/licenses", "the password is not the one of this browser");
                }
                self.owner = browser;
            }
            Step::ConfirmElsewhere(back) => {
                let mut browser = self.elsewhere.clone();
                prop_assert!(!self.confirm(&mut browser, back).await, "signed in where nobody registered");
                prop_assert_eq!(browser.cookie("gh_session"), self.elsewhere.cookie("gh_session"));
                self.elsewhere = browser;
            }
            Step::SignOut => {
                self.owner.post("/sign-out", &[]).await;
            }
            Step::SetPassword(back, n) => {
                let mut page = self.owner.get("/set-password").await;
                if page.input("token").is_none() {
                    let Some(link) = self.link(back).await else { return Ok(()) };
                    page = open(&mut self.owner, &link).await;
                }
                if let Some(token) = page.input("token") {
                    let form = [("token", token.as_str()), ("password", OWNERS[n]), ("again", OWNERS[n])];
                    self.owner.post("/set-password", &form).await;
                }
            }
            Step::Wait(time) => self.world.advance(time),
        }
        Ok(())
    }

    /// The stranger is in nowhere, whatever they try.
    async fn stranger_is_out(&mut self) -> Result<(), TestCaseError> {
        let place = self.stranger.get("/account").await.location();
        prop_assert!(place.starts_with("/sign-in"), "a session: {place}");
        Ok(())
    }
}

async fn play(world: &World, number: u32, steps: &[Step]) -> Result<(), TestCaseError> {
    let (owner, stranger) = (world.browser(), world.browser());
    let email = format!("person{number}@example.com");
    let elsewhere = world.browser();
    let mut play = Play { world, email, owner, elsewhere, stranger, sent: [None, None], chosen: None };
    for step in steps {
        play.take(*step).await?;
        play.stranger_is_out().await?;
    }
    world.advance(61 * MINUTE);
    for password in STRANGERS {
        sign_in(&mut play.stranger, &play.email.clone(), password).await;
        play.stranger_is_out().await?;
    }
    // Whatever was done, the owner of the mailbox gets in.
    let known = register(&mut play.owner, &play.email.clone(), OWNERS[0]).await;
    prop_assert!(known.status.is_redirection());
    play.owner.post_as_human("/forgot-password", &[("email", &play.email.clone())]).await;
    let mails = world.latest_mails(OWN).await;
    let link = mails.iter().rev().find(|mail| mail.to == play.email && mail.kind == "accounts.recover").unwrap().link();
    let form = [("token", token_of(&link)), ("password", OWNERS[1]), ("again", OWNERS[1])];
    prop_assert_eq!(play.owner.post("/set-password", &form).await.location(), "/licenses");
    let place = sign_in(&mut play.owner, &play.email.clone(), OWNERS[1]).await.location();
    prop_assert_eq!(place, "/licenses");
    Ok(())
}

both_engines! {
    /// ACC-2, ACC-8, ACC-13
    async fn in_any_order_of_steps_the_browser_without_the_mailbox_gets_no_session(world: World) {
        let cases = if world.engine == TestEngine::Sqlite { 32 } else { 12 };
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 50, ..Config::default() };
        let number = std::cell::Cell::new(0_u32);
        let mut runner = TestRunner::new(config);
        let outcome = runner.run(&proptest::collection::vec(step(), 1..12), |steps| {
            number.set(number.get() + 1);
            block_in_place(|| Handle::current().block_on(play(&world, number.get(), &steps)))
        });
        outcome.unwrap();
    }
}
