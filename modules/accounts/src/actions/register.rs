//! Registers an account (ACC-1, ACC-2, ACC-5, ACC-6).
//!
//! The answer is the same whatever is known of the address: "we sent a mail". An address without an account gets a
//! link that proves it. The owner of an account gets a mail that says so. Several people may register one address before it
//! is proven: each link knows what was chosen with it and in which browser, and only a proof in that browser takes it over
//! ([`super::confirm`]). How many mails come of it is the ledger's to say.

use super::links::{CONFIRM_MAIL, Chosen, LINKS, asker, issue_link};
use super::{locked, passwords};
use crate::model::config::EqualAnswers;
use crate::model::{Email, FormError, State, TokenKind, term};
use crate::queries::sealed::Place;
use crate::queries::{addresses, browsers, contacts};
use crate::refusals::VisitorRefusal;
use crate::tables::{account, one_time_token};
use crate::{events, mails};
use gatehouse_context::{Cx, Event, subject};
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Secret, Uuid};
use gatehouse_db::{Tx, Unique};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Budget, Limit};
use gatehouse_l10n::zones;
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Caused, Held};
use gatehouse_seal::{Lookups, SubjectKey};
use gatehouse_signin::Browser;
use gatehouse_signin::passwords::hash;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::Deserialize;

/// Forms from one network, taken or not: 30 at once, then one each 10 seconds. Looser than [`TAKEN`], because people
/// mistype.
pub(crate) const FORMS: Budget =
    Budget::of_strangers(Limit { action: "accounts.register_form", burst: 30, seconds_each: 10 });
/// The form, for its human check.
pub const FORM: &str = "accounts.register";
/// Registrations from one network: 5 at once, then one each 12 minutes.
const TAKEN: Budget = Budget::of_strangers(Limit { action: "accounts.register", burst: 5, seconds_each: 720 });

pub(super) const EMAIL_INDEX: Unique = Unique { name: "account_email", columns: "account.email_lookup" };

/// What a visitor typed: the address, and the password twice.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Register {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The same once more.
    pub again: Secret<String>,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
    /// The browser's time zone; ignored when unknown.
    pub zone: String,
}

/// Takes the registration; returns the address that a mail went to. `browser` takes the password over when it proves the
/// address; `device`: its device cookie.
pub async fn register(
    cx: &Cx,
    input: &Register,
    browser: &Browser,
    device: Option<&str>,
) -> Outcome<Email, VisitorRefusal> {
    FORMS.check(cx)?.or_refuse()?;
    let email = check(cx, input).await?;
    let asker = FORMS.asker(cx);
    passwords::judge(cx, &asker, &input.password, email.written(), &[]).await?.or_refuse()?;
    TAKEN.check(cx)?.or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let phc = hash(cx, &asker, input.password.clone()).await?;
    let asked = Asked { email, phc, zone: &input.zone, browser, device };
    // Two registrations of one address at one moment, or one and its confirmation: the second try finds what came between.
    if !store(cx, &asked).await? {
        store(cx, &asked).await?;
    }
    answer.wait().await;
    Ok(asked.email)
}

/// A registration that passed the rules.
struct Asked<'a> {
    email: Email,
    phc: String,
    zone: &'a str,
    browser: &'a Browser,
    device: Option<&'a str>,
}

impl Asked<'_> {
    fn chosen(&self, cx: &Cx, account: Uuid) -> Chosen {
        Chosen { phc: self.phc.clone(), mark: self.browser.mark(cx, account) }
    }
}

/// The plain rules, then the human check: what costs more comes behind both.
async fn check(cx: &Cx, input: &Register) -> Outcome<Email, VisitorRefusal> {
    let mut errors = Errors::<FormError>::default();
    let email = errors.take(Email::parse(&input.email));
    let written = email.as_ref().map_or("", Email::written);
    passwords::note(cx, &mut errors, &input.password, &input.again, written)?;
    let email = errors.finish(|| email).or_refuse()?;
    let passed = human::check_about(cx, FORM, &input.human, &contacts::settled_lookup(cx, &email)).await?;
    passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    Ok(email)
}

