//! Tidewell Dental, Oregon: registered with a license that was sold to another name, so that it waits for a clerk (LIC-23).

use super::register_with;
use crate::demo::people::{Person, Vendor};
use crate::demo::teller::{Sale, Teller};
use gatehouse_core::{Fault, Lang};

/// Registers it.
const NELL: Person = ("nell@tidewell.test", "Nell Ashby", Lang::En, "US", "Oregon", "America/Los_Angeles");

/// The shop sells to a group of clinics, and one of them registers.
pub(super) async fn register_it(teller: &Teller<'_>, office: &Vendor) -> Result<(), Fault> {
    let sale = Sale {
        number: "S-10925",
        licensee: "Skerry Sound Clinics Group",
        edition: "business",
        seats: 12,
        ..Sale::default()
    };
    let code = teller.buy(&office.shop, &sale).await?;
    register_with(teller, "203.0.113.41", &NELL, ("Nell", "Ashby"), ("Tidewell Dental", &code)).await
}
