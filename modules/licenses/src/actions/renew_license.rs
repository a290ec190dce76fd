//! Another term for a license, on the same or a new code (LIC-19).
//!
//! The new term begins at the old end, where the renewal comes before it or within 30 days after it, else now. An end is never put
//! earlier. A license that never ran has no term to follow: its renewal waits as a reserve, or is merged with it.

use super::life_parts::{Step, change, ending, is_told, line, locked_one, note, old_until, product_of, transition};
use super::next_code::next_code;
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::license::{Kind, end_of_term, is_activation_missed};
use crate::model::life::{StepKind, renewal_begins};
use crate::model::life_refusal::{LifeRefusal, check_standing};
use crate::rights::{LicensesWrite, may};
use crate::tables::license::Model;
use gatehouse_catalog::model::input::{Reader, Wrong, invalid, number};
use gatehouse_catalog::tables::term;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use utoipa::ToSchema;

/// For how long a license is renewed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RenewLicense, example = json!({"term": "1-year", "line": "ORD-2027-4/1"}))]
pub struct RenewLicense {
    /// The license, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub license: Uuid,
    /// The code of a term of its product; missing where `until` is given.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub term: String,
    /// The last day (in the vendor's zone), or a moment (RFC 3339): the end of the period that a subscription was paid for.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub until: String,
    /// Whether a new code is issued; the old one then stops after the transition.
    #[serde(default)]
    pub new_code: bool,
    /// For how many days devices go on with the old code; as the product says when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 366)]
    pub transition_days: String,
    /// The line of the order, up to 120 characters: the same line never renews twice.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub line: String,
    /// Only when the license is at this version.
    #[serde(skip)]
    #[schema(ignore)]
    pub version: Option<i64>,
}

/// Renews it; answers the new end, or that which it has where this line was told before.
pub async fn renew_license(cx: &Cx, input: &RenewLicense) -> Outcome<Option<Moment>, LifeRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let until = reader.end_of_day("until", &input.until, &cx.app.settings.vendor_zone());
    if until.is_none() && input.term.trim().is_empty() && input.until.trim().is_empty() {
        reader.wrong("term", Wrong::Required);
    }
    let days = transition(&mut reader, &input.transition_days);
    let line = line(&mut reader, &input.line);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let license = locked_one(&tx, input.license, None).await?;
    if is_told(&tx, license.id, StepKind::Renewed, line.as_deref()).await? {
        cx.once(&tx, license.id).await?;
        tx.commit().await?;
        return Ok(license.ends_at);
    }
    if input.version.is_some_and(|version| version != license.version) {
        return Err(refuse(LifeRefusal::Stale));
    }
    check_standing(&license).or_refuse()?;
    let end = new_end(cx, &tx, &license, until, &input.term).await?;
    ending(change(license.id), &license, end).exec(&*tx).await?;
    let next = if input.new_code {
        let product = product_of(&tx, &license).await?;
        let until = old_until(cx.now(), days, &product);
        Some((next_code(cx, &tx, &license, until, false).await?, until))
    } else {
        license_changed(cx, &tx, license.id).await?;
        None
    };
    let step = Step { kind: StepKind::Renewed, seats: license.seats, ends: end, other: None };
    note(cx, &tx, &license, step, line).await?;
    let details = serde_json::json!({ "until": end.map(Moment::rfc3339) });
    cx.audit(&tx, events::TERM_RENEWED.about(license.id).with(details)).await?;
    let news = News::Renewed { ends: end, old_until: next.as_ref().map(|(_, until)| *until) };
    license_life::tell(cx, &tx, &license, &news, next.as_ref().map(|(code, _)| code)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(end)
}

/// When it ends after the renewal.
async fn new_end(
    cx: &Cx,
    tx: &Tx,
    license: &Model,
    until: Option<Moment>,
    term: &str,
) -> Outcome<Option<Moment>, LifeRefusal> {
    let now = cx.now();
    if license.first_activated_at.is_none() && (license.ends_at.is_none() || is_activation_missed(license, now)) {
        return Err(refuse(LifeRefusal::NotActivated));
    }
    let old = license.ends_at.ok_or_else(|| refuse(LifeRefusal::NoEnd))?;
    let end = match until {
        Some(until) => Some(until),
        None => {
            let sold = term::Entity::find()
                .filter(term::Column::ProductId.eq(license.product_id))
                .filter(term::Column::Code.eq(term.trim().to_lowercase()))
                .one(&**tx)
                .await?
                .ok_or_else(|| refuse(invalid("term", Wrong::Unknown).into()))?;
            let of_term =
                Model { months: sold.months, days: sold.days, fixed_until: sold.fixed_until, ..license.clone() };
            end_of_term(&of_term, renewal_begins(old, now), &cx.app.settings.vendor_zone())?
        }
    };
    match end {
        Some(end) if end <= old.max(now) => Err(refuse(LifeRefusal::Shorter)),
        // A subscription is paid for a period; a term without an end would be none.
        None if license.kind == Kind::Subscription => Err(refuse(LifeRefusal::NoEnd)),
        end => Ok(end),
    }
}
