//! A sold license becomes something else: the newest revision of an edition, or another number of seats (LIC-1).
//!
//! The rule: what was sold changes by a clerk's decision alone, with a reason, a date and a mail to its holders. What gives more may
//! take effect at once; what takes anything away needs its date stated. A license has one decision at a time that waits for its
//! date; it can be called off until then. Fewer seats than devices in use are refused now, and wait later until devices are freed:
//! nobody's device is switched off by it.

use super::block::begins;
use super::life_parts::reserve_of;
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::license_changed as mail;
use crate::mails::license_changed::News;
use crate::mails::product_name;
use crate::model::license::MOST_SEATS;
use crate::model::life_refusal::LifeRefusal;
use crate::model::sold_change::{Difference, seal_reason};
use crate::queries::{recipients, sold_changes};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::{license, license_change};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong, entered, invalid};
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{edition, edition_rev};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel as _, QuerySelect as _};

/// What a license becomes.
#[derive(Clone, Debug, Default)]
pub struct ChangeSold {
    /// The license.
    pub license: Uuid,
    /// The code of an edition of its product, as it is sold now; empty: its own.
    pub edition: String,
    /// Devices at once; empty: as many as now.
    pub seats: String,
    /// The first day, in the clerk's zone, or an RFC 3339 moment; `None`: at once, where nothing is taken away.
    pub from: Option<String>,
    /// Words to the holders, 1 to 2,000 characters.
    pub why: String,
    /// Only when the license is at this version.
    pub version: Option<i64>,
}

/// Why it was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ChangeSoldRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// It is that already.
    #[refusal(409, "license.nothing_changes", refusal_nothing_changes)]
    Nothing,
    /// A decision waits for its date already.
    #[refusal(409, "license.change_waits", refusal_change_waits)]
    Waits,
    /// No decision waits.
    #[refusal(409, "license.no_change_waits", refusal_no_change_waits)]
    NoneWaits,
    /// Another license has its right, or its reserve would not fit any more.
    Life(LifeRefusal),
    /// Somebody changed the license meanwhile.
    #[refusal(412, "license.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Whether a decision is in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It is.
    Effect,
    /// It will be on its date.
    EffectLater,
}

/// Decides that a license becomes something else.
pub async fn change_sold_license(cx: &Cx, input: &ChangeSold) -> Outcome<Takes, ChangeSoldRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let why = read_why(&mut reader, &input.why);
    let seats = reader.optional_number("seats", &input.seats, 1, MOST_SEATS);
    let from = begins(&mut reader, input.from.as_deref(), cx, cx.now());
    reader.finish(()).or_refuse()?;

    let tx = cx.begin().await?;
    let license = locked(&tx, input.license).await?.ok_or(refuse(ChangeSoldRefusal::Unknown))?;
    if input.version.is_some_and(|version| version != license.version) {
        return Err(refuse(ChangeSoldRefusal::Stale));
    }
    if waiting(&tx, license.id).await?.is_some() {
        return Err(refuse(ChangeSoldRefusal::Waits));
    }
    if license.superseded_at.is_some() {
        return Err(refuse(LifeRefusal::Superseded.into()));
    }
    let after = becomes(&tx, &license, &input.edition).await?;
    let seats = seats.unwrap_or(license.seats);
    let reserve = reserve_of(&tx, license.id).await?;
    if reserve.is_some_and(|reserve| reserve.seats < seats || reserve.edition_id != after.edition_id) {
        return Err(refuse(LifeRefusal::HasReserve.into()));
    }
    let difference = sold_changes::difference(cx, &*tx, &license, after, seats).await?;
    if difference.is_none() {
        return Err(refuse(ChangeSoldRefusal::Nothing));
    }
    if difference.takes_away() && input.from.is_none() {
        return Err(refuse(invalid("from", Wrong::Required).into()));
    }
    if from <= cx.now() && seats < license.seats_used {
        return Err(refuse(invalid("seats", Wrong::Number(license.seats_used, MOST_SEATS)).into()));
    }
    let takes = decide(cx, &tx, &license, &Decision { difference: &difference, from, why: &why, by: None }).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(takes)
}

