//! Activates a registration (COM-1, COM-2, COM-5): its link, or the session of an account with its address, proves the address. Everything is
//! one transaction: the account and its password, the statements that were accepted, the license, the company, and the membership.
//!
//! Where the person cannot join by the license, the account is theirs all the same, and the registration goes on waiting: they are told why,
//! and can try again when an administrator has opened the way.

use crate::actions::add_member::note_made;
use crate::actions::invitations::accept::{self, AcceptRefusal};
use crate::actions::joining::join::{Became, Comer, JoinRefusal, join};
use crate::actions::registrations::register::is_of;
use crate::mails::{self, SURVEYS};
use crate::model::joining_form::Form;
use crate::model::states::LINK;
use crate::queries::registrations::{self, DeadLink, FORM, Registered};
use crate::tables::company_registration::{Column, Entity};
use gatehouse_accounts::actions::come_by_link::{Came, ComeRefusal, Comes, chosen_password, come_by_link};
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_accounts::actions::sign_in::{Entered, Here};
use gatehouse_accounts::actions::switch_on::switch_on;
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::{Email, FormError, PersonName};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit, TooOften};
use gatehouse_privacy::actions::accept_for::accept_for;
use gatehouse_signin::Browser;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_bearer(Limit { action: "companies.activate", burst: 20, seconds_each: 10 }, BY_LINK);
/// With one link: 20 at once, then one each minute.
const BY_LINK: Limit = Limit { action: "companies.activate_link", burst: 20, seconds_each: 60 };

/// What was typed on the link's page. Who is signed in types no password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Activate {
    /// The link's token.
    pub token: String,
    /// The password.
    pub password: Secret<String>,
    /// The same once more.
    pub again: Secret<String>,
}

/// Why a registration is not activated.
#[derive(Clone, Debug, Refusal)]
pub enum ActivateRefusal {
    /// The link opens nothing.
    Dead(DeadLink),
    /// Something is wrong with the password.
    Password(Invalid<FormError>),
    /// The address has an account, or can have none.
    Come(ComeRefusal),
    /// The license or the company does not go.
    Join(JoinRefusal),
    /// The invitation does not go.
    Invitation(AcceptRefusal),
    /// Another account is signed in.
    #[refusal(409, "company.other_account", other_account)]
    OtherAccount,
    /// The account that is signed in is deleted by now.
    #[refusal(409, "company.account_gone", accept_account_gone)]
    AccountGone,
    /// Too many from this network, or with this link.
    TooOften(TooOften),
}

/// What became of somebody who had no account.
#[derive(Debug)]
pub struct Activated {
    /// In the company.
    pub became: Became,
    /// How the browser is let in; `None`: somebody else is signed in there.
    pub entered: Option<Entered>,
    /// What else the person should hear.
    pub news: Vec<String>,
}

/// Activates with a new account. `here`: the browser; `browser`: by which it is known again.
pub async fn activate(
    cx: &Cx,
    input: &Activate,
    here: &Here,
    browser: &Browser,
) -> Outcome<Activated, ActivateRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let found = by_token(cx, cx.read(), &input.token).await?;
    BUDGET.check_subject(cx, &input.token)?.or_refuse()?;
    if here.account.is_some() {
        return Err(refuse(ActivateRefusal::OtherAccount));
    }
    let phc = chosen_password(cx, &found.email, &input.password, &input.again).await;
    let phc = phc.map_err(|stop| stop.map(ActivateRefusal::from))?;
    let tx = cx.begin().await?;
    let found = held(cx, &tx, found.row.id).await?;
    let email = parsed(&found.email)?;
    let name = person(&found.form);
    let (country, zone) = (found.form.country.as_str(), found.form.zone.as_str());
    let comes = Comes { email: &email, phc, name: &name, country, zone };
    let came = come_by_link(cx, &tx, comes, here).await.map_err(|stop| stop.map(ActivateRefusal::from))?;
    let Came { account, entered, news } = came;
    let became = come_in(cx, &tx, &found, (account, &email), browser).await?;
    note_made(&tx, account).await?;
    tx.commit().await?;
    Ok(Activated { became, entered, news })
}

