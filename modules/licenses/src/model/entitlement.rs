//! What a license entitles to: the license, and what the catalog says of its edition (LIC-1, LIC-10).

use super::block_course::is_limited;
use super::license::{BlockReason, Status, is_blocked, status};
use super::seat_refusal::{Blocked, SeatRefusal};
use super::transfer;
use crate::tables::license;
use gatehouse_catalog::model::edition_facts::EditionFacts;
use gatehouse_core::{Moment, Uuid};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// A license as it was read, with its edition.
#[derive(Clone, Debug)]
pub struct Entitlement {
    /// The license.
    pub license: license::Model,
    /// The code that was asked with, or by which the device was activated; `None` where no code was asked for.
    pub code: Option<OfCode>,
    /// When the product's newest revocation list was signed.
    pub listed_at: Option<Moment>,
    /// Whether an account has the license.
    pub is_held: bool,
    /// What the catalog says; see [`gatehouse_catalog::queries::catalog_memory`].
    pub catalog: Arc<EditionFacts>,
}

/// What matters of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfCode {
    /// The code's id.
    pub id: Uuid,
    /// Which one of its license it is, from 1.
    pub number: i64,
    /// When it was made.
    pub made_at: Moment,
    /// Another code takes its place then.
    pub replaced_at: Option<Moment>,
    /// Only a key file made from it activates.
    pub key_file_only: bool,
}

impl Entitlement {
    /// Whether a device may take a seat now, or an account the license: beside [`Self::judge`], another license must not have its
    /// right, and it must not wait as a reserve.
    pub fn judge_new(&self, now: Moment, zone: &TimeZone) -> Result<(), SeatRefusal> {
        if self.license.superseded_at.is_some() {
            return Err(SeatRefusal::Merged);
        }
        if self.license.reserve_for.is_some() {
            return Err(SeatRefusal::InReserve);
        }
        self.judge(now, zone)
    }

    /// When the code is replaced or the license blocked, whichever is first: no lease lasts longer.
    pub fn stops_at(&self) -> Option<Moment> {
        self.code.and_then(|code| code.replaced_at).into_iter().chain(self.license.block_from).min()
    }

    /// Whether the license may be used now, seats aside. `zone` is for writing days in the refusal. Devices of a license that was merged
    /// go on until it is blocked or ends: they count where it was merged into.
    pub fn judge(&self, now: Moment, zone: &TimeZone) -> Result<(), SeatRefusal> {
        let license = &self.license;
        if self.code.and_then(|code| code.replaced_at).is_some_and(|at| at <= now) {
            return Err(Blocked(Some(BlockReason::Replaced)).into());
        }
        match (status(license, now), license.ends_at.or(license.fixed_until)) {
            (Status::Superseded, _) if license.merged_into.is_none() => {
                Err(Blocked(Some(BlockReason::Replaced)).into())
            }
            (Status::Superseded, _) if is_blocked(license, now) => Err(Blocked(license.block_reason).into()),
            (Status::Blocked, _) => Err(Blocked(license.block_reason).into()),
            (Status::AwaitingVerification, _) => Err(SeatRefusal::AwaitingVerification),
            (_, Some(end)) if end <= now => Err(SeatRefusal::Expired { at: end, zone: zone.clone() }),
            (Status::Expired, _) => {
                let at = license.activate_by.unwrap_or(now);
                Err(SeatRefusal::ActivateByPassed { at, zone: zone.clone() })
            }
            (Status::Active | Status::NotActivated | Status::Superseded, _) => Ok(()),
        }
    }

    /// Whether a device without a seat may take one: none may of a limited license (LIC-20). Those with a seat go on.
    pub fn judge_further_device(&self, now: Moment) -> Result<(), SeatRefusal> {
        if is_limited(&self.license, now) { Err(Blocked(self.license.block_reason).into()) } else { Ok(()) }
    }

    /// Whether the product is sold in certain countries only, so that it must be known where a device is.
    pub fn is_regional(&self) -> bool {
        !self.catalog.regions.is_everywhere()
    }

    /// Whether a device in one of these countries may use it. Where no country is known it may: copies that were shipped
    /// before products could tell theirs go on working.
    pub fn serves(&self, countries: &[String]) -> bool {
        let sold = |country: &String| self.catalog.regions.0.iter().any(|region| region.eq_ignore_ascii_case(country));
        !self.is_regional() || countries.is_empty() || countries.iter().any(sold)
    }

    /// How many freed seats may count against the transfer limit at once.
    pub fn allowance(&self) -> i64 {
        transfer::allowance(self.catalog.transfer_allowance, self.license.seats)
    }
}
