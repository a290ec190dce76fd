//! What the catalog says becomes a revision, once it says something else than before (LIC-1). So a change of an edition applies to new
//! sales, and nothing that was sold follows it. Offers follow: they are what is sold next.
//!
//! Called at the end of each change, behind the product's row, so no two revisions of an edition have one number.

use crate::model::edition_service::AccountNeed;
use crate::model::labels::Labels;
use crate::tables::{
    edition, edition_account_feature, edition_feature, edition_rev, edition_service, edition_text, feature, offer,
    offer_rev, product, term,
};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};
use std::collections::HashMap;

/// Writes a revision of each edition of the product that grants something else than its newest one says, and of each offer of them.
pub(super) async fn keep(cx: &Cx, tx: &Tx, product: Uuid) -> Result<(), Fault> {
    let Some(product) = product::Entity::find_by_id(product).one(&**tx).await? else { return Ok(()) };
    let editions = edition::Entity::find().filter(edition::Column::ProductId.eq(product.id)).all(&**tx).await?;
    let mut newest = newest_of(tx, &editions).await?;
    let granted = features_of(tx, &product, &editions).await?;
    let needed = needs_of(tx, &editions).await?;
    let mut told = texts_of(tx, &editions).await?;
    let mut made = Vec::new();
    for edition in &editions {
        let before = newest.get(&edition.id);
        let (support, services) = told.remove(&edition.id).unwrap_or_default();
        let now = edition_rev::Model {
            edition_id: edition.id,
            number: before.map_or(1, |before| before.number + 1),
            code: edition.code.clone(),
            name: edition.name.clone(),
            features: granted.get(&edition.id).map(|granted| granted.0.clone()).unwrap_or_default(),
            regions: product.regions.clone(),
            lease_days: product.lease_days,
            transfer_allowance: product.transfer_allowance,
            account_need: needed.get(&edition.id).copied().unwrap_or_default(),
            account_features: granted.get(&edition.id).map(|granted| granted.1.clone()).unwrap_or_default(),
            support: serde_json::to_string(&support)?,
            services: serde_json::to_string(&services)?,
            made_at: cx.now(),
        };
        if before.is_none_or(|before| !says_the_same(before, &now)) {
            made.push(now.clone().into_active_model());
            newest.insert(edition.id, now);
        }
    }
    edition_rev::Entity::insert_many(made).exec_without_returning(&**tx).await?;
    follow(cx, tx, product.id, &newest).await
}

/// Whether both grant the same under the same name.
fn says_the_same(before: &edition_rev::Model, now: &edition_rev::Model) -> bool {
    *before == edition_rev::Model { number: before.number, made_at: before.made_at, ..now.clone() }
}

/// The newest revision of each of these editions.
async fn newest_of(tx: &Tx, editions: &[edition::Model]) -> Result<HashMap<Uuid, edition_rev::Model>, Fault> {
    let of_these = edition_rev::Column::EditionId.is_in(editions.iter().map(|edition| edition.id));
    let rows = edition_rev::Entity::find().filter(of_these).order_by_asc(edition_rev::Column::Number);
    // Of several the last one stays.
    Ok(rows.all(&**tx).await?.into_iter().map(|row| (row.edition_id, row)).collect())
}

/// What an account is needed for, where that was said.
async fn needs_of(tx: &Tx, editions: &[edition::Model]) -> Result<HashMap<Uuid, AccountNeed>, Fault> {
    let of_these = edition_service::Column::EditionId.is_in(editions.iter().map(|edition| edition.id));
    let rows = edition_service::Entity::find().filter(of_these).all(&**tx).await?;
    Ok(rows.into_iter().map(|row| (row.edition_id, row.account_need)).collect())
}

