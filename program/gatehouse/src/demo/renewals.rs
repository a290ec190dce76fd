//! Automatic renewal, a license used beyond its seats, and the days of usage, as the demo's reports show them (LIC-8, LIC-14, LIC-15).

use super::done;
use super::story::{Customers, Later, on};
use super::teller::Teller;
use gatehouse_core::{Actor, DAY, Fault, Uuid};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::over_use::look_at_seats;
use gatehouse_licenses::actions::switch_auto_renewal::{SwitchAutoRenewal, switch_auto_renewal};
use gatehouse_licenses::actions::tell_auto_renewal::{TellAutoRenewal, tell_auto_renewal};
use gatehouse_licenses::actions::write_usage::WriteUsage;
use gatehouse_licenses::model::auto_renewal::Wish;
use gatehouse_licenses::model::behalf::Behalf;

/// The shop tells that Mika's subscription renews by itself; Aiko wishes the same, and the seller has not answered.
pub(super) async fn renewing(teller: &Teller<'_>, shop: &Actor, who: &Customers, later: &Later) -> Result<(), Fault> {
    let told = TellAutoRenewal {
        license: later.subscription,
        state: "on".into(),
        renews_on: teller.cx().now().plus(240 * DAY).rfc3339(),
        manage_url: "https://shop.skerrylight.test/subscriptions/S-10490".into(),
    };
    done(tell_auto_renewal(&teller.by(shop), &told).await)?;
    let wish = SwitchAutoRenewal { behalf: Behalf::Own, license: later.renewed, wish: Wish::On, is_agreed: true };
    done(switch_auto_renewal(&teller.of(who.aiko), wish).await).map(drop)
}

/// Gleb frees a seat of a device that he cannot reach, and takes it with another one: for a while both may run.
pub(super) async fn beyond_the_seats(teller: &Teller<'_>, who: &Customers, later: &mut Later) -> Result<(), Fault> {
    let Some((license, code, lost)) = later.full.take() else { return Ok(()) };
    done(deactivate_device(&teller.of(who.gleb), Behalf::Own, license, lost).await)?;
    later.devices.extend(teller.devices(&code, "lantern", on(&["сервисный центр 22"], "windows")).await?);
    Ok(())
}

/// What the jobs write each night.
pub(super) async fn days_of_usage(teller: &Teller<'_>) -> Result<(), Fault> {
    let cx = teller.cx();
    let mut after = Uuid::nil();
    while let Some(last) = look_at_seats(&cx, after).await? {
        after = last;
    }
    let Some(mut run) = WriteUsage::begin(&cx).await? else { return Ok(()) };
    while run.part(&cx).await? {}
    run.finish(&cx).await
}
