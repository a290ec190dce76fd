//! A product asks online for a key file of its own device (LIC-11): under the conditions and within the limits of an activation.

use super::issue::issue_key_files;
use super::made_again::{file_of, files_of};
use super::target::{BoundDevice, KeyFileFor};
use crate::actions::activate::{Activate, read};
use crate::actions::limits;
use crate::model::decision::{FORM, Facts};
use crate::model::rule::Rule;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::decision;
use crate::tables::key_file;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, refuse};

/// What a product asks for: the same as for a lease.
pub struct AskKeyFileOnline(pub Activate);

/// A key file.
#[derive(Clone, Debug)]
pub struct ProductKeyFile {
    /// Its serial number.
    pub serial: String,
    /// Its text.
    pub text: String,
    /// Those of the product's other groups, where the request names no application.
    pub further: Vec<FurtherKeyFile>,
    /// False: the device had it.
    pub is_new: bool,
}

/// A further file of the same set.
#[derive(Clone, Debug)]
pub struct FurtherKeyFile {
    /// The group of applications that it activates.
    pub group: String,
    /// Its serial number.
    pub serial: String,
    /// Its text.
    pub text: String,
}

/// Makes a key file for the device that asks, or finds it.
pub async fn key_file_for_product(cx: &Cx, input: AskKeyFileOnline) -> Outcome<ProductKeyFile, SeatRefusal> {
    let (said, request) = read(input.0);
    let facts = Facts { request: Some(&request), ..Facts::at(cx.now(), &cx.zone) };
    facts.check(FORM).or_refuse()?;
    let (Ok(typed), Ok(fingerprint)) = (&request.code, &request.device) else {
        return Err(Fault::new("a request passed that cannot be read").into());
    };
    limits::may_try_code(cx)?.or_refuse()?;
    limits::activation(cx)?.or_refuse()?;
    let Some(entitlement) = decision::of_code(cx, typed).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    facts.clone().of(&entitlement).check([Rule::Product, Rule::Application]).or_refuse()?;
    let fingerprint = fingerprint.clone();
    let (region, agreement) = (said.region.clone(), said.agreement);
    let target = KeyFileFor::Device(Box::new(BoundDevice { key: None, fingerprint, said }));
    let issued = issue_key_files(cx, entitlement, &target, region.as_deref(), agreement).await?;
    let row = issued.file();
    let whole = file_of(cx, &issued.license, row).await?;
    let rows: &[key_file::Model] = if issued.asked.is_none() { issued.others.as_slice() } else { &[] };
    let files = files_of(cx, &issued.license, rows).await?;
    let further = rows.iter().zip(files).map(|(row, whole)| FurtherKeyFile {
        group: row.app_group.clone(),
        serial: row.serial.clone(),
        text: whole.text,
    });
    Ok(ProductKeyFile {
        serial: row.serial.clone(),
        text: whole.text,
        further: further.collect(),
        is_new: issued.is_new,
    })
}
