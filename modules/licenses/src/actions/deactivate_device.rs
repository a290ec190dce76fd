//! Freeing a seat from the account (LIC-13): for a device that is lost, sold or broken; the device itself is not needed.

use crate::actions::deactivate::free_seat;
use crate::model::transfer::FreedBy;
use crate::queries::{customer_license, key_files};
use crate::tables::activation;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, Refusal, Uuid, refuse};
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;

/// Why it was not deactivated.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DeactivateDeviceRefusal {
    /// The license is not in this account, or the device not on it.
    #[refusal(404, "activation.unknown", customer_device_not_here)]
    NotHere,
    /// A key file runs there, which nobody can call back: only the device's receipt, or a clerk, frees the seat before its end.
    #[refusal(409, "activation.key_file_runs", key_file_runs(Format::new(lang, zone.clone()).date(*until)), next = key_file_runs_next)]
    KeyFileRuns {
        /// The file's end.
        until: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
}

/// Frees the seat of a device on a license of the acting account; false: it was free already.
pub async fn deactivate_device(cx: &Cx, license: Uuid, activation: Uuid) -> Outcome<bool, DeactivateDeviceRefusal> {
    let not_here = || refuse(DeactivateDeviceRefusal::NotHere);
    let account = cx.actor.account().ok_or_else(not_here)?;
    customer_license::held(cx, account, license).await?.ok_or_else(not_here)?;
    activation::Entity::find_by_id(activation)
        .filter(activation::Column::LicenseId.eq(license))
        .one(cx.read())
        .await?
        .ok_or_else(not_here)?;
    if let Some(until) = key_files::runs_until(cx.read(), activation, cx.now()).await? {
        return Err(refuse(DeactivateDeviceRefusal::KeyFileRuns { until, zone: cx.zone.clone() }));
    }
    Ok(free_seat(cx, license, activation, FreedBy::Account).await?)
}
