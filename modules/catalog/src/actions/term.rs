//! A term: how long licenses of the product run (LIC-1, LIC-3).
//!
//! It begins with the first activation and lasts calendar months or days, or has no end; or it ends on a fixed date
//! whenever it begins. Licenses carry a copy, so changing a term changes nothing that was sold. While a batch is being made
//! its term stays as it is, so that all its licenses are alike.

use super::CatalogRefusal;
use super::part::{CatalogPart, PartColumns};
use crate::events;
use crate::model::input::{NAME, Reader, Wrong, number, text};
use crate::model::term::{MOST_DAYS, MOST_MONTHS, Starts};
use crate::queries::offers;
use crate::signals::{IsTermInWork, IsTermNamed};
use crate::tables::offer_rev;
use crate::tables::term::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Outcome, Uuid, async_trait, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::Set;
use serde::Deserialize;
use utoipa::ToSchema;

/// A term: months, days, a fixed last day, or none of them for no end.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TermBody, example = json!({"code": "1-year", "name": "1 year", "starts": "activation", "months": 12}))]
pub struct TermEntry {
    /// Unique in the product.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub code: String,
    /// 1 to 120 characters.
    #[schema(max_length = 120)]
    pub name: String,
    /// When it begins.
    #[schema(value_type = Starts)]
    pub starts: String,
    /// Calendar months, 1 to 240.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 240)]
    pub months: String,
    /// Calendar days, 1 to 7,300.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 7300)]
    pub days: String,
    /// The last day (`2027-12-31`, in the vendor's zone) or a moment (RFC 3339).
    #[serde(default, deserialize_with = "text")]
    #[schema(value_type = Option<String>, max_length = 40)]
    pub fixed_until: String,
}

#[async_trait]
impl CatalogPart for TermEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> = PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Code };
    const CODES: Unique = Unique { name: "term_code", columns: "term.product_id, term.code" };
    const ADDED: Event = events::TERM_CREATED;
    const CHANGED: Option<Event> = Some(events::TERM_CHANGED);
    const REMOVED: Event = events::TERM_REMOVED;

    fn read(&self, cx: &Cx, reader: &mut Reader) -> ActiveModel {
        let name = reader.line("name", &self.name, NAME);
        let code = reader.slug("code", &self.code);
        let starts = reader.choice("starts", &self.starts, Starts::from_word).unwrap_or(Starts::Activation);
        let months = reader.optional_number("months", &self.months, 1, MOST_MONTHS);
        let days = reader.optional_number("days", &self.days, 1, MOST_DAYS);
        let fixed_until = reader.end_of_day("fixed_until", &self.fixed_until, &cx.app.settings.vendor_zone());
        let any_length = !self.months.trim().is_empty() || !self.days.trim().is_empty();
        let any_end = !self.fixed_until.trim().is_empty();
        match starts {
            Starts::Activation if months.is_some() && days.is_some() => reader.wrong("days", Wrong::TwoLengths),
            Starts::Activation if any_end => reader.wrong("fixed_until", Wrong::TwoLengths),
            Starts::Fixed if any_length => reader.wrong("months", Wrong::TwoLengths),
            Starts::Fixed if !any_end => reader.wrong("fixed_until", Wrong::Required),
            Starts::Fixed if fixed_until.is_some_and(|end| end <= cx.now()) => reader.wrong("fixed_until", Wrong::Past),
            Starts::Activation | Starts::Fixed => {}
        }
        ActiveModel {
            name: Set(name),
            code: Set(code),
            starts: Set(starts),
            months: Set(months),
            days: Set(days),
            fixed_until: Set(fixed_until),
            ..Default::default()
        }
    }

    /// A part of a batch that is being made now holds the term's row until it is stored.
    async fn hold_change(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<(), CatalogRefusal> {
        let in_work = cx.ask(tx, IsTermInWork { term: id }).await?;
        if in_work { Err(refuse(CatalogRefusal::BatchRunning)) } else { Ok(()) }
    }

    /// Batches name it; licenses have their copy.
    async fn is_used(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
        if offers::is_named(&**tx, offer_rev::Column::TermId, id).await? {
            return Ok(true);
        }
        cx.ask(tx, IsTermNamed { term: id }).await
    }
}