/// Activates by the account that is signed in, whose address it is; `token`: the link, where there is one.
pub async fn activate_own(cx: &Cx, token: Option<&str>, browser: &Browser) -> Outcome<Became, ActivateRefusal> {
    if token.is_some() {
        BUDGET.check(cx)?.or_refuse()?;
    }
    let account = cx.actor.account().ok_or(ActivateRefusal::OtherAccount).map_err(refuse)?;
    let contact = contacts::contact(cx, cx.read(), account).await?;
    let own = contact.ok_or(ActivateRefusal::OtherAccount).map_err(refuse)?.to.email;
    let found = match token {
        Some(token) => by_token(cx, cx.read(), token).await?,
        None => {
            let waiting = registrations::waiting(cx, cx.read(), &own).await?;
            waiting.ok_or(DeadLink::Unknown).or_refuse()?
        }
    };
    if gatehouse_address::normalized(&found.email) != gatehouse_address::normalized(&own) {
        return Err(refuse(ActivateRefusal::OtherAccount));
    }
    let tx = cx.begin().await?;
    // The account before everything else, as where it is deleted.
    let held = hold_account(cx, &tx, account).await?.ok_or(ActivateRefusal::AccountGone).or_refuse()?;
    if gatehouse_address::normalized(&held.to.email) != gatehouse_address::normalized(&found.email) {
        return Err(refuse(ActivateRefusal::OtherAccount));
    }
    let row = Entity::find_by_id(found.row.id).lock_exclusive().one(&*tx).await?;
    let row = row.filter(|row| row.used_at.is_none()).ok_or(DeadLink::Used).or_refuse()?;
    let found = registrations::open(cx, &*tx, row).await?;
    let email = parsed(&found.email)?;
    let became = come_in(cx, &tx, &found, (account, &email), browser).await?;
    tx.commit().await?;
    Ok(became)
}

async fn by_token<C: ConnectionTrait>(cx: &Cx, conn: &C, token: &str) -> Outcome<Registered, ActivateRefusal> {
    registrations::by_token(cx, conn, token).await.map_err(|stop| stop.map(ActivateRefusal::from))
}

/// The registration, held, as it is now.
async fn held(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<Registered, ActivateRefusal> {
    let row = Entity::find_by_id(id).lock_exclusive().one(&**tx).await?.ok_or(DeadLink::Unknown).or_refuse()?;
    if let Some(dead) = registrations::dead(cx, &**tx, &row).await? {
        return Err(refuse(dead.into()));
    }
    Ok(registrations::open(cx, &**tx, row).await?)
}

fn parsed(email: &str) -> Result<Email, Fault> {
    Email::parse(email).map_err(|_| Fault::new("a registration has no address"))
}

fn person(form: &Form) -> PersonName {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    PersonName {
        first: some(&form.name.first),
        last: some(&form.name.last),
        first_reading: form.name.first_reading.clone(),
        last_reading: form.name.last_reading.clone(),
    }
}

/// Into the company, with everything that belongs to it.
///
/// What was accepted counts only where the person themselves ticked it: in this browser, or behind an invitation's link, which was mailed to
/// them. Anybody can send the form with somebody's address; who activates elsewhere is asked by the gate of the statements.
async fn come_in(
    cx: &Cx,
    tx: &Tx,
    found: &Registered,
    (account, email): (Uuid, &Email),
    browser: &Browser,
) -> Outcome<Became, ActivateRefusal> {
    if found.row.invitation_id.is_some() || is_of(cx, &found.row, browser) {
        let answers = found.answers();
        accept_for(cx, tx, account, &answers.accepted).await?;
        if answers.survey {
            for kind in SURVEYS {
                switch_on(cx, tx, account, *kind).await?;
            }
        }
    }
    let comer = Comer { account, email, form: &found.form };
    let became = match (found.row.invitation_id, found.row.license_id) {
        (Some(invitation), _) => {
            let accepted = accept::come_in(cx, tx, &comer, invitation, found.form.branch).await;
            accepted.map_err(|stop| stop.map(ActivateRefusal::from))?
        }
        (None, Some(license)) => {
            let joined: Result<Became, Stop<JoinRefusal>> = join(cx, tx, &comer, license).await;
            joined.map_err(|stop| stop.map(ActivateRefusal::from))?
        }
        (None, None) => return Err(refuse(DeadLink::Unknown.into())),
    };
    if let Became::Closed(_) = became {
        return Ok(became);
    }
    use_up(cx, tx, found).await?;
    if let Became::Owner(word) | Became::User(word) = &became
        && let Some(contact) = contacts::contact(cx, &**tx, account).await?
    {
        mails::active::queue(cx, tx, &contact.to, word).await?;
    }
    Ok(became)
}

/// The link is used up: nothing but that is left of the registration.
async fn use_up(cx: &Cx, tx: &Tx, found: &Registered) -> Result<(), Fault> {
    let id = found.row.id;
    let key = subject::key(cx, &**tx, id).await?;
    let nothing = key.seal(cx.app.random.as_ref(), FORM, id, &serde_json::to_vec(&Form::default())?)?;
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Some(cx.now())))
        .col_expr(Column::EraseAt, Expr::value(cx.now().plus(LINK)))
        .col_expr(Column::FormSealed, Expr::value(nothing))
        .col_expr(Column::LicenseId, Expr::value(None::<Uuid>))
        .col_expr(Column::Statements, Expr::value("{}"))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
