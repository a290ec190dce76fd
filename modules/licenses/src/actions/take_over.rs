//! A reserve takes over when its license ends (LIC-19): by the job, and by whoever asks for a lease first, so that none comes late.
//!
//! In one transaction the license gets the reserve's term, seats, revision of the edition and code, its devices hold their seats by that code, and the reserve is
//! used up. Both rows are held: a block of either comes before it or after it.

use super::life_parts::{Step, change, ending, locked, note};
use super::next_code::end_codes;
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::code::{self, CODE_PLACE};
use crate::model::entitlement::Entitlement;
use crate::model::license::{end_of_term, is_blocked};
use crate::model::life::StepKind;
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{activation, license_code};
use gatehouse_catalog::queries::catalog_memory::CatalogMemory;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

/// Whether a license has ended and may be taken over from, by itself.
fn is_due(license: &Model, now: Moment) -> bool {
    license.ends_at.is_some_and(|end| end <= now)
        && license.superseded_at.is_none()
        && !license.awaiting_verification
        && !is_blocked(license, now)
}

/// Whether this reserve may take the place of the license's term.
fn follows(license: &Model, reserve: &Model, now: Moment) -> bool {
    reserve.reserve_for == Some(license.id)
        && reserve.seats >= license.seats_used
        && !is_blocked(reserve, now)
        && !reserve.awaiting_verification
        && reserve.superseded_at.is_none()
}

async fn reserve_of(cx: &Cx, license: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::ReserveFor.eq(license)).one(cx.read()).await?)
}

/// The entitlement as it would be after its reserve took over, where that is due; for explaining, so nothing is written (LIC-10). `typed`:
/// the code was asked with, and would be an old one.
pub(crate) async fn as_taken_over(cx: &Cx, found: Entitlement, typed: bool) -> Result<Entitlement, Fault> {
    let now = cx.now();
    if !is_due(&found.license, now) {
        return Ok(found);
    }
    let Some(reserve) = reserve_of(cx, found.license.id).await? else { return Ok(found) };
    if !follows(&found.license, &reserve, now) {
        return Ok(found);
    }
    let from = found.license.ends_at.unwrap_or(now);
    let mut after = found;
    after.license.ends_at = end_of_term(&reserve, from, &cx.app.settings.vendor_zone())?;
    after.license.seats = reserve.seats;
    after.license.edition_rev = reserve.edition_rev;
    let license = &after.license;
    let facts = cx.service::<CatalogMemory>()?.facts(cx, license.product_id, license.edition_id, license.edition_rev);
    if let Some(facts) = facts.await? {
        after.catalog = facts;
    }
    let next = newest_code(cx.read(), reserve.id).await?;
    let opens = match &next {
        Some(row) => subject::keys(cx, cx.read(), &[row.purchase_id]).await?.contains_key(&row.purchase_id),
        None => false,
    };
    if let (Some(code), Some(next), true) = (&mut after.code, next, opens) {
        if typed {
            code.replaced_at = Some(code.replaced_at.map_or(now, |before| before.min(now)));
        } else {
            code.key_file_only = next.key_file_only;
        }
    }
    Ok(after)
}

