//! The holder gets a key file in the account (LIC-11, LIC-12): a new one for a further device, or one that there is once more.

use super::issue::{IssuedKeyFile, issue_key_files, judge};
use super::made_again::{archive_of, files_of};
use super::target::KeyFileFor;
use crate::events;
use crate::model::key_file::MOST_COPIES;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::{customer_license, entitlement, key_files};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FetchKeyFileRefusal {
    /// The license is not in this account, or has no such file.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// As when a device activates.
    Seat(SeatRefusal),
}

/// An archive to save.
#[derive(Clone, Debug)]
pub struct Archive {
    /// `3F2A91C0.zip`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Makes the license's files of this number, or finds them.
pub async fn make_key_file(cx: &Cx, license: Uuid, copy: i64) -> Outcome<IssuedKeyFile, FetchKeyFileRefusal> {
    held(cx, license).await?;
    make_copy(cx, license, copy).await
}

/// The same for who is known to have the license.
pub(crate) async fn make_copy(cx: &Cx, license: Uuid, copy: i64) -> Outcome<IssuedKeyFile, FetchKeyFileRefusal> {
    if !(1..=MOST_COPIES).contains(&copy) || copy > key_files::next_copy(cx, license).await? {
        return Err(refuse(FetchKeyFileRefusal::NotHere));
    }
    let entitlement = entitlement::by_license(cx, cx.read(), license).await?;
    let entitlement = entitlement.ok_or_else(|| refuse(FetchKeyFileRefusal::NotHere))?;
    let issued = issue_key_files(cx, entitlement, &KeyFileFor::AnyDevice { copy }, None, None).await;
    issued.map_err(|stop| stop.map(FetchKeyFileRefusal::Seat))
}

/// The archive of one of the license's sets, by its first file. A set for any device that says something else by now is made anew.
pub async fn fetch_key_file(cx: &Cx, license: Uuid, file: Uuid) -> Outcome<Archive, FetchKeyFileRefusal> {
    held(cx, license).await?;
    let archive = archive_of_file(cx, license, file).await?;
    let tx = cx.begin().await?;
    let serial = archive.name.trim_end_matches(".zip");
    let line = events::KEY_FILE_FETCHED.about(license).with(serde_json::json!({ "serial": serial }));
    cx.audit(
        &tx,
        match cx.actor.account() {
            Some(account) => line.of_account(account),
            None => line,
        },
    )
    .await?;
    tx.commit().await?;
    Ok(archive)
}

/// The same for who is known to have the license, and without its line in the log.
pub(crate) async fn archive_of_file(cx: &Cx, license: Uuid, file: Uuid) -> Outcome<Archive, FetchKeyFileRefusal> {
    let not_here = || refuse(FetchKeyFileRefusal::NotHere);
    let row = key_files::one(cx, license, file).await?.ok_or_else(not_here)?;
    let (rows, license) = match row.copy {
        Some(copy) if row.replaced_at.is_none() && row.returned_at.is_none() => {
            let issued = make_copy(cx, license, copy).await?;
            (issued.files(), issued.license)
        }
        _ if row.replaced_at.is_some() || row.returned_at.is_some() => return Err(not_here()),
        _ => {
            let entitlement = entitlement::by_license(cx, cx.read(), license).await?.ok_or_else(not_here)?;
            judge(cx, &entitlement).map_err(FetchKeyFileRefusal::Seat).or_refuse()?;
            (key_files::set_of(cx, row).await?, entitlement.license)
        }
    };
    let serial = rows.first().map(|row| row.serial.clone()).unwrap_or_default();
    let bytes = archive_of(cx, &license, &files_of(cx, &license, &rows).await?, cx.lang).await?;
    Ok(Archive { name: format!("{serial}.zip"), bytes })
}

async fn held(cx: &Cx, license: Uuid) -> Outcome<(), FetchKeyFileRefusal> {
    let not_here = || refuse(FetchKeyFileRefusal::NotHere);
    let account = cx.actor.account().ok_or_else(not_here)?;
    customer_license::held(cx, account, license).await?.ok_or_else(not_here)?;
    Ok(())
}
