//! Signing in with the account, and the account's pages.

use std::process::ExitCode;
use std::time::Duration;

use gatehouse_client::{Account, Client, DeviceCode, Error, SignIn, SignInTrouble, SignedOut};

use crate::options::Page;
use crate::words::{Words, fill};
use crate::{browser, exit_code, say};

/// `lantern sign-in`
pub fn sign_in(words: &Words, client: &Client, email: Option<&str>, by_code: bool, wait: u64) -> ExitCode {
    let mut asked = SignIn::new().time_limit(Duration::from_secs(wait));
    if let Some(email) = email {
        asked = asked.email(email);
    }
    let done = if by_code {
        // Who names an address begins anew.
        by_device_code(words, client, &asked, email.is_none())
    } else {
        client.sign_in_by_browser(&asked, |address| {
            out!("{}", fill(words.opening, &[&address]));
            browser::open(address)
        })
    };
    if !by_code && let Err(error) = &done {
        say::error(words, error, &client.sign_in_text(error));
        advise(words, error);
        return ExitCode::from(exit_code(error));
    }
    shown(words, client, done, words.signed_in)
}

/// What to try in the browser, and the way without it (ALL-11).
fn advise(words: &Words, error: &Error) {
    let Some(advice) = error.advice(words.tag) else { return };
    for step in &advice.steps {
        eprintln!("- {step}");
    }
    eprintln!("- {} {}", advice.device_code, words.how_by_code);
}

/// Goes on with the code that is waited for, as after a restart.
fn by_device_code(words: &Words, client: &Client, asked: &SignIn, may_go_on: bool) -> Result<Account, Error> {
    if may_go_on && let Some(code) = client.pending_sign_in()? {
        match waited(words, client, &code) {
            Err(Error::SignIn(SignInTrouble::Expired)) => {}
            done => return done,
        }
    }
    let code = client.begin_device_sign_in(asked)?;
    waited(words, client, &code)
}

fn waited(words: &Words, client: &Client, code: &DeviceCode) -> Result<Account, Error> {
    out!("{}", fill(words.enter_code, &[&code.address, &code.user_code]));
    client.wait_for_sign_in(|wait| {
        std::thread::sleep(wait);
        true
    })
}

/// `lantern sign-out`
pub fn sign_out(words: &Words, client: &Client) -> ExitCode {
    match client.sign_out() {
        Ok(done) => {
            out!("{}", if done == SignedOut::Everywhere { words.signed_out } else { words.signed_out_here });
            ExitCode::SUCCESS
        }
        Err(error) => failed(words, client, &error),
    }
}

/// `lantern account`: as the portal says it now, and what is known without it.
pub fn account(words: &Words, client: &Client) -> ExitCode {
    let done = match client.profile() {
        Err(error) if matches!(error, Error::Unreachable(_) | Error::Answer { .. }) => {
            let known = client.account();
            if known.is_ok() {
                eprintln!("lantern: {}", client.sign_in_text(&error));
            }
            known
        }
        done => done,
    };
    shown(words, client, done, words.account)
}

/// `lantern open PAGE`
pub fn open(words: &Words, client: &Client, page: Page) -> ExitCode {
    let links = client.links();
    let address = match page {
        Page::Start => links.start(),
        Page::License => links.license(),
        Page::Renewal => links.renewal(),
        Page::Help => links.new_request(),
    };
    out!("{}", fill(words.opening, &[&address]));
    if browser::open(&address) {
        return ExitCode::SUCCESS;
    }
    let error = Error::from(SignInTrouble::NotOpened);
    eprintln!("lantern: {}", client.sign_in_text(&error));
    ExitCode::from(exit_code(&error))
}

fn shown(words: &Words, client: &Client, done: Result<Account, Error>, sentence: &str) -> ExitCode {
    match done {
        Ok(account) => {
            let who = match (account.name.as_deref(), account.email.as_deref()) {
                (Some(name), Some(email)) => format!("{name} <{email}>"),
                _ => account.shown().to_owned(),
            };
            out!("{}", fill(sentence, &[&who, &say::date(words, account.since)]));
            ExitCode::SUCCESS
        }
        Err(error) => failed(words, client, &error),
    }
}

/// The reason, and what to do next.
fn failed(words: &Words, client: &Client, error: &Error) -> ExitCode {
    say::error(words, error, &client.sign_in_text(error));
    if matches!(error, Error::SignIn(SignInTrouble::NotSignedIn | SignInTrouble::Ended)) {
        eprintln!("{}", words.how_to_sign_in);
    }
    ExitCode::from(exit_code(error))
}
