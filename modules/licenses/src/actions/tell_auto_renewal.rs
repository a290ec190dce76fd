//! The shop tells whether a license renews automatically (LIC-8), or a clerk writes down what it said. That is the truth, whatever was
//! wished; a wish that has come true, or was refused, waits no more.

use super::switch_auto_renewal::end_consents;
use crate::events;
use crate::model::auto_renewal::{Wish, WishState, seal};
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::auto_renewal::{ActiveModel, Column, Entity, Model};
use crate::tables::license;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use serde::Deserialize;
use utoipa::ToSchema;

/// How automatic renewal stands.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TellAutoRenewal, example = json!({"state": "on", "renews_on": "2099-11-30", "manage_url": "https://shop.example.com/subscriptions/5c1d"}))]
pub struct TellAutoRenewal {
    /// The license, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub license: Uuid,
    /// `on`, `off`, or `refused`: what the holder wished was not done, and all is as before.
    #[schema(value_type = String, pattern = "^(on|off|refused)$")]
    pub state: String,
    /// The day of the next renewal (in the vendor's zone) or a moment (RFC 3339); missing: not known.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub renews_on: String,
    /// An `https:` address where the buyer switches it in the shop; missing: none.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub manage_url: String,
}

/// Why it stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TellAutoRenewalRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
}

/// What was told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Is(Wish),
    Refused,
}

impl Told {
    fn from_word(word: &str) -> Option<Self> {
        if word == "refused" { Some(Self::Refused) } else { Wish::from_word(word).map(Self::Is) }
    }
}

/// Writes it down; returns the license.
pub async fn tell_auto_renewal(cx: &Cx, input: &TellAutoRenewal) -> Outcome<Uuid, TellAutoRenewalRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let told = reader.choice("state", &input.state, Told::from_word).unwrap_or(Told::Refused);
    let renews = reader.start_of_day("renews_on", &input.renews_on, &cx.app.settings.vendor_zone());
    let url = reader.optional_address("manage_url", &input.manage_url);
    if !url.is_empty() && !url.starts_with("https://") {
        reader.wrong("manage_url", Wrong::SecureAddress);
    }
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let license = license::Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await?;
    let license = license.ok_or_else(|| refuse(TellAutoRenewalRefusal::Unknown))?;
    let before = Entity::find().filter(Column::LicenseId.eq(license.id)).one(&*tx).await?;
    let id = before.as_ref().map_or_else(|| cx.id(), |row| row.id);
    let key = subject::key(cx, &*tx, license.purchase_id).await?;
    let manage = seal(cx.app.random.as_ref(), &key, id, &url)?;
    let is_new = before.is_none();
    let mut row = ActiveModel::from(changed(cx, before, license.id, id, told));
    if told != Told::Refused {
        row.renews_at = Set(renews);
        row.manage_sealed = Set(manage);
    }
    if is_new {
        Entity::insert(row).exec_without_returning(&*tx).await?;
    } else {
        row.reset_all().update(&*tx).await?;
    }
    if told == Told::Is(Wish::Off) {
        end_consents(&tx, license.id, cx.now()).await?;
    }
    let details = serde_json::json!({ "auto_renewal": input.state });
    cx.audit(&tx, events::AUTO_RENEWAL_TOLD.about(license.id).with(details)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(license.id)
}

/// The row as it is now; a wish that has come true or was refused is over.
fn changed(cx: &Cx, before: Option<Model>, license: Uuid, id: Uuid, told: Told) -> Model {
    let mut row = before.unwrap_or(Model {
        id,
        license_id: license,
        is_on: false,
        renews_at: None,
        manage_sealed: None,
        told_at: None,
        wish: None,
        state: WishState::None,
        wished_at: None,
        wished_by: None,
        version: 0,
    });
    match told {
        Told::Refused if row.wish.is_some() => {
            row.wish = None;
            row.state = WishState::Refused;
        }
        Told::Refused => {}
        Told::Is(state) => {
            row.is_on = state == Wish::On;
            // What was wished before the shop answered something else waits on.
            if row.wish.is_none_or(|wish| wish == state) {
                row.wish = None;
                row.state = WishState::None;
            }
        }
    }
    row.told_at = Some(cx.now());
    row.version += 1;
    row
}
