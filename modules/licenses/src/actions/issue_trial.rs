//! The license of a trial (LIC-22): one seat, of the product's first edition, for so many days from its activation, under an order of its
//! own, whose key seals the code. Who tries is known to whoever asked for it: the order has no buyer, and nobody's address.
//!
//! It is a step of that action, in its transaction, and judges no right.

use super::attach_bought::hold;
use super::issue::codes::{Buffered, Maker, generate_rows};
use crate::events;
use crate::model::license::{Kind, NO_END, Status};
use crate::model::order::{Payment, Source};
use crate::tables::{license, license_code, purchase};
use gatehouse_catalog::model::term::Starts;
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{edition, edition_rev};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub struct NewTrial {
    /// This product.
    pub product: Uuid,
    /// For so many days.
    pub days: i64,
    /// Must be activated before.
    pub activate_by: Moment,
    /// In whose account the license is from the beginning.
    pub account: Option<Uuid>,
}

/// What was issued.
pub struct IssuedTrial {
    /// The license.
    pub license: Uuid,
    /// Its code, with hyphens.
    pub code: Secret<String>,
}

/// Issues it; `None` for a product without an edition.
pub async fn issue_trial(cx: &Cx, tx: &Tx, new: NewTrial) -> Result<Option<IssuedTrial>, Fault> {
    let of_product = edition::Entity::find().filter(edition::Column::ProductId.eq(new.product));
    let first = of_product.order_by_asc(edition::Column::Position).order_by_asc(edition::Column::Code);
    let Some(edition) = first.one(&**tx).await? else { return Ok(None) };
    let sold = revisions::newest(&**tx, edition.id).await?;
    let sold = sold.ok_or_else(|| Fault::new("an edition without a revision"))?;
    let order = cx.id();
    let key = subject::create(cx, tx, order).await?;
    purchase::Entity::insert(order_row(cx, order)).exec_without_returning(&**tx).await?;
    let random = Buffered::new(cx.app.random.as_ref());
    let maker = Maker { keys: &cx.app.keys, subject: &key, random: &random, kind: Kind::Trial, now: cx.now() };
    // A number or code that another one has ends in a fault, and the caller's job draws anew.
    let made = generate_rows(maker, 1)?.pop().ok_or_else(|| Fault::new("no license was made"))?;
    let code = made.code_row(made.license, order, cx.now());
    let row = license_row(cx, new, &sold, (order, made.license, made.number));
    license::Entity::insert(row).exec_without_returning(&**tx).await?;
    license_code::Entity::insert(code).exec_without_returning(&**tx).await?;
    cx.audit(tx, events::ISSUED.about(order).with(serde_json::json!({ "total": 1, "seats": 1 }))).await?;
    if let Some(account) = new.account {
        hold(cx, tx, account, &[made.license], events::ADDED).await?;
    }
    Ok(Some(IssuedTrial { license: made.license, code: Secret::new(made.code.to_string()) }))
}

fn order_row(cx: &Cx, id: Uuid) -> purchase::ActiveModel {
    purchase::ActiveModel {
        licensee_sealed: Set(None),
        id: Set(id),
        number: Set(format!("TRIAL-{:010}", cx.app.random.below(10_000_000_000))),
        source: Set(Source::Staff),
        partner: Set(None),
        seller_id: Set(None),
        buyer_account: Set(None),
        buyer_email_sealed: Set(None),
        buyer_lookup: Set(None),
        pepper_version: Set(cx.app.keys.pepper_version()),
        buyer_lang: Set(None),
        unclaimed_since: Set(None),
        note_sealed: Set(None),
        amount: Set(None),
        currency: Set(None),
        payment: Set(Payment::Paid),
        invoice_sealed: Set(None),
        created_at: Set(cx.now()),
        created_by_kind: Set(cx.actor.kind().to_owned()),
        created_by_id: Set(cx.actor.id()),
        version: Set(1),
    }
}

fn license_row(
    cx: &Cx,
    new: NewTrial,
    sold: &edition_rev::Model,
    (order, id, number): (Uuid, Uuid, String),
) -> license::ActiveModel {
    license::ActiveModel {
        id: Set(id),
        number: Set(number),
        purchase_id: Set(order),
        batch_id: Set(None),
        product_id: Set(new.product),
        edition_id: Set(sold.edition_id),
        edition_rev: Set(sold.number),
        kind: Set(Kind::Trial),
        starts: Set(Starts::Activation),
        months: Set(None),
        days: Set(Some(new.days)),
        fixed_until: Set(None),
        seats: Set(1),
        seats_used: Set(0),
        transfers: Set(0),
        device_pepper: Set(0),
        first_activated_at: Set(None),
        ends_at: Set(None),
        ends_order: Set(NO_END),
        activate_by: Set(Some(new.activate_by)),
        awaiting_verification: Set(false),
        blocked_at: Set(None),
        block_from: Set(None),
        block_reported_at: Set(None),
        block_told_at: Set(None),
        block_grace_from: Set(None),
        block_limited_from: Set(None),
        block_next_at: Set(None),
        block_reason: Set(None),
        block_note_sealed: Set(None),
        status: Set(Status::NotActivated.word().to_owned()),
        status_until: Set(new.activate_by),
        superseded_at: Set(None),
        merged_into: Set(None),
        parents: Set(0),
        reserve_for: Set(None),
        created_at: Set(cx.now()),
        version: Set(1),
    }
}
