//! A product asks online for a key file of its own device (LIC-11): under the conditions and within the limits of an activation.

use super::issue::{BoundDevice, KeyFileFor, issue_key_files};
use super::made_again::file_of;
use crate::actions::activate::{Activate, check_product, checked};
use crate::actions::limits;
use crate::model::code;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::queries::entitlement;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, refuse};
use gatehouse_formats::{ActivationCode, DeviceFingerprint};

/// What a product asks for: the same as for a lease.
pub struct AskKeyFileOnline(pub Activate);

/// A key file.
#[derive(Clone, Debug)]
pub struct ProductKeyFile {
    /// Its serial number.
    pub serial: String,
    /// Its text.
    pub text: String,
    /// False: the device had it.
    pub is_new: bool,
}

/// Makes a key file for the device that asks, or finds it.
pub async fn key_file_for_product(cx: &Cx, input: AskKeyFileOnline) -> Outcome<ProductKeyFile, SeatRefusal> {
    let said = checked(input.0).or_refuse()?;
    let typed = ActivationCode::parse(said.code.expose()).map_err(Mistyped).or_refuse()?;
    let fingerprint = DeviceFingerprint::parse(&said.fingerprint).map_err(SeatRefusal::Fingerprint).or_refuse()?;
    limits::may_try_code(cx)?.or_refuse()?;
    limits::activation(cx)?.or_refuse()?;
    let lookups = code::lookups(&cx.app.keys, &typed);
    let Some(entitlement) = entitlement::by_code(cx, cx.read(), &lookups).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    check_product(&entitlement, &said).or_refuse()?;
    let (region, agreement) = (said.region.clone(), said.agreement);
    let target = KeyFileFor::Device(Box::new(BoundDevice { key: None, fingerprint, said }));
    let issued = issue_key_files(cx, entitlement, &target, region.as_deref(), agreement).await?;
    let whole = file_of(cx, &issued.license, &issued.row).await?;
    Ok(ProductKeyFile { serial: issued.row.serial, text: whole.text, is_new: issued.is_new })
}