/// Calls the decision off that waits; the holders are told.
pub async fn call_off_change(cx: &Cx, id: Uuid, version: Option<i64>) -> Outcome<(), ChangeSoldRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let license = locked(&tx, id).await?.ok_or(refuse(ChangeSoldRefusal::Unknown))?;
    if version.is_some_and(|version| version != license.version) {
        return Err(refuse(ChangeSoldRefusal::Stale));
    }
    let change = waiting(&tx, id).await?.ok_or(refuse(ChangeSoldRefusal::NoneWaits))?;
    license_change::Entity::update_many()
        .col_expr(license_change::Column::CalledOffAt, Expr::value(cx.now()))
        .filter(license_change::Column::Id.eq(change.id))
        .exec(&*tx)
        .await?;
    count_up(&tx, id).await?;
    let difference = stored_difference(cx, &tx, &license, &change).await?;
    tell(cx, &tx, &license, &difference, "", News::CalledOff).await?;
    cx.audit(&tx, events::CHANGE_CALLED_OFF.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// The words to the holders, which no decision is without.
pub(super) fn read_why(reader: &mut Reader, text: &str) -> String {
    let why = reader.prose("why", text);
    if entered(text).is_none() {
        reader.wrong("why", Wrong::Required);
    }
    why
}

async fn locked(tx: &Tx, id: Uuid) -> Result<Option<license::Model>, Fault> {
    Ok(license::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// The decision that waits for its date.
async fn waiting(tx: &Tx, license: Uuid) -> Result<Option<license_change::Model>, Fault> {
    use license_change::{Column, Entity};
    let waits = Entity::find()
        .filter(Column::LicenseId.eq(license))
        .filter(Column::AppliedAt.is_null())
        .filter(Column::CalledOffAt.is_null());
    Ok(waits.one(&**tx).await?)
}

/// The newest revision of the edition that was named, else of the license's own.
async fn becomes(tx: &Tx, license: &license::Model, code: &str) -> Outcome<edition_rev::Model, ChangeSoldRefusal> {
    let id = match entered(code) {
        None => license.edition_id,
        Some(code) => {
            let named = edition::Entity::find()
                .filter(edition::Column::ProductId.eq(license.product_id))
                .filter(edition::Column::Code.eq(code.trim().to_lowercase()));
            let Some(named) = named.one(&**tx).await? else {
                return Err(refuse(invalid("edition", Wrong::Unknown).into()));
            };
            named.id
        }
    };
    let newest = revisions::newest(&**tx, id).await?;
    newest.ok_or_else(|| Fault::new("an edition without a revision").into())
}

/// A decision, ready to be stored.
pub(super) struct Decision<'a> {
    pub difference: &'a Difference,
    pub from: Moment,
    pub why: &'a str,
    /// Who decided, where it is not the actor: the kind of actor, and which.
    pub by: Option<(&'a str, Option<Uuid>)>,
}

/// Stores a decision about a license that is locked, and puts it into effect where its date has come.
pub(super) async fn decide(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    decision: &Decision<'_>,
) -> Result<Takes, Fault> {
    let (id, now, difference) = (cx.id(), cx.now(), decision.difference);
    let key = subject::keys(cx, &**tx, &[license.purchase_id]).await?.remove(&license.purchase_id);
    let sealed = key.map(|key| seal_reason(cx.app.random.as_ref(), &key, id, decision.why)).transpose()?;
    let (by_kind, by_id) = decision.by.unwrap_or((cx.actor.kind(), cx.actor.id()));
    let change = license_change::Model {
        id,
        license_id: license.id,
        edition_before: difference.before.edition_id,
        rev_before: difference.before.number,
        seats_before: difference.seats.0,
        edition_after: difference.after.edition_id,
        rev_after: difference.after.number,
        seats_after: difference.seats.1,
        takes_away: difference.takes_away(),
        reason_sealed: sealed,
        from_at: std::cmp::max(decision.from, now),
        decided_at: now,
        decided_by_kind: by_kind.to_owned(),
        decided_by_id: by_id,
        applied_at: None,
        called_off_at: None,
    };
    license_change::Entity::insert(change.clone().into_active_model()).exec_without_returning(&**tx).await?;
    if decision.from <= now && apply(cx, tx, license, &change, difference, decision.why).await? {
        return Ok(Takes::Effect);
    }
    count_up(tx, license.id).await?;
    cx.audit(tx, events::CHANGE_PLANNED.about(license.id).with(details(&change))).await?;
    tell(cx, tx, license, difference, decision.why, News::Planned(change.from_at)).await?;
    Ok(Takes::EffectLater)
}

/// Puts a waiting decision into effect, where its date has come; does nothing when it was called off, is in effect, or waits for
/// devices to be freed.
pub(crate) async fn put_into_effect(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(change) = license_change::Entity::find_by_id(id).one(&*tx).await? else { return Ok(()) };
    let Some(license) = locked(&tx, change.license_id).await? else { return Ok(()) };
    // Looked at again behind the license's lock, which whoever calls it off takes first.
    let Some(change) = waiting(&tx, license.id).await?.filter(|change| change.id == id) else { return Ok(()) };
    if change.from_at > cx.now() {
        return Ok(());
    }
    let difference = stored_difference(cx, &tx, &license, &change).await?;
    let key = subject::keys(cx, &*tx, &[license.purchase_id]).await?.remove(&license.purchase_id);
    let why = crate::model::sold_change::reason(key.as_ref(), &change).map(|why| why.0).unwrap_or_default();
    if apply(cx, &tx, &license, &change, &difference, &why).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Changes the license; `false`: it has more devices than it would have seats.
async fn apply(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    change: &license_change::Model,
    difference: &Difference,
    why: &str,
) -> Result<bool, Fault> {
    use license::{Column, Entity};
    let changed = Entity::update_many()
        .col_expr(Column::EditionId, Expr::value(change.edition_after))
        .col_expr(Column::EditionRev, Expr::value(change.rev_after))
        .col_expr(Column::Seats, Expr::value(change.seats_after))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(license.id))
        .filter(Column::SeatsUsed.lte(change.seats_after))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    license_change::Entity::update_many()
        .col_expr(license_change::Column::AppliedAt, Expr::value(cx.now()))
        .filter(license_change::Column::Id.eq(change.id))
        .exec(&**tx)
        .await?;
    // Its devices get it with their next leases.
    license_changed(cx, tx, license.id).await?;
    cx.audit(tx, events::CHANGED.about(license.id).with(details(change))).await?;
    tell(cx, tx, license, difference, why, News::Changed).await?;
    Ok(true)
}

fn details(change: &license_change::Model) -> serde_json::Value {
    serde_json::json!({ "revision": change.rev_after, "seats": change.seats_after, "from": change.from_at.rfc3339() })
}

async fn stored_difference(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    change: &license_change::Model,
) -> Result<Difference, Fault> {
    let after = revisions::numbered(&**tx, change.edition_after, change.rev_after).await?;
    let after = after.ok_or_else(|| Fault::new("a decision for a revision that is not there"))?;
    sold_changes::difference(cx, &**tx, license, after, change.seats_after).await
}

async fn count_up(tx: &Tx, license: Uuid) -> Result<(), Fault> {
    use license::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(license))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Mails every holder.
async fn tell(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    difference: &Difference,
    why: &str,
    news: News,
) -> Result<(), Fault> {
    let product = product_name(tx, license).await?;
    for person in recipients::of_license(cx, &**tx, license).await? {
        mail::queue(cx, tx, &person, (license, &product), (difference, why), news).await?;
    }
    Ok(())
}
