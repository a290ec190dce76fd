//! What is bought: an offer by its code, or product, edition and term (LIC-1, LIC-3). Either way what is issued is of the edition's newest
//! revision, so a change of the catalog applies to what is sold from then on.

use super::Issue;
use crate::model::license::{Kind, MOST_SEATS};
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_catalog::queries::{offers, revisions};
use gatehouse_catalog::tables::{edition, product, term};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// What is bought, found in the catalog.
pub(super) struct Bought {
    pub product: Uuid,
    pub edition: Uuid,
    pub edition_rev: i64,
    pub term: term::Model,
    pub offer_rev: Option<Uuid>,
    pub kind: Kind,
    pub seats: i64,
}

/// Finds it; `None` only where something is wrong, which `reader` is told.
pub(super) async fn read(cx: &Cx, reader: &mut Reader, input: &Issue) -> Result<Option<Bought>, Fault> {
    let code = input.offer.trim();
    let found = if code.is_empty() { by_parts(cx, reader, input).await? } else { by_offer(cx, reader, input).await? };
    if found.as_ref().and_then(|found| found.term.fixed_until).is_some_and(|end| end <= cx.now()) {
        reader.wrong(if code.is_empty() { "term" } else { "offer" }, Wrong::Past);
    }
    Ok(found)
}

/// By the code of an offer. What else is named must be what the offer is of.
async fn by_offer(cx: &Cx, reader: &mut Reader, input: &Issue) -> Result<Option<Bought>, Fault> {
    let Some(named) = offers::named(cx, &input.offer).await? else {
        reader.wrong("offer", Wrong::Unknown);
        return Ok(None);
    };
    let rev = &named.offer.rev;
    let said = [
        ("product", &input.product, named.product.code.as_str()),
        ("edition", &input.edition, named.edition.code.as_str()),
        ("term", &input.term, named.term.code.as_str()),
        ("kind", &input.kind, rev.kind.as_str()),
    ];
    for (field, text, of_offer) in said {
        if !text.trim().is_empty() && text.trim().to_lowercase() != of_offer {
            reader.wrong(field, Wrong::NotOfOffer);
        }
    }
    let range = rev.seats();
    let seats = reader.optional_number("seats", &input.seats, range.min, range.max).unwrap_or(range.min);
    if (range.min..=range.max).contains(&seats) && !range.allows(seats) {
        reader.wrong("seats", Wrong::NotOfOffer);
    }
    Ok(Some(Bought {
        product: named.product.id,
        edition: named.edition.id,
        edition_rev: rev.edition_rev,
        kind: Kind::from_word(&rev.kind).unwrap_or(Kind::Commercial),
        seats,
        offer_rev: Some(rev.id),
        term: named.term,
    }))
}

async fn by_parts(cx: &Cx, reader: &mut Reader, input: &Issue) -> Result<Option<Bought>, Fault> {
    let product = match input.product.trim() {
        "" => None,
        code => {
            let sold = product::Entity::find()
                .filter(product::Column::Code.eq(code.to_lowercase()))
                .filter(product::Column::ArchivedAt.is_null());
            sold.one(cx.read()).await?
        }
    };
    note_missing(reader, "product", &input.product, product.is_some());
    let (mut edition, mut term) = (None, None);
    if let Some(product) = &product {
        edition = edition::Entity::find()
            .filter(edition::Column::ProductId.eq(product.id))
            .filter(edition::Column::Code.eq(input.edition.trim().to_lowercase()))
            .one(cx.read())
            .await?;
        term = term::Entity::find()
            .filter(term::Column::ProductId.eq(product.id))
            .filter(term::Column::Code.eq(input.term.trim().to_lowercase()))
            .one(cx.read())
            .await?;
        note_missing(reader, "edition", &input.edition, edition.is_some());
        note_missing(reader, "term", &input.term, term.is_some());
    } else {
        // Without its product nothing can be said of an edition or a term but that it is missing (ALL-9).
        for (field, text) in [("edition", &input.edition), ("term", &input.term)] {
            if text.trim().is_empty() {
                reader.wrong(field, Wrong::Required);
            }
        }
    }
    let kind = match input.kind.trim() {
        "" => Kind::Commercial,
        word => reader.choice("kind", word, Kind::from_word).unwrap_or(Kind::Commercial),
    };
    let seats = reader.number("seats", &input.seats, 1, MOST_SEATS);
    let Some(((product, edition), term)) = product.zip(edition).zip(term) else { return Ok(None) };
    let newest = revisions::newest(cx.read(), edition.id).await?;
    let edition_rev = newest.ok_or_else(|| Fault::new("an edition without a revision"))?.number;
    Ok(Some(Bought { product: product.id, edition: edition.id, edition_rev, term, offer_rev: None, kind, seats }))
}

fn note_missing(reader: &mut Reader, field: &'static str, text: &str, found: bool) {
    if !found {
        reader.wrong(field, if text.trim().is_empty() { Wrong::Required } else { Wrong::Unknown });
    }
}
