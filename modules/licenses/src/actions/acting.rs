//! Whether somebody may change licenses in this name (LIC-24): of an account they are its own; a company is entered behind the licenses'
//! locks, so that a right that was taken meanwhile changes nothing any more, and has the line in its log.

use crate::events;
use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::tables::license::Model;
use crate::tables::license_holder::{Column, Entity, of};
use gatehouse_companies::actions::lock::see_all;
use gatehouse_companies::enter;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::membership;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Whose licenses these are, which the transaction holds; `None` where they are not all of that name.
pub(super) async fn acts(
    cx: &Cx,
    tx: &Tx,
    behalf: Behalf,
    licenses: &[&Model],
) -> Outcome<Option<Holder>, EnterRefusal> {
    let ids: Vec<Uuid> = licenses.iter().map(|license| license.id).collect();
    let company = match behalf {
        Behalf::Own => {
            let Some(account) = cx.actor.account() else { return Ok(None) };
            let holder = Holder::Account(account);
            return Ok(has_all(&**tx, holder, &ids).await?.then_some(holder));
        }
        Behalf::Company(company) => company,
    };
    let (by, _company) = enter::<ManageLicenses>(cx, tx, company).await?;
    // Other companies that have the license are told of it too.
    see_all(cx, tx).await?;
    let holder = Holder::Company(company);
    if !has_all(&**tx, holder, &ids).await? {
        return Ok(None);
    }
    let line = |license: &&Model| {
        let details = json!({ "number": license.number, "member": by.member() });
        (cx, events::COMPANY_CHANGED.about(company).with(details))
    };
    Cx::audit_each(tx, licenses.iter().map(line).collect()).await?;
    Ok(Some(holder))
}

/// What a page reads before anything is held: whether the actor manages the licenses of this company, and it has these by their codes. Who
/// added one by a key file has the file alone.
pub(super) async fn may_choose(cx: &Cx, company: Uuid, licenses: &[Uuid]) -> Result<bool, Fault> {
    let Some(account) = cx.actor.account() else { return Ok(false) };
    let found = membership::of_account(cx, cx.read(), account).await?;
    let manages = found.is_some_and(|found| {
        found.company().id == company
            && found.is_usable()
            && found.standing().blocked.is_none()
            && found.rights().has(CompanyRight::ManageLicenses)
    });
    if !manages {
        return Ok(false);
    }
    let by_code = Entity::find()
        .filter(of(Holder::Company(company)))
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::KeyFileNameSealed.is_null());
    Ok(by_code.count(cx.read()).await? == licenses.len() as u64)
}

async fn has_all<C: ConnectionTrait>(conn: &C, holder: Holder, licenses: &[Uuid]) -> Result<bool, Fault> {
    let own = Entity::find().filter(of(holder)).filter(Column::LicenseId.is_in(licenses.iter().copied()));
    Ok(own.count(conn).await? == licenses.len() as u64)
}
