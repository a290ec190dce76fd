//! The row of a registration: one for each address. What is typed anew takes the place of what was typed before.

use crate::model::joining_form::{Answers, Form};
use crate::model::states::LINK as LINK_LIFE;
use crate::queries::registrations::{ACTIVATE, ADDRESS, FORM, LINK, REGISTERED, of_address};
use crate::tables::company_registration::{ActiveModel, Column, Entity, Model};
use gatehouse_accounts::model::Email;
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{DAY, Fault, Lang, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_signin::{Browser, bound_token, token};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// A registration is erased so long after its form was sent.
const KEPT: i64 = 30 * DAY;

/// What is stored.
pub(crate) struct NewRegistration<'a> {
    /// The address.
    pub email: &'a Email,
    /// What was typed.
    pub form: &'a Form,
    /// What was accepted.
    pub answers: &'a Answers,
    /// The license that was shown.
    pub license: Option<Uuid>,
    /// The invitation that it answers.
    pub invitation: Option<Uuid>,
    /// The browser that sent the form.
    pub browser: &'a Browser,
}

/// Stores it in place of an earlier one; answers its recipient and the link's token. `None`: another one came at this very moment.
pub(crate) async fn store(
    cx: &Cx,
    tx: &Tx,
    new: &NewRegistration<'_>,
) -> Result<Option<(Recipient, Secret<String>)>, Fault> {
    let version = peppers::writing(cx, tx, REGISTERED).await?;
    if let Some(before) = of_address(cx, &**tx, new.email.normalized()).await? {
        forget(cx, tx, before.id).await?;
    }
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let random = cx.app.random.as_ref();
    let link = bound_token::make(cx, LINK, id, ACTIVATE);
    let lookup = cx.app.keys.lookup_under(version, REGISTERED, new.email.normalized().as_bytes())?;
    let row = ActiveModel {
        id: Set(id),
        address_lookup: Set(lookup.to_vec()),
        pepper_version: Set(version),
        address_sealed: Set(key.seal(random, ADDRESS, id, new.email.written().as_bytes())?),
        form_sealed: Set(key.seal(random, FORM, id, &serde_json::to_vec(new.form)?)?),
        license_id: Set(new.license),
        invitation_id: Set(new.invitation),
        statements: Set(serde_json::to_string(new.answers)?),
        lang: Set(cx.lang.tag().to_owned()),
        token_hash: Set(token::hash(cx, LINK, link.expose())),
        browser_hash: Set(new.browser.mark(cx, id)),
        sends: Set(1),
        created_at: Set(cx.now()),
        link_ends_at: Set(cx.now().plus(LINK_LIFE)),
        used_at: Set(None),
        erase_at: Set(cx.now().plus(KEPT)),
    };
    let once = OnConflict::column(Column::AddressLookup).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? == 0 {
        return Ok(None);
    }
    Ok(Some((recipient(cx, id, new.email.written(), cx.lang.tag()), link)))
}

/// Whom its mails go to: an address without an account, or whose account learns of it only by this mail. Nobody is greeted by a name that
/// anybody can have typed.
pub(crate) fn recipient(cx: &Cx, registration: Uuid, email: &str, lang: &str) -> Recipient {
    Recipient {
        account: None,
        sealed_by: registration,
        email: email.to_owned(),
        greeted: None,
        lang: Lang::from_tag(lang).unwrap_or_default(),
        zone: cx.zone.iana_name().map(str::to_owned),
        is_staff: false,
    }
}

/// A new link in place of the one before, which opens nothing from now on.
pub(crate) async fn renew(cx: &Cx, tx: &Tx, row: &Model) -> Result<Secret<String>, Fault> {
    let link = bound_token::make(cx, LINK, row.id, ACTIVATE);
    Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(token::hash(cx, LINK, link.expose())))
        .col_expr(Column::Sends, Expr::value(row.sends + 1))
        .col_expr(Column::LinkEndsAt, Expr::value(cx.now().plus(LINK_LIFE)))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(link)
}

/// What was typed before, and the mails under its key.
async fn forget(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    Entity::delete_by_id(id).exec(&**tx).await?;
    gatehouse_mail::forget_subject(tx, id).await?;
    subject::destroy(cx, tx, id).await
}

/// What waits for an address, or is left of what did: it goes with the account.
pub(crate) async fn forget_address(cx: &Cx, tx: &Tx, email: &str) -> Result<(), Fault> {
    match of_address(cx, &**tx, email).await? {
        Some(row) => forget(cx, tx, row.id).await,
        None => Ok(()),
    }
}
