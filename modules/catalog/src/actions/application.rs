//! An application that licenses of the product activate, with its download (LIC-1).

use super::CatalogRefusal;
use super::part::{CatalogPart, PartColumns};
use crate::events;
use crate::model::input::{NAME, Reader, Wrong, invalid};
use crate::model::limits::MOST_GROUPS;
use crate::model::platform::Platform;
use crate::tables::application::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Outcome, Uuid, async_trait, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use serde::Deserialize;
use utoipa::ToSchema;

/// An application.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApplicationBody, example = json!({"code": "home-win", "name": "Home Security for Windows", "platform": "windows", "download_url": "https://example.com/home.exe", "group": "Desktop"}))]
pub struct ApplicationEntry {
    /// Unique in the product; products name it when they activate.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub code: String,
    /// 1 to 120 characters.
    #[schema(max_length = 120)]
    pub name: String,
    /// Where it runs.
    #[schema(value_type = Platform)]
    pub platform: String,
    /// Where to get it; may be empty.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub download_url: String,
    /// The group of the product's applications that it belongs to; empty: the default one. Each group has a key file of its own.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub group: String,
}

#[async_trait]
impl CatalogPart for ApplicationEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> = PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Code };
    const CODES: Unique = Unique { name: "application_code", columns: "application.product_id, application.code" };
    const ADDED: Event = events::APPLICATION_CREATED;
    const CHANGED: Option<Event> = Some(events::APPLICATION_CHANGED);
    const REMOVED: Event = events::APPLICATION_REMOVED;

    fn read(&self, _cx: &Cx, reader: &mut Reader) -> ActiveModel {
        ActiveModel {
            name: Set(reader.line("name", &self.name, NAME)),
            code: Set(reader.slug("code", &self.code)),
            platform: Set(reader.choice("platform", &self.platform, Platform::from_word).unwrap_or(Platform::Other)),
            download_url: Set(reader.optional_address("download_url", &self.download_url)),
            key_group: Set(reader.optional_line("group", &self.group, NAME)),
            ..Default::default()
        }
    }

    /// An archive of key files holds one of each group.
    async fn store_rest(&self, _cx: &Cx, tx: &Tx, product: Uuid, _id: Uuid) -> Outcome<(), CatalogRefusal> {
        let named = Entity::find().select_only().column(Column::KeyGroup).distinct();
        let named = named.filter(Column::ProductId.eq(product)).filter(Column::KeyGroup.ne(""));
        let groups: Vec<String> = named.into_tuple().all(&**tx).await?;
        if groups.len() > MOST_GROUPS {
            return Err(refuse(invalid("group", Wrong::TooManyGroups(MOST_GROUPS)).into()));
        }
        Ok(())
    }
}