/// What the vendor says of support and further services, by language.
async fn texts_of(tx: &Tx, editions: &[edition::Model]) -> Result<HashMap<Uuid, (Labels, Labels)>, Fault> {
    let of_these = edition_text::Column::EditionId.is_in(editions.iter().map(|edition| edition.id));
    let mut told: HashMap<Uuid, (Labels, Labels)> = HashMap::new();
    for row in edition_text::Entity::find().filter(of_these).all(&**tx).await? {
        let (support, services) = told.entry(row.edition_id).or_default();
        for (labels, text) in [(support, row.support), (services, row.services)] {
            if !text.is_empty() {
                labels.insert(row.lang.clone(), text);
            }
        }
    }
    Ok(told)
}

/// The codes of each edition's features, and of those that need an account, in the catalog's order.
async fn features_of(
    tx: &Tx,
    product: &product::Model,
    editions: &[edition::Model],
) -> Result<HashMap<Uuid, (String, String)>, Fault> {
    let features = feature::Entity::find()
        .filter(feature::Column::ProductId.eq(product.id))
        .order_by_asc(feature::Column::Position)
        .order_by_asc(feature::Column::Code)
        .all(&**tx)
        .await?;
    let ids = || editions.iter().map(|edition| edition.id);
    let has = edition_feature::Entity::find().filter(edition_feature::Column::EditionId.is_in(ids()));
    let has: Vec<(Uuid, Uuid)> =
        has.all(&**tx).await?.into_iter().map(|pair| (pair.edition_id, pair.feature_id)).collect();
    let needs = edition_account_feature::Entity::find().filter(edition_account_feature::Column::EditionId.is_in(ids()));
    let needs: Vec<(Uuid, Uuid)> =
        needs.all(&**tx).await?.into_iter().map(|pair| (pair.edition_id, pair.feature_id)).collect();
    let codes = |edition: Uuid, pairs: &[(Uuid, Uuid)]| {
        let of_it = features.iter().filter(|feature| pairs.contains(&(edition, feature.id)));
        of_it.map(|feature| feature.code.as_str()).collect::<Vec<_>>().join(",")
    };
    Ok(ids().map(|edition| (edition, (codes(edition, &has), codes(edition, &needs)))).collect())
}

/// Offers that are sold name the newest revision of their edition, and their term as it is.
async fn follow(cx: &Cx, tx: &Tx, product: Uuid, newest: &HashMap<Uuid, edition_rev::Model>) -> Result<(), Fault> {
    let sold = offer::Entity::find().filter(offer::Column::ProductId.eq(product));
    let sold = sold.filter(offer::Column::RetiredAt.is_null()).all(&**tx).await?;
    if sold.is_empty() {
        return Ok(());
    }
    let terms = term::Entity::find().filter(term::Column::ProductId.eq(product)).all(&**tx).await?;
    let of_these = offer_rev::Column::OfferId.is_in(sold.iter().map(|offer| offer.id));
    let rows = offer_rev::Entity::find().filter(of_these).order_by_asc(offer_rev::Column::Number).all(&**tx).await?;
    let said: HashMap<Uuid, offer_rev::Model> = rows.into_iter().map(|row| (row.offer_id, row)).collect();
    let mut made = Vec::new();
    for before in said.into_values() {
        let edition = newest.get(&before.edition_id);
        let term = terms.iter().find(|term| term.id == before.term_id);
        let (Some(edition), Some(term)) = (edition, term) else { continue };
        let same = offer_rev::Model { edition_rev: edition.number, ..with_term(before.clone(), term) };
        if same != before {
            let next = offer_rev::Model { id: cx.id(), number: before.number + 1, made_at: cx.now(), ..same };
            made.push(next.into_active_model());
        }
    }
    offer_rev::Entity::insert_many(made).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A revision that says this term.
fn with_term(rev: offer_rev::Model, term: &term::Model) -> offer_rev::Model {
    offer_rev::Model {
        term_id: term.id,
        starts: term.starts,
        months: term.months,
        days: term.days,
        fixed_until: term.fixed_until,
        ..rev
    }
}
