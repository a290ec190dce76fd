//! The key files of a company's license, for those who manage its licenses: made, or made again with the same serial number (LIC-12, LIC-24).
//! A key file activates as a code does, so the page asks for a fresh proof first.

use crate::actions::key_files::fetch::{Archive, FetchKeyFileRefusal, archive_of_file, make_copy};
use crate::events;
use crate::model::holder::Holder;
use crate::queries::customer_license;
use gatehouse_companies::enter;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use serde_json::json;

/// Which file.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// The license's files of this number for any device.
    Copy(i64),
    /// This one, once more.
    File(Uuid),
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CompanyKeyFileRefusal {
    /// Not their company, or not their right.
    Enter(EnterRefusal),
    /// As when a holder asks in an account.
    File(FetchKeyFileRefusal),
}

/// The archive with the files.
pub async fn company_key_file(
    cx: &Cx,
    company: Uuid,
    license: Uuid,
    wanted: Wanted,
) -> Outcome<Archive, CompanyKeyFileRefusal> {
    enter_with(cx, company, license).await?;
    let file = match wanted {
        Wanted::File(file) => file,
        Wanted::Copy(copy) => {
            let made = make_copy(cx, license, copy).await;
            made.map_err(|stop| stop.map(CompanyKeyFileRefusal::File))?.row.id
        }
    };
    let archive = archive_of_file(cx, license, file).await.map_err(|stop| stop.map(CompanyKeyFileRefusal::File))?;
    // The right once more: making takes its time, and whoever lost it meanwhile gets nothing.
    let tx = cx.begin().await?;
    let entered = enter::<ManageLicenses>(cx, &tx, company).await;
    let (by, _company) = entered.map_err(|stop| stop.map(CompanyKeyFileRefusal::Enter))?;
    let serial = archive.name.trim_end_matches(".zip");
    cx.audit(&tx, events::KEY_FILE_FETCHED.about(license).with(json!({ "serial": serial }))).await?;
    let details = json!({ "serial": serial, "member": by.member() });
    cx.audit(&tx, events::COMPANY_KEY_FILE.about(company).with(details)).await?;
    tx.commit().await?;
    Ok(archive)
}

/// Before anything is made: the right, and that the company has the license.
async fn enter_with(cx: &Cx, company: Uuid, license: Uuid) -> Outcome<(), CompanyKeyFileRefusal> {
    let tx = cx.begin().await?;
    let entered = enter::<ManageLicenses>(cx, &tx, company).await;
    entered.map_err(|stop| stop.map(CompanyKeyFileRefusal::Enter))?;
    if !customer_license::is_held(&*tx, Holder::Company(company), license).await? {
        return Err(refuse(FetchKeyFileRefusal::NotHere.into()));
    }
    tx.rollback().await?;
    Ok(())
}
