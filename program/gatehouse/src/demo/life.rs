//! Seats added, a code that waits, and codes that became one (LIC-18, LIC-19).

use super::done;
use super::people::Vendor;
use super::story::{Customers, on, to_boris, to_dana};
use super::teller::{Sale, Teller};
use gatehouse_core::{Fault, Uuid};
use gatehouse_licenses::actions::merge::{Merge, merge};
use gatehouse_licenses::actions::reserve::add_reserve;
use gatehouse_licenses::actions::top_up::{TopUp, top_up};
use gatehouse_licenses::actions::verification_rules::{SetRule, end_rule, set_rule};
use gatehouse_licenses::model::behalf::Behalf;

fn of_fumiko(number: &str, seats: u32) -> Sale<'_> {
    Sale {
        number,
        buyer: "fumiko@mihon.test",
        lang: gatehouse_core::Lang::Ja,
        product: "studio",
        edition: "team",
        seats,
        ..Sale::default()
    }
}

/// Fumiko buys two codes of one product for two offices.
pub(super) async fn two_offices(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<Vec<Uuid>, Fault> {
    let mut licenses = Vec::new();
    for (number, seats, device) in [("S-10792", 4, "大阪 01"), ("S-10793", 6, "福岡 01")] {
        let (code, license) = teller.sell(&office.shop, who.fumiko, &of_fumiko(number, seats)).await?;
        teller.devices(&code, "studio", on(&[device], "macos")).await?;
        licenses.push(license);
    }
    Ok(licenses)
}

/// Both become one at renewal; Dana's license grows, and Boris has the next year in reserve.
pub(super) async fn renew(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    offices: Vec<Uuid>,
    large: Uuid,
) -> Result<(), Fault> {
    let (_, renewal) = teller.sell(&office.shop, who.fumiko, &of_fumiko("S-10914", 10)).await?;
    done(merge(&teller.of(who.fumiko), Behalf::Own, &Merge { licenses: offices, renewal: Some(renewal) }).await)?;
    let more = TopUp {
        license: large,
        seats: "50".into(),
        transition_days: "30".into(),
        line: "S-10915/1".into(),
        ..TopUp::default()
    };
    done(top_up(&teller.by(&office.clerk), &more).await)?;
    let sale = Sale { product: "capture", edition: "standard", ..to_boris("S-10916") };
    let (code, running) = teller.sell(&office.shop, who.boris, &sale).await?;
    teller.devices(&code, "capture", on(&["Ноутбук"], "windows")).await?;
    let sale = Sale { product: "capture", edition: "standard", ..to_boris("S-10917") };
    let (_, reserve) = teller.sell(&office.shop, who.boris, &sale).await?;
    done(add_reserve(&teller.of(who.boris), Behalf::Own, running, reserve).await)
}

/// A license that waits for a clerk: its product was flagged for an afternoon.
pub(super) async fn to_verify(teller: &Teller<'_>, office: &Vendor, dana: Uuid) -> Result<(), Fault> {
    let clerk = teller.by(&office.clerk);
    let rule = done(set_rule(&clerk, &SetRule { kind: "product".into(), about: "studio".into() }).await)?;
    let sale = Sale { product: "studio", edition: "standard", seats: 5, ..to_dana("S-10908") };
    teller.sell(&office.shop, dana, &sale).await?;
    done(end_rule(&clerk, rule).await)
}
