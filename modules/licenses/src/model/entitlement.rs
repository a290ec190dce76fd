//! What a license entitles to: the license, and what the catalog says of its edition (LIC-1, LIC-10).

use super::decision::{Facts, IN_FORCE};
use super::seat_refusal::SeatRefusal;
use super::transfer;
use crate::tables::license;
use gatehouse_catalog::model::edition_facts::EditionFacts;
use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_core::{Moment, Uuid};
use gatehouse_formats as formats;
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
    /// When the code is replaced or the license blocked, whichever is first: no lease lasts longer.
    pub fn stops_at(&self) -> Option<Moment> {
        self.code.and_then(|code| code.replaced_at).into_iter().chain(self.license.block_from).min()
    }

    /// Whether the license may be used now, seats aside. `zone` is for writing days in the refusal. Devices of a license that was merged
    /// go on until it is blocked or ends: they count where it was merged into.
    pub fn judge(&self, now: Moment, zone: &TimeZone) -> Result<(), SeatRefusal> {
        Facts::at(now, zone).of(self).check(IN_FORCE)
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

    /// Which features need a connected account (LIC-33): as leases and key files say it. A license is connected while an account has it.
    pub fn account(&self) -> Option<formats::AccountNeed> {
        let catalog = &self.catalog;
        let features = match catalog.account_need {
            AccountNeed::Never => return None,
            AccountNeed::Some if catalog.account_features.is_empty() => return None,
            AccountNeed::Some => Some(catalog.account_features.clone()),
            AccountNeed::All => None,
        };
        Some(formats::AccountNeed { features, connected: self.is_held })
    }

    /// How many freed seats may count against the transfer limit at once.
    pub fn allowance(&self) -> i64 {
        transfer::allowance(self.catalog.transfer_allowance, self.license.seats)
    }
}
