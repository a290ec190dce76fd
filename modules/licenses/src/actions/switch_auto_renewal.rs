//! A holder switches automatic renewal on or off (LIC-8). The shop does it: it is written to, and what is wished stands beside what is
//! true until it has answered. Whoever switches it on agrees to a text, which is kept with its version; off takes no more than on.

use super::acting::acts;
use crate::events;
use crate::mails::{renewal_asked, renewal_switched};
use crate::model::auto_renewal::{CONSENT, Wish, WishState};
use crate::model::behalf::Behalf;
use crate::model::license::Kind;
use crate::queries::sellers;
use crate::tables::auto_renewal::{self, ActiveModel, Column, Entity};
use crate::tables::{auto_renewal_consent, license, purchase, seller};
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, QuerySelect as _, Set};

/// What is wished of which license.
#[derive(Clone, Copy, Debug)]
pub struct SwitchAutoRenewal {
    /// In whose name.
    pub behalf: Behalf,
    /// The license.
    pub license: Uuid,
    /// On or off.
    pub wish: Wish,
    /// "I agree" was ticked; only asked for when it is switched on.
    pub is_agreed: bool,
}

/// Why nothing was switched.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SwitchAutoRenewalRefusal {
    /// The license is not in this account.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// Not a user of the company any more, or not their right.
    Enter(EnterRefusal),
    /// The box was not ticked.
    #[refusal(422, "license.auto_renewal_not_agreed", auto_renewal_not_agreed, field = "confirm")]
    NotAgreed,
    /// A license without an end needs none.
    #[refusal(409, "license.has_no_end", auto_renewal_no_end)]
    NoEnd,
    /// A trial is bought.
    #[refusal(409, "license.is_trial", auto_renewal_trial)]
    Trial,
}

/// Asks the shop for it; answers how far the wish is. What is so already, or was asked for, is not asked again.
pub async fn switch_auto_renewal(cx: &Cx, input: SwitchAutoRenewal) -> Outcome<WishState, SwitchAutoRenewalRefusal> {
    let not_here = || refuse(SwitchAutoRenewalRefusal::NotHere);
    let account = cx.actor.account().ok_or_else(not_here)?;
    if input.wish == Wish::On && !input.is_agreed {
        return Err(refuse(SwitchAutoRenewalRefusal::NotAgreed));
    }
    let tx = cx.begin().await?;
    // Locked, so that two wishes come one after another.
    let license = license::Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await?.ok_or_else(not_here)?;
    let acting = acts(cx, &tx, input.behalf, &[&license]).await;
    acting.map_err(|stop| stop.map(SwitchAutoRenewalRefusal::Enter))?.ok_or_else(not_here)?;
    if input.wish == Wish::On && license.ends_at.is_none() && license.months.is_none() && license.days.is_none() {
        return Err(refuse(SwitchAutoRenewalRefusal::NoEnd));
    }
    if input.wish == Wish::On && license.kind == Kind::Trial {
        return Err(refuse(SwitchAutoRenewalRefusal::Trial));
    }
    let now = Entity::find().filter(Column::LicenseId.eq(license.id)).one(&*tx).await?;
    if let Some(state) = is_so_already(now.as_ref(), input.wish) {
        return Ok(state);
    }
    let order = purchase::Entity::find_by_id(license.purchase_id).one(&*tx).await?;
    let seller = match &order {
        Some(order) => sellers::stored_of(cx, order).await?,
        None => None,
    };
    let number = order.as_ref().map(|order| order.number.clone()).unwrap_or_default();
    let is_sent = match &seller {
        Some(seller) => renewal_asked::queue(cx, &tx, seller, &license, &number, input.wish).await?,
        None => false,
    };
    let state = if is_sent { WishState::Sent } else { WishState::Asked };
    write(cx, &tx, license.id, account, input.wish, state).await?;
    agree(cx, &tx, (&license, account), input.wish, seller.as_ref(), order.as_ref()).await?;
    renewal_switched::queue(cx, &tx, account, &license, input.wish).await?;
    let details = serde_json::json!({ "auto_renewal": input.wish.word() });
    cx.audit(&tx, events::AUTO_RENEWAL_WISHED.about(license.id).with(details)).await?;
    tx.commit().await?;
    Ok(state)
}

/// How far it is where nothing has to be asked.
fn is_so_already(row: Option<&auto_renewal::Model>, wish: Wish) -> Option<WishState> {
    let is_on = row.is_some_and(|row| row.is_on);
    match row.and_then(|row| Some((row.wish?, row.state))) {
        Some((asked, state)) => (asked == wish).then_some(state),
        None => (Wish::of(is_on) == wish).then_some(WishState::None),
    }
}

async fn write(cx: &Cx, tx: &Tx, license: Uuid, account: Uuid, wish: Wish, state: WishState) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license),
        is_on: Set(false),
        renews_at: Set(None),
        manage_sealed: Set(None),
        told_at: Set(None),
        wish: Set(Some(wish)),
        state: Set(state),
        wished_at: Set(Some(cx.now())),
        wished_by: Set(Some(account)),
        version: Set(1),
    };
    let again = OnConflict::column(Column::LicenseId)
        .update_columns([Column::Wish, Column::State, Column::WishedAt, Column::WishedBy])
        .value(Column::Version, ExprTrait::add(Expr::col((Entity, Column::Version)), 1))
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Writes the consent down, or its end.
async fn agree(
    cx: &Cx,
    tx: &Tx,
    (license, account): (&license::Model, Uuid),
    wish: Wish,
    seller: Option<&seller::Model>,
    order: Option<&purchase::Model>,
) -> Result<(), Fault> {
    end_consents(tx, license.id, cx.now()).await?;
    if wish == Wish::Off {
        return Ok(());
    }
    let name = seller.map(|seller| seller.name.clone()).or_else(|| order.and_then(|order| order.partner.clone()));
    let row = auto_renewal_consent::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license.id),
        account_id: Set(Some(account)),
        text_version: Set(CONSENT),
        lang: Set(cx.lang.tag().to_owned()),
        seller: Set(name.unwrap_or_default()),
        agreed_at: Set(cx.now()),
        ended_at: Set(None),
    };
    auto_renewal_consent::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Nobody agrees any more.
pub(super) async fn end_consents(tx: &Tx, license: Uuid, now: Moment) -> Result<(), Fault> {
    auto_renewal_consent::Entity::update_many()
        .col_expr(auto_renewal_consent::Column::EndedAt, Expr::value(now))
        .filter(auto_renewal_consent::Column::LicenseId.eq(license))
        .filter(auto_renewal_consent::Column::EndedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// An account is deleted: the consents stay for the time that they can be asked for, without saying whose they were.
pub(crate) async fn forget_account(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use auto_renewal_consent::Column as Consent;
    auto_renewal_consent::Entity::update_many()
        .col_expr(Consent::EndedAt, Expr::value(cx.now()))
        .filter(Consent::AccountId.eq(account))
        .filter(Consent::EndedAt.is_null())
        .exec(&**tx)
        .await?;
    auto_renewal_consent::Entity::update_many()
        .col_expr(Consent::AccountId, Expr::value(None::<Uuid>))
        .filter(Consent::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::WishedBy, Expr::value(None::<Uuid>))
        .filter(Column::WishedBy.eq(account))
        .exec(&**tx)
        .await?;
    Ok(())
}
