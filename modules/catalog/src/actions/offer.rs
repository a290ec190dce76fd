//! An offer: an edition for a term with a number of seats, under a code that shops name (LIC-1). Each change is a revision; what was bought
//! remembers the one that it was bought under.

use super::part::{CatalogPart, PartColumns};
use super::{CatalogRefusal, allowed, done, touch};
use crate::events;
use crate::model::input::{NAME, Reader, Wrong, invalid, number};
use crate::model::regions::Regions;
use crate::model::seats::{KINDS, MOST_SEATS, SeatRange};
use crate::queries::revisions;
use crate::signals::IsOfferSold;
use crate::tables::offer::{ActiveModel, Column, Entity};
use crate::tables::{edition, offer_rev, term};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Outcome, Uuid, async_trait, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, Set};
use serde::Deserialize;
use utoipa::ToSchema;

/// An offer as entered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OfferBody, example = json!({"code": "home-family-1y", "name": "Home Security Family, 1 year", "edition": "family",
    "term": "1-year", "seats_min": 5, "seats_max": 50, "seats_step": 5, "regions": "DE, JP"}))]
pub struct OfferEntry {
    /// Unique in the whole catalog: shops name it alone.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub code: String,
    /// 1 to 120 characters.
    #[schema(max_length = 120)]
    pub name: String,
    /// The edition's code.
    #[schema(max_length = 64)]
    pub edition: String,
    /// The term's code.
    #[schema(max_length = 64)]
    pub term: String,
    /// `commercial` (when missing), `subscription`, `trial` or `nfr`.
    #[serde(default)]
    #[schema(max_length = 16)]
    pub kind: String,
    /// The fewest seats, 1 to 100,000.
    #[serde(deserialize_with = "number")]
    #[schema(value_type = i64, minimum = 1, maximum = 100_000)]
    pub seats_min: String,
    /// The most; the number is fixed when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000)]
    pub seats_max: String,
    /// By how many it grows; 1 when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000)]
    pub seats_step: String,
    /// Country codes where shops offer it; empty: wherever the product is sold.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub regions: String,
}

/// What an entry says beside its code, read.
struct Said {
    name: String,
    kind: String,
    seats: SeatRange,
    regions: Regions,
}

impl OfferEntry {
    fn said(&self, reader: &mut Reader) -> Said {
        let name = reader.line("name", &self.name, NAME);
        let word = if self.kind.trim().is_empty() { KINDS[0] } else { self.kind.as_str() };
        let kind = reader.choice("kind", word, |word| KINDS.into_iter().find(|kind| *kind == word));
        let min = reader.number("seats_min", &self.seats_min, 1, MOST_SEATS);
        let max = reader.optional_number("seats_max", &self.seats_max, min, MOST_SEATS).unwrap_or(min);
        let step = reader.optional_number("seats_step", &self.seats_step, 1, MOST_SEATS).unwrap_or(1);
        let regions = Regions::read(reader, "regions", &self.regions);
        let seats = SeatRange { min, max: max - (max - min) % step, step };
        Said { name, kind: kind.unwrap_or(KINDS[0]).to_owned(), seats, regions }
    }
}

#[async_trait]
impl CatalogPart for OfferEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> = PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Code };
    const CODES: Unique = Unique { name: "offer_code", columns: "offer.code" };
    const ADDED: Event = events::OFFER_CREATED;
    const CHANGED: Option<Event> = Some(events::OFFER_CHANGED);
    const REMOVED: Event = events::OFFER_REMOVED;

    fn read(&self, _cx: &Cx, reader: &mut Reader) -> ActiveModel {
        let code = reader.slug("code", &self.code);
        self.said(reader);
        for (field, text) in [("edition", &self.edition), ("term", &self.term)] {
            if text.trim().is_empty() {
                reader.wrong(field, Wrong::Required);
            }
        }
        // Who changes an offer offers it.
        ActiveModel { code: Set(code), retired_at: Set(None), ..Default::default() }
    }

    /// A revision, where it says something else than the one before.
    async fn store_rest(&self, cx: &Cx, tx: &Tx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
        // It was checked before.
        let said = self.said(&mut Reader::default());
        let edition = edition::Entity::find()
            .filter(edition::Column::ProductId.eq(product))
            .filter(edition::Column::Code.eq(self.edition.trim().to_lowercase()));
        let term = term::Entity::find()
            .filter(term::Column::ProductId.eq(product))
            .filter(term::Column::Code.eq(self.term.trim().to_lowercase()));
        let unknown = |field| refuse::<CatalogRefusal>(invalid(field, Wrong::Unknown).into());
        let edition = edition.one(&**tx).await?.ok_or_else(|| unknown("edition"))?;
        let term = term.one(&**tx).await?.ok_or_else(|| unknown("term"))?;
        let newest = offer_rev::Entity::find()
            .filter(offer_rev::Column::OfferId.eq(id))
            .order_by_desc(offer_rev::Column::Number)
            .one(&**tx)
            .await?;
        let now = offer_rev::Model {
            id: cx.id(),
            offer_id: id,
            number: newest.as_ref().map_or(1, |before| before.number + 1),
            name: said.name,
            edition_id: edition.id,
            edition_rev: revisions::newest(&**tx, edition.id).await?.map_or(1, |rev| rev.number),
            term_id: term.id,
            starts: term.starts,
            months: term.months,
            days: term.days,
            fixed_until: term.fixed_until,
            kind: said.kind,
            seats_min: said.seats.min,
            seats_max: said.seats.max,
            seats_step: said.seats.step,
            regions: said.regions,
            made_at: cx.now(),
        };
        let is_new = newest.is_none_or(|before| {
            let same =
                offer_rev::Model { id: before.id, number: before.number, made_at: before.made_at, ..now.clone() };
            before != same
        });
        if is_new {
            offer_rev::Entity::insert(now.into_active_model()).exec_without_returning(&**tx).await?;
        }
        Ok(())
    }

    async fn is_used(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
        cx.ask(tx, IsOfferSold { offer: id }).await
    }
}

/// Takes an offer out of sale. Orders that name it are refused from then on; what was bought under it stays.
pub async fn retire_offer(cx: &Cx, product: Uuid, id: Uuid, expected: Option<i64>) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let one = Entity::find_by_id(id).filter(Column::ProductId.eq(product));
    let Some(row) = one.one(&*tx).await? else { return Err(refuse(CatalogRefusal::Unknown)) };
    if row.retired_at.is_none() {
        Entity::update_many()
            .col_expr(Column::RetiredAt, Expr::value(cx.now()))
            .filter(Column::Id.eq(id))
            .exec(&*tx)
            .await?;
    }
    Ok(done(cx, tx, events::OFFER_RETIRED, product, id, &row.code).await?)
}
