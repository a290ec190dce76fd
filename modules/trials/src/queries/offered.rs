//! The products that can be tried: those in sale that have days for it, and an edition.

use gatehouse_catalog::model::shop_link::{ShopLinkOf, filled};
use gatehouse_catalog::tables::{application, edition, product};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};
use std::collections::HashMap;

/// Products that a form offers, at the most.
const OFFERED: u64 = 500;
/// Links to downloads in one mail.
const MOST_DOWNLOADS: u64 = 12;

/// A product that can be tried.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// In a sentence or two.
    pub description: String,
    /// For how many days.
    pub days: i64,
    /// Where it is bought; empty: nowhere that is known.
    pub buy_url: String,
}

/// What a mail says of a product, whether or not it can still be tried.
#[derive(Clone, Debug)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// Where it is bought; empty: nowhere that is known.
    pub buy_url: String,
}

fn offered() -> Select<product::Entity> {
    let with_edition = Query::select().column(edition::Column::ProductId).from(edition::Entity).to_owned();
    product::Entity::find()
        .filter(product::Column::TrialDays.gt(0))
        .filter(product::Column::ArchivedAt.is_null())
        .filter(product::Column::Id.in_subquery(with_edition))
}

fn of_row(row: product::Model) -> Offered {
    let days = row.trial_days.unwrap_or_default();
    Offered { id: row.id, code: row.code, name: row.name, description: row.description, days, buy_url: row.buy_url }
}

/// All of them, by name.
pub async fn all(cx: &Cx) -> Result<Vec<Offered>, Fault> {
    let rows = offered().order_by_asc(product::Column::Name).limit(OFFERED).all(cx.read()).await?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// One by its code; `None` when there is none that can be tried.
pub async fn by_code(cx: &Cx, code: &str) -> Result<Option<Offered>, Fault> {
    let code = code.trim().to_lowercase();
    if code.is_empty() || code.len() > 64 || code.contains('\0') {
        return Ok(None);
    }
    Ok(offered().filter(product::Column::Code.eq(code)).one(cx.read()).await?.map(of_row))
}

/// One by its id, in the transaction that gives the trial.
pub(crate) async fn by_id(tx: &Tx, id: Uuid) -> Result<Option<Offered>, Fault> {
    Ok(offered().filter(product::Column::Id.eq(id)).one(&**tx).await?.map(of_row))
}

/// What these products are called, also those that are sold no more.
pub async fn names(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Named>, Fault> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows =
            product::Entity::find().filter(product::Column::Id.is_in(part.iter().copied())).all(cx.read()).await?;
        found.extend(rows.into_iter().map(|row| (row.id, Named { name: row.name, buy_url: row.buy_url })));
    }
    Ok(found)
}

/// Where the applications of a product are downloaded, with what they are called; the platform tells apart those of one name.
pub(crate) async fn downloads(tx: &Tx, product: Uuid, lang: Lang) -> Result<Vec<(String, String)>, Fault> {
    use application::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::ProductId.eq(product))
        .filter(Column::DownloadUrl.ne(""))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Code)
        .limit(MOST_DOWNLOADS);
    let link = |row: application::Model| {
        let platform = row.platform.name(lang);
        let label = if row.name.contains(&platform) { row.name } else { format!("{} · {platform}", row.name) };
        (label, row.download_url)
    };
    Ok(rows.all(&**tx).await?.into_iter().map(link).collect())
}

/// Where a product is bought, for a reader; `None` where no link is set. Of somebody without an account the shop is told none.
pub(crate) fn shop(buy_url: &str, lang: Lang, account: Option<Uuid>) -> Option<String> {
    let link = if account.is_none() { buy_url.replace("{user}", "") } else { buy_url.to_owned() };
    filled(&link, ShopLinkOf { license: "", edition: "", lang, user: account.unwrap_or_default() })
}
