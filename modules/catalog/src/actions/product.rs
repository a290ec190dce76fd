//! A product is changed, archived, and created without its parts (LIC-1).

use super::new_product::{NewProduct, create_with_parts};
use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::input::{NAME, Reader, Wrong, invalid};
use crate::model::limits::{MOST_LEASE_DAYS, MOST_TRANSFERS};
use crate::model::merge_rule::{MOST_TRANSITION_DAYS, MergeRule};
use crate::model::regions::Regions;
use crate::model::shop_link;
use crate::queries::agreements::newest;
use crate::signals::IsProductSold;
use crate::tables::product::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const CODE: Unique = Unique { name: "product_code", columns: "product.code" };

/// A product as entered; numbers as text, so that a form and a JSON body are checked alike.
#[derive(Clone, Debug, Default)]
pub struct ProductEntry {
    /// The stable word, unique.
    pub code: String,
    /// 1 to 120 characters.
    pub name: String,
    /// Up to 2,000 characters.
    pub description: String,
    /// Only a key file works after a top-up (LIC-18).
    pub key_file_only_after_top_up: bool,
    /// Days of a trial, 1 to 366; empty: no trials.
    pub trial_days: String,
    /// The license agreement must be accepted before the first activation; a product that has none cannot ask for it (LIC-34).
    pub statement_required: bool,
    /// Country codes; empty: sold everywhere.
    pub regions: String,
    /// Days that a device runs without asking, 1 to 90; empty: 7.
    pub lease_days: String,
    /// How many freed seats may count against a license's transfer limit, 0 to 100,000; empty: as many as seats, at least 2.
    pub transfer_allowance: String,
    /// Days for which an old code goes on after another one took its place, 0 to 366; empty: none.
    pub transition_days: String,
    /// What becomes of the ends of merged codes: `seat_days` or `latest_end`; empty: the first.
    pub merge_rule: String,
    /// Where it is bought: an `https:` address, with placeholders ([`shop_link::PLACEHOLDERS`]); empty: none.
    pub buy_url: String,
    /// Where a license of it is renewed; the same.
    pub renew_url: String,
    /// What it protects, up to 64 characters; empty: nothing is said (SUP-2).
    pub area: String,
    /// Out of sale, or on sale again; `None`: as it is.
    pub archived: Option<bool>,
}

/// Checks what was entered. The row is without its id.
pub(super) fn read(entry: &ProductEntry, reader: &mut Reader) -> ActiveModel {
    ActiveModel {
        name: Set(reader.line("name", &entry.name, NAME)),
        code: Set(reader.slug("code", &entry.code)),
        description: Set(reader.prose("description", &entry.description)),
        key_file_only_after_top_up: Set(entry.key_file_only_after_top_up),
        trial_days: Set(reader.optional_number("trial_days", &entry.trial_days, 1, 366)),
        statement_required: Set(entry.statement_required),
        lease_days: Set(reader.optional_number("lease_days", &entry.lease_days, 1, MOST_LEASE_DAYS).unwrap_or(7)),
        transfer_allowance: Set(reader.optional_number(
            "transfer_allowance",
            &entry.transfer_allowance,
            0,
            MOST_TRANSFERS,
        )),
        transition_days: Set(reader
            .optional_number("transition_days", &entry.transition_days, 0, MOST_TRANSITION_DAYS)
            .unwrap_or(0)),
        merge_rule: Set(match entry.merge_rule.trim() {
            "" => MergeRule::default(),
            word => reader.choice("merge_rule", word, MergeRule::from_word).unwrap_or_default(),
        }),
        regions: Set(Regions::read(reader, "regions", &entry.regions)),
        buy_url: Set(shop_link::read(reader, "buy_url", &entry.buy_url)),
        renew_url: Set(shop_link::read(reader, "renew_url", &entry.renew_url)),
        area: Set(reader.optional_line("area", &entry.area, 64)),
        ..Default::default()
    }
}

/// Creates a product without any part; returns its id.
pub async fn create(cx: &Cx, entry: &ProductEntry) -> Outcome<Uuid, CatalogRefusal> {
    create_with_parts(cx, &NewProduct { product: entry.clone(), ..NewProduct::default() }).await
}

/// Stores the row of a new product; returns its id.
pub(super) async fn insert(cx: &Cx, tx: &Tx, row: ActiveModel) -> Outcome<Uuid, CatalogRefusal> {
    let id = cx.id();
    let row = ActiveModel { id: Set(id), created_at: Set(cx.now()), version: Set(1), ..row };
    Entity::insert(row).exec_without_returning(&**tx).await.map_err(|error| taken(error, CODE, "code"))?;
    Ok(id)
}

/// Changes a product that is still at `expected` (`None`: whatever it is at). Its code stays once something was sold:
/// shipped copies ask with it.
pub async fn change(cx: &Cx, id: Uuid, expected: Option<i64>, entry: &ProductEntry) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let mut row = read(entry, &mut reader);
    reader.finish(()).or_refuse()?;
    let code = row.code.clone().take().unwrap_or_default();
    if let Some(archived) = entry.archived {
        row.archived_at = Set(archived.then_some(cx.now()));
    }
    let tx = cx.begin().await?;
    touch(cx, &tx, id, expected).await?;
    if entry.statement_required && newest(id).one(&*tx).await?.is_none() {
        return Err(refuse(invalid("statement_required", Wrong::NoAgreement).into()));
    }
    let before = Entity::find_by_id(id).one(&*tx).await?.map(|product| product.code);
    let change = Entity::update_many().set(row).filter(Column::Id.eq(id));
    change.exec(&*tx).await.map_err(|error| taken(error, CODE, "code"))?;
    // Looked at behind the change, which waits for whoever issues codes at this moment.
    if before.is_some_and(|before| before != code) && cx.ask(&tx, IsProductSold { product: id }).await? {
        return Err(refuse(invalid("code", Wrong::Shipped).into()));
    }
    Ok(done(cx, tx, events::PRODUCT_CHANGED, id, id, &code).await?)
}

/// Takes a product out of sale, or puts it back. Its licenses go on working.
pub async fn archive(cx: &Cx, id: Uuid, archived: bool) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, id, None).await?;
    Entity::update_many()
        .col_expr(Column::ArchivedAt, Expr::value(archived.then_some(cx.now())))
        .filter(Column::Id.eq(id))
        .exec(&*tx)
        .await?;
    let event = if archived { events::PRODUCT_ARCHIVED } else { events::PRODUCT_RESTORED };
    cx.audit(&tx, event.about(id)).await?;
    tx.commit().await?;
    Ok(())
}