/// Lets the reserve of a license take over, where that is due; true: it did. Costs nothing for a license that runs.
pub(crate) async fn take_over(cx: &Cx, license: &Model) -> Result<bool, Fault> {
    if !is_due(license, cx.now()) {
        return Ok(false);
    }
    let Some(waiting) = reserve_of(cx, license.id).await? else { return Ok(false) };
    let tx = cx.begin().await?;
    let rows = locked(&tx, &[license.id, waiting.id]).await?;
    let license = rows.iter().find(|row| row.id == license.id).filter(|row| is_due(row, cx.now()));
    let reserve = rows.iter().find(|row| row.id == waiting.id);
    let (Some(license), Some(reserve)) = (license, reserve) else { return Ok(false) };
    if !follows(license, reserve, cx.now()) {
        return Ok(false);
    }
    let from = license.ends_at.unwrap_or_else(|| cx.now());
    let end = end_of_term(reserve, from, &cx.app.settings.vendor_zone())?;
    let renewed = ending(change(license.id), license, end);
    renewed
        .col_expr(Column::Seats, Expr::value(reserve.seats))
        .col_expr(Column::EditionRev, Expr::value(reserve.edition_rev))
        .exec(&*tx)
        .await?;
    change(reserve.id)
        .col_expr(Column::ReserveFor, Expr::value(None::<Uuid>))
        .col_expr(Column::SupersededAt, Expr::value(cx.now()))
        .col_expr(Column::MergedInto, Expr::value(license.id))
        .exec(&*tx)
        .await?;
    let code = move_code(cx, &tx, license, reserve).await?;
    license_changed(cx, &tx, license.id).await?;
    let step = Step { kind: StepKind::TookOver, seats: reserve.seats, ends: end, other: Some(reserve.id) };
    match note(cx, &tx, license, step, None).await {
        Ok(()) => {}
        Err(Stop::Broken(fault)) => return Err(fault),
        Err(Stop::Refused(_)) => return Err(Fault::new("a step without a line met the index of lines")),
    }
    let details = serde_json::json!({ "number": reserve.number, "seats": reserve.seats });
    cx.audit(&tx, events::RESERVE_TOOK_OVER.about(license.id).with(details)).await?;
    license_life::tell(cx, &tx, license, &News::TookOver { ends: end, seats: reserve.seats }, code.as_ref()).await?;
    tx.commit().await?;
    Ok(true)
}

/// The reserve's code becomes the license's newest, sealed under its order's key; devices hold their seats by it. `None` where the key
/// of the reserve's order is gone: then the old code goes on.
async fn move_code(cx: &Cx, tx: &Tx, license: &Model, reserve: &Model) -> Result<Option<ActivationCode>, Fault> {
    use license_code::{Column as Code, Entity as Codes};
    let Some(row) = newest_code(&**tx, reserve.id).await? else { return Ok(None) };
    let mut keys = subject::keys(cx, &**tx, &[row.purchase_id, license.purchase_id]).await?;
    let Some(key) = keys.remove(&row.purchase_id) else { return Ok(None) };
    let code = code::open(&key, row.id, &row.code_sealed)?;
    let own =
        if row.purchase_id == license.purchase_id { key } else { subject::key(cx, &**tx, license.purchase_id).await? };
    let number = end_codes(tx, license.id, cx.now()).await? + 1;
    Codes::update_many()
        .col_expr(Code::LicenseId, Expr::value(license.id))
        .col_expr(Code::PurchaseId, Expr::value(license.purchase_id))
        .col_expr(Code::Number, Expr::value(number))
        .col_expr(
            Code::CodeSealed,
            Expr::value(own.seal(cx.app.random.as_ref(), CODE_PLACE, row.id, code.canonical())?),
        )
        .filter(Code::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    // What lies beside it is no code of anybody.
    end_codes(tx, reserve.id, cx.now()).await?;
    activation::Entity::update_many()
        .col_expr(activation::Column::CodeId, Expr::value(row.id))
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(Some(code))
}

/// The code in force of a license.
async fn newest_code<C: ConnectionTrait>(conn: &C, license: Uuid) -> Result<Option<license_code::Model>, Fault> {
    use license_code::{Column as Code, Entity as Codes};
    let in_force = Codes::find().filter(Code::LicenseId.eq(license)).filter(Code::ReplacedAt.is_null());
    Ok(in_force.order_by_desc(Code::Number).order_by_desc(Code::Id).limit(1).one(conn).await?)
}

/// Licenses that have ended and whose reserve can take over, the first `most` behind `after`.
pub(crate) async fn due(cx: &Cx, after: Uuid, most: u64) -> Result<Vec<Model>, Fault> {
    let waiting = sea_orm::sea_query::Query::select()
        .column(Column::ReserveFor)
        .from(Entity)
        .and_where(Column::ReserveFor.is_not_null())
        .and_where(Column::BlockedAt.is_null())
        .to_owned();
    let ended = Entity::find()
        .filter(Column::Id.in_subquery(waiting))
        .filter(Column::Id.gt(after))
        .filter(Column::EndsOrder.lte(cx.now().0))
        .filter(Column::SupersededAt.is_null())
        .filter(Column::BlockedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(most);
    Ok(ended.all(cx.read()).await?)
}
