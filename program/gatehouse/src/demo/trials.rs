//! Trials of the demo (LIC-22): asked for in an account, answered by the job, and activated.

use super::done;
use super::teller::{Device, Teller};
use gatehouse_core::{Fault, HOUR, Uuid};
use gatehouse_licenses::queries::trial_licenses;
use gatehouse_trials::actions::ask_trial::{AskTrial, ask_trial};
use gatehouse_trials::tables::trial;
use sea_orm::EntityTrait as _;

/// Somebody who is signed in asks for a trial of a product, and activates it on a device.
pub(super) async fn begin(
    teller: &Teller<'_>,
    account: Uuid,
    name: &str,
    product: &str,
    device: &str,
) -> Result<Vec<Device>, Fault> {
    let cx = teller.of(account);
    let input = AskTrial { product: product.into(), name: name.into(), ..AskTrial::default() };
    let asked = done(ask_trial(&cx, &input).await)?;
    teller.site.runner.drain().await?;
    let row = trial::Entity::find_by_id(asked).one(cx.read()).await?;
    let license = row.and_then(|row| row.license_id).ok_or_else(|| Fault::new("demo: a trial without a license"))?;
    let code = trial_licenses::code(&cx, cx.read(), license).await?;
    let code = code.ok_or_else(|| Fault::new("demo: a trial without a code"))?;
    teller.clock.advance(HOUR);
    teller.devices(code.expose(), product, [(device.to_owned(), "windows")]).await
}
