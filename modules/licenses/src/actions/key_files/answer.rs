//! The answer to a device that is never online (LIC-32): its request is read, and the answer carries a key file for this device alone, or,
//! without a code and a file of ours, nothing.
//!
//! The device proves that it holds its key; the code, or the key file in use, proves that it may have the license. The same request again
//! takes no second seat. An answer carries one file: that of the application that asks, else that of the default group.

use super::KeyFiles;
use super::issue::{IssuedKeyFile, issue_key_files};
use super::made_again::file_of;
use super::target::{BoundDevice, KeyFileFor};
use crate::actions::activate::Activate;
use crate::actions::limits;
use crate::model::entitlement::Entitlement;
use crate::model::key_file::open_claims;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::model::{code, license::is_blocked};
use crate::queries::{entitlement, key_files};
use crate::tables::license;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_formats::{ActivationCode, ByHandError, DeviceAnswer, DeviceRequest, by_hand};
use sea_orm::entity::prelude::*;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AnswerRefusal {
    /// The file is none of a device, or was changed.
    #[refusal(422, "request_file.refused", key_request_refused, field = "file")]
    File(ByHandError),
    /// Neither a code, nor a key file that this very device has.
    #[refusal(422, "code.required", key_request_code_missing, field = "code")]
    CodeMissing,
    /// As when a device activates.
    #[refusal(field = "code")]
    Seat(SeatRefusal),
}

/// An answer to carry back.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The file's text.
    pub text: String,
    /// The set that the key file in it is of.
    pub issued: IssuedKeyFile,
}

/// For which license a request is answered.
pub enum Proof<'a> {
    /// That of this code, as it was typed; empty: that of the key file in use.
    Code(&'a Secret<String>),
    /// This one, which the acting account has.
    Held(Uuid),
}

/// Answers a request file.
pub async fn answer_request(cx: &Cx, file: &str, proof: Proof<'_>) -> Outcome<Answered, AnswerRefusal> {
    let request = DeviceRequest::open(file).map_err(AnswerRefusal::File).or_refuse()?;
    let key = request.jwk.public()?;
    let entitlement = match proof {
        Proof::Held(license) => entitlement::by_license(cx, cx.read(), license).await?,
        Proof::Code(typed) if typed.expose().trim().is_empty() => of_file_in_use(cx, &request).await?,
        Proof::Code(typed) => Some(by_code(cx, typed).await?),
    };
    let Some(entitlement) = entitlement else { return Err(refuse(AnswerRefusal::CodeMissing)) };
    if entitlement.catalog.product_code != request.aud {
        let product = entitlement.catalog.product_name.clone();
        return Err(refuse(AnswerRefusal::Seat(SeatRefusal::WrongProduct { product })));
    }
    let (aud, nonce) = (request.aud.clone(), request.nonce.clone());
    let said = Activate {
        device_name: request.name,
        platform: request.platform,
        application: request.application,
        version: request.version,
        ..Activate::default()
    };
    let device = BoundDevice { key: Some(key), fingerprint: request.fingerprint, said };
    let target = KeyFileFor::Device(Box::new(device));
    let issued = issue_key_files(cx, entitlement, &target, None, None).await;
    let issued = issued.map_err(|stop| stop.map(AnswerRefusal::Seat))?;
    let vendor = cx.service::<KeyFiles>()?;
    let keys = vendor.keys().in_use()?;
    let whole = file_of(cx, &issued.license, issued.file()).await?;
    let answer = DeviceAnswer {
        iss: cx.app.settings.origin.clone(),
        aud,
        iat: cx.now().seconds(),
        nonce,
        request_sha256: by_hand::request_hash(file),
        key_file: Some(whole.text),
    };
    Ok(Answered { text: answer.sign(&keys.current, &keys.certificate, &vendor.trust())?, issued })
}

async fn by_code(cx: &Cx, typed: &Secret<String>) -> Outcome<Entitlement, AnswerRefusal> {
    let seat = AnswerRefusal::Seat;
    let typed = ActivationCode::parse(typed.expose()).map_err(|error| seat(Mistyped(error).into())).or_refuse()?;
    limits::may_try_code(cx)?.map_err(|often| seat(SeatRefusal::TooOften(often))).or_refuse()?;
    let lookups = code::lookups(&cx.app.keys, &typed);
    let Some(entitlement) = entitlement::by_code(cx, cx.read(), &lookups).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(seat(SeatRefusal::UnknownCode)));
    };
    Ok(entitlement)
}

/// The license of the key file that the request names, if that was made for the device that signed the request.
async fn of_file_in_use(cx: &Cx, request: &DeviceRequest) -> Result<Option<Entitlement>, Fault> {
    let Some(serial) = request.serial else { return Ok(None) };
    let Some(row) = key_files::by_serial(cx.read(), serial).await? else { return Ok(None) };
    let license = license::Entity::find_by_id(row.license_id).one(cx.read()).await?;
    let Some(license) = license.filter(|license| row.returned_at.is_none() && !is_blocked(license, cx.now())) else {
        return Ok(None);
    };
    // The key of an erased order is gone, and what its files said with it.
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let Some(key) = key else { return Ok(None) };
    let claims = open_claims(&key, &row)?;
    let is_its = claims.cnf.as_ref().and_then(|binding| binding.jwk.as_ref()) == Some(&request.jwk);
    if is_its { entitlement::by_license(cx, cx.read(), license.id).await } else { Ok(None) }
}
