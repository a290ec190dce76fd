//! A code that strangers know is blocked and a new one issued, in one step (LIC-21). The license stays: number, end, seats.
//!
//! At once the old code activates nothing any more; with a transition it works until its end, so that devices can be moved. The devices of
//! the license stay active, or are all signed off, which only goes with "at once": every device then activates with the new code, and
//! who has only the old one stays out. Devices that were signed off stand on the revocation list until their leases have ended.
//!
//! Who has the license in an account is mailed the new code. Strangers who know the old one may have added it: where the clerk says so, the
//! license stays in the buyer's account alone, and the new code goes to the buyer; this goes with "at once" alone as well.
//!
//! A license that is blocked as compromised works again with its new code. A large one takes two people, and so do many small ones.

use crate::actions::deactivate::free_where_merged;
use crate::actions::detach::detach_from;
use crate::actions::key_files::all_seats_freed;
use crate::actions::leases::license_changed;
use crate::actions::next_code::next_code;
use crate::actions::unblock::lift;
use crate::actions::{proposals, small_changes};
use crate::events;
use crate::mails::{product_name, reissued};
use crate::model::holder::Holder;
use crate::model::large::BlockRules;
use crate::model::license::{BlockReason, is_blocked};
use crate::model::proposed::{Devices, Holders, Proposed, REISSUE, ReissueOrder};
use crate::model::transfer::{FreedBy, lease_until_of_rows};
use crate::queries::recipients;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{activation, license_code, license_holder, purchase};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_catalog::model::limits::MOST_LEASE_DAYS;
use gatehouse_companies::queries::membership;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QueryOrder as _, QuerySelect as _, Statement};

/// The longest transition, in days.
pub const MOST_TRANSITION: i64 = 90;

/// Which license gets a new code, and how.
#[derive(Clone, Debug, Default)]
pub struct Reissue {
    /// The license.
    pub license: Uuid,
    /// For how many days the old code still works; empty or 0: not at all.
    pub transition_days: String,
    /// `keep` or `free`.
    pub devices: String,
    /// Whose accounts keep it: `keep` (when empty, too) or `buyer`.
    pub accounts: String,
    /// Words to the holder, up to 2,000 characters; may be empty.
    pub note: String,
    /// Only when the license is at this version.
    pub version: Option<i64>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reissued {
    /// The new code is mailed; the old one works until then, where it still does.
    Done(Option<Moment>),
    /// Not before a second clerk has approved this proposal.
    Waits(Uuid),
}

/// Why there is no new code.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ReissueRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// It is blocked for another reason, or another license has its right.
    #[refusal(409, "license.blocked", refusal_reissue_blocked)]
    Blocked,
    /// The new code would reach nobody.
    #[refusal(422, "license.no_buyer", refusal_reissue_no_buyer, field = "accounts")]
    NoBuyer,
    /// The same was proposed to a second clerk already.
    #[refusal(409, "license.proposed_already", refusal_proposed_already)]
    Proposed,
    /// Somebody changed the license meanwhile.
    #[refusal(412, "license.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

fn read(input: &Reissue) -> Result<ReissueOrder, Invalid> {
    let mut reader = Reader::default();
    let transition = reader.optional_number("transition_days", &input.transition_days, 0, MOST_TRANSITION);
    let transition = transition.unwrap_or(0);
    let devices = reader.choice("devices", &input.devices, Devices::from_word).unwrap_or(Devices::Keep);
    if devices == Devices::Free && transition > 0 {
        // The old code would let the very devices in again that were signed off.
        reader.wrong("transition_days", Wrong::Number(0, 0));
    }
    let holders = match input.accounts.trim() {
        "" => Holders::Keep,
        word => reader.choice("accounts", word, Holders::from_word).unwrap_or_default(),
    };
    if holders == Holders::Buyer && transition > 0 && devices != Devices::Free {
        // With the old code, whoever the license was taken from would add it again.
        reader.wrong("transition_days", Wrong::Number(0, 0));
    }
    let note = reader.prose("note", &input.note);
    reader.finish(ReissueOrder { transition, devices, holders, note })
}

/// Gives a license a new code, or proposes to.
pub async fn reissue(cx: &Cx, input: &Reissue) -> Outcome<Reissued, ReissueRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let order = read(input).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(license) = Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await? else {
        return Err(refuse(ReissueRefusal::Unknown));
    };
    if input.version.is_some_and(|version| version != license.version) {
        return Err(refuse(ReissueRefusal::Stale));
    }
    if is_blocked_otherwise(&license, cx.now()) {
        return Err(refuse(ReissueRefusal::Blocked));
    }
    if order.holders == Holders::Buyer && !has_buyer(&tx, &license).await? {
        return Err(refuse(ReissueRefusal::NoBuyer));
    }
    let (others, seats) = small_changes::lately(cx, &tx, REISSUE, &[license.id]).await?;
    let (made, reissued) = if cx.service::<BlockRules>()?.takes_two(others + 1, seats + license.seats) {
        let change = Proposed::Reissue { license: license.id, order };
        match proposals::propose(cx, &tx, &[license], change).await? {
            Some(proposal) => (proposal, Reissued::Waits(proposal)),
            None => return Err(refuse(ReissueRefusal::Proposed)),
        }
    } else {
        small_changes::note(cx, &tx, REISSUE, &license).await?;
        match carry_out(cx, &tx, license, &order).await? {
            Some(until) => (input.license, Reissued::Done((until > cx.now()).then_some(until))),
            None => return Err(refuse(ReissueRefusal::Blocked)),
        }
    };
    cx.once(&tx, made).await?;
    tx.commit().await?;
    Ok(reissued)
}

