//! What somebody shows to say that they have a license: its code, or a key file (LIC-5, LIC-24, COM-1). Nothing is changed, and of a file
//! nothing is kept.
//!
//! A key file is read by the worker, which judges who signed it; here it is compared with the register, byte for byte of what it says. One
//! that another took the place of shows nothing any more: its code may be in strangers' hands.

use crate::actions::key_files::KeyFiles;
use crate::actions::limits;
use crate::model::adding::AddCodeRefusal;
use crate::model::entitlement::Entitlement;
use crate::model::key_file::open_claims;
use crate::model::key_file_parser::{KeyFileParser, Refused};
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::queries::{decision, entitlement, key_files};
use crate::tables::license;
use gatehouse_companies::signals::Shown;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_formats::{ActivationCode, KeyClaims, Status};
use gatehouse_guard::Asker;
use gatehouse_worker::{Unread, Workers};
use sea_orm::entity::prelude::*;

/// Why what was shown is of no license.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum PresentedRefusal {
    /// As when a code is added to an account.
    Code(AddCodeRefusal),
    /// No file was chosen.
    #[refusal(422, "key_file.missing", company_file_missing, field = "file")]
    NoFile,
    /// It has more than 64 KiB.
    #[refusal(413, "key_file.too_large", company_file_too_large, field = "file")]
    TooLarge,
    /// It is another kind of file.
    #[refusal(422, "key_file.not_a_key_file", company_file_other, field = "file")]
    NotAKeyFile,
    /// It was changed, or the vendor has not signed it.
    #[refusal(422, "key_file.not_believed", company_file_not_believed, field = "file")]
    NotBelieved,
    /// Another file took its place, or it was revoked.
    #[refusal(422, "key_file.replaced", company_file_replaced, field = "file", next = company_file_replaced_next)]
    Replaced,
}

/// The license that was shown, before it is judged.
pub async fn presented(cx: &Cx, shown: &Shown) -> Outcome<Entitlement, PresentedRefusal> {
    match shown {
        Shown::Code(code) => of_code(cx, code.expose()).await.map_err(|stop| stop.map(PresentedRefusal::Code)),
        Shown::KeyFile(bytes) => of_key_file(cx, bytes).await,
    }
}

async fn of_code(cx: &Cx, code: &str) -> Outcome<Entitlement, AddCodeRefusal> {
    let typed = ActivationCode::parse(code).map_err(|error| SeatRefusal::from(Mistyped(error))).or_refuse()?;
    limits::may_try_code(cx)?.map_err(SeatRefusal::TooOften).or_refuse()?;
    if let Some(entitlement) = decision::of_code(cx, &typed).await? {
        return Ok(entitlement);
    }
    limits::count_wrong_code(cx)?;
    Err(refuse(SeatRefusal::UnknownCode.into()))
}

async fn of_key_file(cx: &Cx, bytes: &[u8]) -> Outcome<Entitlement, PresentedRefusal> {
    let claims = read(cx, bytes).await?;
    let unknown = || refuse(PresentedRefusal::NotBelieved);
    let row = key_files::by_serial(cx.read(), claims.jti).await?.ok_or_else(unknown)?;
    let license = license::Entity::find_by_id(row.license_id).one(cx.read()).await?.ok_or_else(unknown)?;
    // The key of an erased order is gone, and what its files said with it.
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    if open_claims(&key.ok_or_else(unknown)?, &row)? != claims {
        return Err(unknown());
    }
    let status = Status::of_bits(u8::try_from(row.status).unwrap_or_default());
    if row.replaced_at.is_some() || status == Status::Revoked {
        return Err(refuse(PresentedRefusal::Replaced));
    }
    entitlement::by_license(cx, cx.read(), license.id).await?.ok_or_else(unknown)
}

async fn read(cx: &Cx, bytes: &[u8]) -> Outcome<KeyClaims, PresentedRefusal> {
    if bytes.is_empty() {
        return Err(refuse(PresentedRefusal::NoFile));
    }
    let believed = cx.service::<KeyFiles>()?.believed();
    let read = cx.service::<Workers>()?.parse::<KeyFileParser>(&Asker::of(cx), &believed, bytes).await?;
    Err(refuse(match read {
        Ok(parsed) => return Ok(parsed.found),
        Err(Unread::TooLarge) => PresentedRefusal::TooLarge,
        Err(Unread::Refused(Refused::Changed | Refused::Untrusted)) => PresentedRefusal::NotBelieved,
        Err(Unread::Refused(Refused::NotAKeyFile) | Unread::TooMuch | Unread::Broken) => PresentedRefusal::NotAKeyFile,
    }))
}
