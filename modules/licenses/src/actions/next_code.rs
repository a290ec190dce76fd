//! A new code for the same license: after a top-up, a renewal, or when the old one is compromised (LIC-18, LIC-19, LIC-21).
//!
//! The right and its seats stay with the license; only the code changes. The codes before it end at a moment, at once or
//! after a transition: until then their devices run on, with no lease beyond it, and are listed until they are activated anew.

use crate::actions::issue::codes::{Maker, generate_rows};
use crate::actions::leases::license_changed;
use crate::tables::{license, license_code};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

/// Issues another code for a license, whose row the caller holds; those before it end at `old_until`. `key_file_only`: no product activates
/// online with it. Answers the code, for its owner's mail.
pub(crate) async fn next_code(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    old_until: Moment,
    key_file_only: bool,
) -> Result<ActivationCode, Fault> {
    let number = end_codes(tx, license.id, old_until).await? + 1;
    let key = subject::key(cx, &**tx, license.purchase_id).await?;
    let random = cx.app.random.as_ref();
    let maker = Maker { keys: &cx.app.keys, subject: &key, random, kind: license.kind, now: cx.now() };
    let made = generate_rows(maker, 1)?.pop().ok_or_else(|| Fault::new("no code was made"))?;
    let row = license_code::ActiveModel {
        number: Set(number),
        key_file_only: Set(key_file_only),
        ..made.code_row(license.id, license.purchase_id, cx.now())
    };
    license_code::Entity::insert(row).exec_without_returning(&**tx).await?;
    license_changed(cx, tx, license.id).await?;
    Ok(made.code)
}

/// Ends the codes of a license then, unless they end earlier; answers the number of the last one, 0 for none.
pub(crate) async fn end_codes(tx: &Tx, license: Uuid, until: Moment) -> Result<i64, Fault> {
    use license_code::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::ReplacedAt, Expr::value(until))
        .filter(Column::LicenseId.eq(license))
        .filter(Condition::any().add(Column::ReplacedAt.is_null()).add(Column::ReplacedAt.gt(until)))
        .exec(&**tx)
        .await?;
    let last: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::LicenseId.eq(license))
        .order_by_desc(Column::Number)
        .limit(1)
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(last.unwrap_or(0))
}
