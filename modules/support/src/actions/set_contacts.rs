//! The contacts of a contract change (LIC-27): by support, or by the company itself, whose page shows the contract to them and who may change the
//! company's settings. A company names its own users and addresses of its proven domains: else it could have mails of ours sent to anybody. Whom support
//! has named besides it keeps or lets go; what they are called stands in our mails to them, so support alone changes that.

use super::contract_contacts::{Changes, known, member_at, replace};
use super::contract_news::{News, tell};
use crate::model::contact_lines::{judged, of_lines};
use crate::model::contract::ContactPerson;
use crate::model::mail_thread::person_lookup;
use crate::queries::own_contracts::{own_lookup, seen_by};
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsWrite, may};
use crate::tables::contract;
use gatehouse_companies::queries::domains::{Fit, fits};
use gatehouse_companies::rights::ChangeSettings;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Changes by one company: 10 at once, then one each five minutes.
const CHANGED: Limit = Limit { action: "support.contacts", burst: 10, seconds_each: 300 };

/// What was typed: a line for each contact.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedContacts {
    /// `Name <address>, telephone`.
    pub contacts: String,
    /// The version that the page showed; nothing: whichever it is.
    pub version: String,
}

/// Support names others in place of those that it has.
pub async fn set_contacts(
    cx: &Cx,
    contract: Uuid,
    contacts: &[ContactPerson],
    version: Option<i64>,
) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let found = contract::Entity::find_by_id(contract).lock_exclusive().one(&*tx).await?;
    let row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    changed(cx, &tx, &row, (contacts, version), None).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// The company does; `company`: of the page's scope.
pub async fn change_contacts(
    cx: &Cx,
    company: Uuid,
    contract: Uuid,
    typed: &TypedContacts,
) -> Outcome<(), ContractRefusal> {
    check_key(cx, CHANGED, &company.to_string())?.or_refuse()?;
    let tx = cx.begin().await?;
    let entered = gatehouse_companies::enter::<ChangeSettings>(cx, &tx, company).await;
    let (by, _locked) = entered.map_err(|stop| stop.map(ContractRefusal::Enter))?;
    let lookup = own_lookup(cx, &*tx, by.account()).await?;
    let seen = contract::Entity::find_by_id(contract).filter(seen_by(&by, &lookup));
    let found = seen.lock_exclusive().one(&*tx).await?;
    let row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    if row.is_over(cx.now()) {
        return Err(refuse(ContractRefusal::Ended));
    }
    let lines = of_lines(&typed.contacts);
    changed(cx, &tx, &row, (lines.as_slice(), typed.version.parse().ok()), Some(company)).await?;
    tx.commit().await?;
    Ok(())
}

async fn changed(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    (contacts, version): (&[ContactPerson], Option<i64>),
    by_company: Option<Uuid>,
) -> Outcome<(), ContractRefusal> {
    if version.is_some_and(|version| version != row.version) {
        return Err(refuse(ContractRefusal::Changed));
    }
    let most = usize::try_from(row.max_contacts).unwrap_or(0);
    if contacts.len() > most {
        return Err(refuse(ContractRefusal::TooMany(row.max_contacts)));
    }
    let mut wanted = judged(contacts, most).map_err(|_| ContractRefusal::Contacts).or_refuse()?;
    if let Some(company) = by_company {
        let known = known(cx, tx, row).await?;
        // Fifty at the most.
        for (person, email) in &mut wanted {
            // An address alone says nothing else of who is known.
            let is_bare = person.name.is_empty() && person.phone.is_empty();
            let kept = known.get(&person_lookup(cx, email.normalized()));
            if let Some(kept) = kept.filter(|kept| is_bare || **kept == *person) {
                person.clone_from(kept);
                continue;
            }
            let is_theirs = member_at(cx, tx, company, email).await?.is_some()
                || fits(&**tx, company, email).await? == Fit::Verified;
            if !is_theirs {
                return Err(refuse(ContractRefusal::NotOfCompany));
            }
        }
    }
    let changes = replace(cx, tx, row, wanted).await?;
    if !changes.is_empty() {
        reissued(cx, tx, row, &changes).await?;
    }
    Ok(())
}

/// The certificate names the contacts, so there is a new issue of it; its people are told.
async fn reissued(cx: &Cx, tx: &Tx, row: &contract::Model, changes: &Changes) -> Result<(), Fault> {
    use contract::{Column, Entity};
    let now = contract::Model { issue: row.issue + 1, issued_at: cx.now(), version: row.version + 1, ..row.clone() };
    Entity::update_many()
        .col_expr(Column::Issue, Expr::value(now.issue))
        .col_expr(Column::IssuedAt, Expr::value(now.issued_at))
        .col_expr(Column::Version, Expr::value(now.version))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    tell(cx, tx, &now, &News::Contacts(changes)).await
}
