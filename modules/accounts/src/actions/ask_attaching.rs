//! Mails a link that proves an address which a service told and does not vouch for, or for which the owner has no password at hand (ACC-8).
//! The answer and the mail are the same whether the address has an account or not (ACC-6); the link attaches only in this browser.

use super::addresses::tell_reserved;
use super::identities::BUDGET;
use super::links::{ATTACH_MAIL, LINKS, asker, issue_attaching};
use super::locked;
use super::register::{insert, wait_anew};
use crate::mails;
use crate::model::config::EqualAnswers;
use crate::model::identity::Identity;
use crate::model::{Email, State, TokenKind, term};
use crate::queries::identities::label;
use crate::queries::{addresses, browsers, contacts};
use crate::refusals::ServiceRefusal;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome};
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger;
use gatehouse_signin::Browser;

/// Sends it, within what the ledger admits. `device`: the browser's device cookie; `zone`: its zone.
pub async fn ask_attaching(
    cx: &Cx,
    identity: &Identity,
    browser: &Browser,
    device: Option<&str>,
    zone: &str,
) -> Outcome<Email, ServiceRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let email = identity.address().ok_or(ServiceRefusal::Over).or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    // Two requests for one new address at one moment: the second try finds what came between.
    if !send(cx, identity, &email, browser, device, zone).await? {
        send(cx, identity, &email, browser, device, zone).await?;
    }
    answer.wait().await;
    Ok(email)
}

async fn send(
    cx: &Cx,
    identity: &Identity,
    email: &Email,
    browser: &Browser,
    device: Option<&str>,
    zone: &str,
) -> Result<bool, Fault> {
    let lookups = contacts::lookups(cx, email.normalized());
    let source = browsers::own_source(cx, email, device).await?;
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, ATTACH_MAIL, &lookups, asker(source.as_deref())).await?;
    let found = contacts::by_address(cx, &*tx, email).await?;
    let former = addresses::former(cx, &*tx, email).await?;
    let id = match (found, former) {
        (Some(row), _) => row.id,
        (None, Some(former)) => {
            // This mail has no link; the one before still says the same.
            if let Some(caused) = held.caused(cx, &tx, &lookups, true).await? {
                tell_reserved(cx, &tx, &former, &caused).await?;
            }
            tx.commit().await?;
            return Ok(true);
        }
        (None, None) => match insert(cx, &tx, email, zone).await? {
            Some(id) => id,
            None => {
                tx.rollback().await?;
                return Ok(false);
            }
        },
    };
    let Some(row) = locked(&tx, id).await? else {
        tx.rollback().await?;
        return Ok(false);
    };
    let link_lives = LINKS.lives(cx, &tx, id, TokenKind::Attach.word(), held.last()).await?;
    if let Some(caused) = held.caused(cx, &tx, &lookups, link_lives).await? {
        let life = if row.state == State::Active {
            term::ATTACH
        } else {
            wait_anew(cx, &tx, &row).await?;
            term::CONFIRM
        };
        let mark = browser.mark(cx, id);
        let token = issue_attaching(cx, &tx, id, cx.now().plus(life), identity, mark).await?;
        // In the language of who asks, as an unknown address gets it: the letter tells no more of an account than the page does.
        let to = Recipient::of_account(id, email.written().to_owned(), cx.lang, None);
        let service = label(cx, &identity.provider);
        mails::attach_service::queue(cx, &tx, &to, token.expose(), &service, &caused).await?;
    }
    tx.commit().await?;
    Ok(true)
}