fn is_blocked_otherwise(license: &Model, now: Moment) -> bool {
    let is_compromised = license.block_reason == Some(BlockReason::Compromised);
    license.superseded_at.is_some() || (is_blocked(license, now) && !is_compromised)
}

/// Does it, in the caller's transaction, which holds the license; answers until when the old code works. `None`: it is blocked for
/// another reason by now.
pub(crate) async fn carry_out(cx: &Cx, tx: &Tx, license: Model, order: &ReissueOrder) -> Result<Option<Moment>, Fault> {
    let now = cx.now();
    if is_blocked_otherwise(&license, now) {
        return Ok(None);
    }
    let until = now.plus(order.transition * DAY);
    let code = next_code(cx, tx, &license, until, false).await?;
    let license =
        if license.block_reason == Some(BlockReason::Compromised) { lift(cx, tx, license).await? } else { license };
    if order.holders == Holders::Buyer {
        leave_to_buyer(cx, tx, &license).await?;
    }
    match order.devices {
        Devices::Keep => keep_all(tx, license.id).await?,
        Devices::Free => free_all(cx, tx, license.id).await?,
    }
    Entity::update_many()
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(license.id))
        .exec(&**tx)
        .await?;
    license_changed(cx, tx, license.id).await?;
    let product = product_name(tx, &license).await?;
    let works = (until > now).then_some(until);
    let told = reissued::Told { license: &license, product: &product, code: &code, until: works, order };
    for person in recipients::of_code(cx, &**tx, &license).await? {
        reissued::queue(cx, tx, &person, &told).await?;
    }
    let details = serde_json::json!({ "from": until.rfc3339(), "devices": order.devices.word() });
    cx.audit(tx, events::CODE_REISSUED.about(license.id).with(details)).await?;
    Ok(Some(until))
}

async fn order_of(tx: &Tx, license: &Model) -> Result<Option<purchase::Model>, Fault> {
    Ok(purchase::Entity::find_by_id(license.purchase_id).one(&**tx).await?)
}

/// Whether the buyer can be reached: by their account, or the address that the shop gave.
async fn has_buyer(tx: &Tx, license: &Model) -> Result<bool, Fault> {
    let order = order_of(tx, license).await?;
    Ok(order.is_some_and(|order| order.buyer_account.is_some() || order.buyer_email_sealed.is_some()))
}

/// Takes the license, whose row is held, away from everybody but the buyer and the buyer's company.
async fn leave_to_buyer(cx: &Cx, tx: &Tx, license: &Model) -> Result<(), Fault> {
    use license_holder::{Column, Entity};
    let buyer = order_of(tx, license).await?.and_then(|order| order.buyer_account);
    let rows = Entity::find().filter(Column::LicenseId.eq(license.id)).all(&**tx).await?;
    let mut kept = vec![buyer.map(Holder::Account)];
    if let Some(buyer) = buyer.filter(|_| rows.iter().any(|row| row.company_id.is_some())) {
        let own = membership::of_account(cx, &**tx, buyer).await?;
        kept.push(own.map(|own| Holder::Company(own.company().id)));
    }
    let holders = rows.iter().filter_map(license_holder::Model::holder);
    let others: Vec<Holder> = holders.filter(|holder| !kept.contains(&Some(*holder))).collect();
    if others.is_empty() {
        return Ok(());
    }
    detach_from(cx, tx, license.id, &others).await?;
    let line = |holder: &Holder| match holder {
        Holder::Account(account) => (cx, events::REMOVED.about(license.id).of_account(*account)),
        Holder::Company(company) => {
            (cx, events::COMPANY_REMOVED.about(*company).with(serde_json::json!({ "number": license.number })))
        }
    };
    Cx::audit_each(tx, others.iter().map(line).collect()).await
}

/// The devices go on with the new code, as if they had been activated by it.
async fn keep_all(tx: &Tx, license: Uuid) -> Result<(), Fault> {
    use license_code::{Column, Entity};
    let codes = Entity::find().select_only().column(Column::Id).filter(Column::LicenseId.eq(license));
    let newest: Option<Uuid> = codes.order_by_desc(Column::Number).limit(1).into_tuple().one(&**tx).await?;
    activation::Entity::update_many()
        .col_expr(activation::Column::CodeId, Expr::value(newest))
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Signs all devices off. The license's row is locked first, as everywhere; freed by a clerk, they do not count as transfers. Those of
/// licenses that were merged into this one are theirs, and stay.
async fn free_all(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    let text = format!(
        "update activation set deactivated_at = $1, deactivated_by = $3, counts_until = null, lease_until = {} \
         where license_id = $4 and deactivated_at is null",
        lease_until_of_rows("$1", "$2")
    );
    let most = cx.now().plus(MOST_LEASE_DAYS * DAY);
    let values = [cx.now().0.into(), most.0.into(), FreedBy::Staff.word().into(), license.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let freed = i64::try_from(tx.execute_raw(statement).await?.rows_affected())?;
    Entity::update_many()
        .col_expr(Column::SeatsUsed, Expr::col(Column::SeatsUsed).sub(freed))
        .filter(Column::Id.eq(license))
        .exec(&**tx)
        .await?;
    free_where_merged(tx, license, freed).await?;
    all_seats_freed(cx, tx, license).await
}