/// Stores the registration and queues its mail; `false` when another registration or a confirmation came between.
async fn store(cx: &Cx, asked: &Asked<'_>) -> Result<bool, Fault> {
    let lookups = contacts::lookups(cx, asked.email.normalized());
    let source = browsers::own_source(cx, &asked.email, asked.device).await?;
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, CONFIRM_MAIL, &lookups, asker(source.as_deref())).await?;
    let found = contacts::by_address(cx, &*tx, &asked.email).await?;
    let former = addresses::former(cx, &*tx, &asked.email).await?;
    match found {
        None if former.is_some() => {
            // A mail says from when on the address is free (ACC-14), and no account is made. It has no link; the one before says the same.
            if let (Some(former), Some(caused)) = (former, held.caused(cx, &tx, &lookups, true).await?) {
                super::addresses::tell_reserved(cx, &tx, &former, &caused).await?;
            }
        }
        None => {
            let Some(id) = insert(cx, &tx, &asked.email, asked.zone).await? else {
                tx.rollback().await?;
                return Ok(false);
            };
            let caused = held.caused(cx, &tx, &lookups, false).await?;
            send_link(cx, &tx, id, asked, caused.as_ref()).await?;
        }
        Some(row) if row.state == State::Active => {
            cx.audit(&tx, events::REGISTERED_AGAIN.about(row.id).of_account(row.id)).await?;
            // This mail has no link; the one before still says the same.
            if let Some(caused) = held.caused(cx, &tx, &lookups, true).await? {
                let to = contacts::recipient(cx, &tx, &row).await?;
                mails::already_registered::queue(cx, &tx, &to, &caused).await?;
            }
        }
        Some(row) => {
            // Confirmed or erased in this very moment: the second try finds it so.
            let pending = locked(&tx, row.id).await?.filter(|row| row.state != State::Active);
            let Some(row) = pending else {
                tx.rollback().await?;
                return Ok(false);
            };
            register_again(cx, &tx, &row, asked, held, &lookups).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// A further registration of a pending address. Where it comes without a mail, the link that lies in the mailbox stays
/// alive, and leads whoever opens it in another browser to choosing a password.
async fn register_again(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    asked: &Asked<'_>,
    held: Held,
    lookups: &Lookups,
) -> Result<(), Fault> {
    let chosen = asked.chosen(cx, row.id);
    choose_anew(cx, tx, row.id, &chosen).await?;
    let kind = TokenKind::Confirm.word();
    let link_lives = LINKS.lives(cx, tx, row.id, kind, held.last()).await?;
    let Some(caused) = held.caused(cx, tx, lookups, link_lives).await? else { return Ok(()) };
    wait_anew(cx, tx, row).await?;
    cx.audit(tx, events::REGISTERED.about(row.id).of_account(row.id)).await?;
    send_link(cx, tx, row.id, asked, Some(&caused)).await
}

/// An account that waits for its proof goes on waiting as long as a new link opens, and hears of it in the language of who asks.
pub(super) async fn wait_anew(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<(), Fault> {
    // What a purchase made goes by the rule of its links, and as long as this one opens.
    let (anchor, renewed) = match row.state {
        State::PendingPassword => (account::Column::InvitedAt, Some(cx.now())),
        // One that came from another portal waits for its owner without end, whoever registers its address.
        State::PendingConfirmation | State::Active => {
            (account::Column::PendingSince, row.pending_since.map(|_| cx.now()))
        }
    };
    account::Entity::update_many()
        .col_expr(anchor, Expr::value(renewed))
        .col_expr(account::Column::Lang, Expr::value(cx.lang.tag()))
        .filter(account::Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Whoever registers an address again in the same browser means their newest password, also with the links that they have.
async fn choose_anew(cx: &Cx, tx: &Tx, account: Uuid, chosen: &Chosen) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    let Some(mark) = &chosen.mark else { return Ok(()) };
    let links = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(TokenKind::Confirm))
        .filter(Column::UsedAt.is_null())
        .filter(Column::BrowserHash.eq(mark.clone()))
        .all(&**tx)
        .await?;
    let key = subject::key(cx, &**tx, account).await?;
    // Three at the most, each sealed for its own row.
    for link in links {
        let sealed = passwords::OF_LINK.seal(cx, &key, link.id, &chosen.phc)?;
        let update = Entity::update_many().col_expr(Column::PasswordSealed, Expr::value(sealed));
        update.filter(Column::Id.eq(link.id)).exec(&**tx).await?;
    }
    Ok(())
}

async fn send_link(cx: &Cx, tx: &Tx, id: Uuid, asked: &Asked<'_>, caused: Option<&Caused>) -> Result<(), Fault> {
    let (chosen, expires) = (asked.chosen(cx, id), cx.now().plus(term::CONFIRM));
    let token = issue_link(cx, tx, id, TokenKind::Confirm, expires, Some(chosen)).await?;
    if let Some(caused) = caused {
        let to = Recipient::of_account(id, asked.email.written().to_owned(), cx.lang, None);
        mails::confirm::queue(cx, tx, &to, token.expose(), caused).await?;
    }
    Ok(())
}

/// Makes an account whose address nobody has proven yet; `None`: another request made one for it. `zone`: the browser's.
pub(super) async fn insert(cx: &Cx, tx: &Tx, email: &Email, zone: &str) -> Result<Option<Uuid>, Fault> {
    let with_zone = |row| account::ActiveModel { zone: Set(zones::settled(zone)), ..row };
    insert_as(cx, tx, email, events::REGISTERED, with_zone).await
}

/// The same with another event and other columns than those of [`pending`]. The transaction can go on after `None`.
pub(super) async fn insert_as(
    cx: &Cx,
    tx: &Tx,
    email: &Email,
    event: Event,
    with: impl FnOnce(account::ActiveModel) -> account::ActiveModel + Send,
) -> Result<Option<Uuid>, Fault> {
    let written = contacts::written(cx, tx, email).await?;
    // What was made before the pepper was held may lie under an older one, where the unique index does not see it.
    if contacts::by_address(cx, &**tx, email).await?.is_some() {
        return Ok(None);
    }
    insert_written(cx, tx, (email, written), event, |_, row| Ok(with(row))).await
}

/// The same for an address of which the caller knows, with the pepper held, that no account has it.
pub(super) async fn insert_written(
    cx: &Cx,
    tx: &Tx,
    (email, written): (&Email, (Vec<u8>, i64)),
    event: Event,
    with: impl FnOnce((&SubjectKey, Uuid), account::ActiveModel) -> Result<account::ActiveModel, Fault> + Send,
) -> Result<Option<Uuid>, Fault> {
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let row = with((&key, id), pending(cx, id, written, Place::EMAIL.seal(cx, &key, id, email.written())?))?;
    let once = OnConflict::column(account::Column::EmailLookup).do_nothing().to_owned();
    if account::Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? == 0 {
        subject::destroy(cx, tx, id).await?;
        return Ok(None);
    }
    cx.audit(tx, event.about(id).of_account(id)).await?;
    Ok(Some(id))
}

/// The row of an account whose address is not proven.
pub(super) fn pending(cx: &Cx, id: Uuid, (lookup, pepper): (Vec<u8>, i64), sealed: Vec<u8>) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(id),
        state: Set(State::PendingConfirmation),
        email_lookup: Set(lookup),
        pepper_version: Set(pepper),
        email_sealed: Set(sealed),
        lang: Set(cx.lang.tag().to_owned()),
        created_at: Set(cx.now()),
        pending_since: Set(Some(cx.now())),
        version: Set(1),
        ..Default::default()
    }
}
