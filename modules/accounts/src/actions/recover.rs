//! Forgotten password (ACC-13, ACC-6): mails a link to set a new one. The answer is the same for every address; nothing
//! changes until the link is used. Whoever asks finds a living link in the mailbox, whatever others asked for before: that
//! is the ledger's rule.

use super::create_invited::create_invited;
use super::links::{LINKS, asker, issue_link};
use super::locked;
use crate::model::config::EqualAnswers;
use crate::model::{Email, FormError, State, TokenKind, sent_address, term};
use crate::queries::{browsers, contacts};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::signals::HasBought;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::ledger::{self, Caused};
use serde::Deserialize;

/// From one network: 5 at once, then one each 12 minutes.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.recover", burst: 5, seconds_each: 720 });
/// Forms from one network, taken or not: looser, because people misread pictures.
pub(crate) const FORMS: Budget =
    Budget::of_strangers(Limit { action: "accounts.recover_form", burst: 30, seconds_each: 10 });
/// The form, for its human check.
pub const FORM: &str = "accounts.recover";
/// The ledger's word for these mails.
const MAIL: &str = "accounts.recover";

/// What a visitor typed.
#[derive(Default, Deserialize)]
pub struct Recover {
    /// The address.
    #[serde(default)]
    pub email: String,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Mails a link when the address has an account, confirmed or not: whoever gets the mail proves the address. `device`: the
/// browser's device cookie. Returns the address for the page after it.
pub async fn recover(cx: &Cx, input: &Recover, device: Option<&str>) -> Outcome<Email, VisitorRefusal> {
    let email = Email::parse(&input.email).map_err(|error| Invalid::one(FormError::from(error))).or_refuse()?;
    FORMS.check(cx)?.or_refuse()?;
    let passed = human::check_about(cx, FORM, &input.human, &contacts::settled_lookup(cx, &email)).await?;
    passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    send(cx, &email, device, ForNobody::Nothing).await?;
    Ok(email)
}

/// The same for who comes from a product, where an address is enough to begin (ACC-4): one that has no account gets a mail too, with a link
/// to set a password. The answer is the same for every address, and so is what the product learns: nothing.
pub async fn mail_way_in(cx: &Cx, input: &Recover, device: Option<&str>) -> Outcome<Email, VisitorRefusal> {
    let email = Email::parse(&input.email).map_err(|error| Invalid::one(FormError::from(error))).or_refuse()?;
    FORMS.check(cx)?.or_refuse()?;
    let passed = human::check_about(cx, FORM, &input.human, &contacts::settled_lookup(cx, &email)).await?;
    passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    send(cx, &email, device, ForNobody::Account).await?;
    Ok(email)
}

/// Asks once more; `sealed` is what [`sent_address::seal`] made of an address that passed the human check.
pub async fn recover_again(cx: &Cx, sealed: &str, device: Option<&str>) -> Outcome<(), VisitorRefusal> {
    let email = sent_address::open(cx, sealed).ok_or(BadLink::Expired).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    Ok(send(cx, &email, device, ForNobody::Nothing).await?)
}

/// What an address gets that has no account and has bought nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ForNobody {
    Nothing,
    Account,
}

async fn send(cx: &Cx, email: &Email, device: Option<&str>, nobody: ForNobody) -> Result<(), Fault> {
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookups = contacts::lookups(cx, email.normalized());
    let source = browsers::own_source(cx, email, device).await?;
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, asker(source.as_deref())).await?;
    let found = contacts::by_address(cx, &*tx, email).await?;
    let id = found.as_ref().map_or(Uuid::nil(), |row| row.id);
    let is_first = found.as_ref().is_some_and(|row| row.state == State::PendingPassword);
    let kind = if is_first { TokenKind::SetPassword } else { TokenKind::Recover };
    let link_lives = LINKS.lives(cx, &tx, id, kind.word(), held.last()).await?;
    if let Some(caused) = held.caused(cx, &tx, &lookups, link_lives).await? {
        match found {
            Some(row) if !is_first => {
                // Where the next mail comes an hour later, this link opens as long.
                let life = term::RECOVER.max(caused.gap);
                let token = issue_link(cx, &tx, row.id, kind, cx.now().plus(life), None).await?;
                let to = contacts::recipient(cx, &tx, &row).await?;
                mails::recover::queue(cx, &tx, &to, token.expose(), life, &caused).await?;
                cx.audit(&tx, events::RECOVERY_REQUESTED.about(row.id).of_account(row.id)).await?;
            }
            waiting => {
                let is_waiting = waiting.is_some() || nobody == ForNobody::Account;
                first_password(cx, &tx, email, is_waiting, &caused).await?;
            }
        }
    }
    tx.commit().await?;
    answer.wait().await;
    Ok(())
}

/// Whoever bought and set no password yet gets the link of their purchase anew (ACC-3), also when the account was erased meanwhile.
async fn first_password(cx: &Cx, tx: &Tx, email: &Email, is_waiting: bool, caused: &Caused) -> Result<(), Fault> {
    if !is_waiting && !cx.ask(tx, HasBought { email: email.clone() }).await? {
        return Ok(());
    }
    let Some(invited) = create_invited(cx, tx, email.written(), cx.lang).await? else { return Ok(()) };
    let Some(row) = locked(tx, invited.account).await? else { return Ok(()) };
    let to = contacts::recipient(cx, tx, &row).await?;
    mails::set_password::queue(cx, tx, &to, invited.token(), Some(caused)).await?;
    cx.audit(tx, events::RECOVERY_REQUESTED.about(row.id).of_account(row.id)).await
}
