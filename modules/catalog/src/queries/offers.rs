//! Offers, as staff and programs read them, and as an order names them (LIC-1).

use crate::tables::{edition, offer, offer_rev, product, term};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// An offer with its newest revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// The offer.
    pub offer: offer::Model,
    /// What it says now.
    pub rev: offer_rev::Model,
}

/// What an order names: an offer that is sold, with what it is of.
#[derive(Clone, Debug)]
pub struct Named {
    /// The offer.
    pub offer: OfferView,
    /// Its product.
    pub product: product::Model,
    /// Its edition.
    pub edition: edition::Model,
    /// Its term.
    pub term: term::Model,
}

/// The offers of a product, by code.
pub async fn of_product(cx: &Cx, product: Uuid) -> Result<Vec<OfferView>, Fault> {
    let rows = offer::Entity::find().filter(offer::Column::ProductId.eq(product));
    with_revisions(cx, rows.order_by_asc(offer::Column::Code).all(cx.read()).await?).await
}

/// Those that can be sold now, by code.
pub async fn in_sale(cx: &Cx) -> Result<Vec<OfferView>, Fault> {
    let on_sale = product::Entity::find().filter(product::Column::ArchivedAt.is_null()).all(cx.read()).await?;
    let rows = offer::Entity::find()
        .filter(offer::Column::RetiredAt.is_null())
        .filter(offer::Column::ProductId.is_in(on_sale.iter().map(|product| product.id)))
        .order_by_asc(offer::Column::Code);
    with_revisions(cx, rows.all(cx.read()).await?).await
}

/// The offer of this code, where it is sold; `None` for others.
pub async fn named(cx: &Cx, code: &str) -> Result<Option<Named>, Fault> {
    let one = offer::Entity::find()
        .filter(offer::Column::Code.eq(code.trim().to_lowercase()))
        .filter(offer::Column::RetiredAt.is_null());
    let found = one.all(cx.read()).await?;
    let Some(offer) = with_revisions(cx, found).await?.pop() else { return Ok(None) };
    let product = product::Entity::find_by_id(offer.offer.product_id).one(cx.read()).await?;
    let edition = edition::Entity::find_by_id(offer.rev.edition_id).one(cx.read()).await?;
    let term = term::Entity::find_by_id(offer.rev.term_id).one(cx.read()).await?;
    let Some(product) = product.filter(|product| product.archived_at.is_none()) else { return Ok(None) };
    let Some((edition, term)) = edition.zip(term) else { return Ok(None) };
    Ok(Some(Named { offer, product, edition, term }))
}

/// The codes of these revisions' offers, for what was bought under them.
pub async fn codes_of(cx: &Cx, revisions: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    if revisions.is_empty() {
        return Ok(HashMap::new());
    }
    let of_these = offer_rev::Column::Id.is_in(revisions.iter().copied());
    let revisions = offer_rev::Entity::find().filter(of_these).all(cx.read()).await?;
    let of_these = offer::Column::Id.is_in(revisions.iter().map(|rev| rev.offer_id));
    let offers = offer::Entity::find().filter(of_these).all(cx.read()).await?;
    let code = |rev: &offer_rev::Model| offers.iter().find(|offer| offer.id == rev.offer_id).map(|o| o.code.clone());
    Ok(revisions.iter().filter_map(|rev| Some((rev.id, code(rev)?))).collect())
}

/// Whether an offer names this edition or term, now or before.
pub(crate) async fn is_named<C: ConnectionTrait>(conn: &C, column: offer_rev::Column, id: Uuid) -> Result<bool, Fault> {
    Ok(offer_rev::Entity::find().filter(column.eq(id)).one(conn).await?.is_some())
}

async fn with_revisions(cx: &Cx, offers: Vec<offer::Model>) -> Result<Vec<OfferView>, Fault> {
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let of_these = offer_rev::Column::OfferId.is_in(offers.iter().map(|offer| offer.id));
    let rows = offer_rev::Entity::find().filter(of_these).order_by_asc(offer_rev::Column::Number);
    // Of several the last one stays.
    let mut newest: HashMap<Uuid, offer_rev::Model> =
        rows.all(cx.read()).await?.into_iter().map(|row| (row.offer_id, row)).collect();
    let view = |offer: offer::Model| newest.remove(&offer.id).map(|rev| OfferView { offer, rev });
    Ok(offers.into_iter().filter_map(view).collect())
}
