//! A released version of a product (LIC-1). It is a fact: it is added or removed, not changed.

use super::part::{CatalogPart, PartColumns};
use crate::events;
use crate::model::input::{Reader, Wrong};
use crate::tables::product_version::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, Event};
use gatehouse_core::HOUR;
use gatehouse_db::Unique;
use jiff::tz::TimeZone;
use sea_orm::Set;
use serde::Deserialize;
use utoipa::ToSchema;

/// A released version.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VersionBody, example = json!({"number": "12.4", "released_at": "2026-11-21", "certificate": "4444"}))]
pub struct VersionEntry {
    /// Such as `12.4`; unique in the product.
    #[schema(max_length = 32)]
    pub number: String,
    /// The day of release.
    #[schema(max_length = 40)]
    pub released_at: String,
    /// The certificate's number, where it is a certified version; such versions are advised no update (SUP-2).
    #[serde(default)]
    #[schema(max_length = 64)]
    pub certificate: String,
}

impl CatalogPart for VersionEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> =
        PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Number };
    const CODES: Unique =
        Unique { name: "product_version_number", columns: "product_version.product_id, product_version.number" };
    const ADDED: Event = events::VERSION_ADDED;
    const CHANGED: Option<Event> = None;
    const REMOVED: Event = events::VERSION_REMOVED;

    fn read(&self, cx: &Cx, reader: &mut Reader) -> ActiveModel {
        let number = reader.line("number", &self.number, 32);
        let released = reader.start_of_day("released_at", &self.released_at, &TimeZone::UTC);
        if self.released_at.trim().is_empty() {
            reader.wrong("released_at", Wrong::Required);
        }
        // Noon in UTC: the same day wherever a clerk looks at it from.
        let released = released.unwrap_or_else(|| cx.now()).plus(12 * HOUR);
        let certificate = reader.optional_line("certificate", &self.certificate, 64);
        ActiveModel {
            number: Set(number),
            released_at: Set(released),
            certificate: Set(certificate),
            ..Default::default()
        }
    }
}
