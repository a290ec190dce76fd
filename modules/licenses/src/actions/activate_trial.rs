//! A trial runs once on a device (LIC-22): a second one of the same product is refused there, whoever asked for it. Licenses know no
//! trials of persons; who keeps those hears of the activation and answers, in one transaction before the seat is taken.
//!
//! A key file for any device begins its trial alike and takes its one seat; which device takes the file nobody knows, so none is marked.
//!
//! A device is known by its primary component here. Whoever exchanges it gets a trial more: what the rule must stop is asking again.

use crate::model::decision::Facts;
use crate::model::entitlement::Entitlement;
use crate::model::license::{Kind, end_of_term};
use crate::model::rule::Rule;
use crate::model::seat_refusal::SeatRefusal;
use crate::signals::{HadTrial, TrialActivates};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome};
use gatehouse_formats::DeviceFingerprint;

/// The trial begins on this device (`None`: on the one that takes a key file), and is refused where the device had another one of the
/// product; of other kinds it asks nothing.
pub(super) async fn begin_trial(
    cx: &Cx,
    entitlement: &Entitlement,
    fingerprint: Option<&DeviceFingerprint>,
) -> Outcome<(), SeatRefusal> {
    let license = &entitlement.license;
    if license.kind != Kind::Trial {
        return Ok(());
    }
    let ends_at = match license.ends_at {
        Some(end) => Some(end),
        None => end_of_term(license, cx.now(), &cx.app.settings.vendor_zone())?,
    };
    let (product, device) = (license.product_id, fingerprint.map(|device| *device.primary()));
    let tx = cx.begin().await?;
    cx.raise(&tx, TrialActivates { license: license.id, product, device, ends_at }).await?;
    let had_trial = match device {
        Some(device) => cx.ask(&tx, HadTrial { license: license.id, product, device }).await?,
        None => false,
    };
    Facts { had_trial, ..Facts::at(cx.now(), &cx.zone) }.check([Rule::Trial]).or_refuse()?;
    tx.commit().await?;
    Ok(())
}

/// Whether the device had another trial of the product; for explaining, so nothing begins.
pub(super) async fn had_trial(
    cx: &Cx,
    entitlement: &Entitlement,
    fingerprint: &DeviceFingerprint,
) -> Result<bool, Fault> {
    let license = &entitlement.license;
    if license.kind != Kind::Trial {
        return Ok(false);
    }
    let tx = cx.begin().await?;
    let asked = HadTrial { license: license.id, product: license.product_id, device: *fingerprint.primary() };
    let had = cx.ask(&tx, asked).await?;
    tx.rollback().await?;
    Ok(had)
}
