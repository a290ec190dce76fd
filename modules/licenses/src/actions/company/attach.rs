//! A license comes into a company (COM-1, LIC-24): a step of adding and of joining, behind the locks of both. Those who manage its licenses
//! are told (COM-13).

use super::tell::{What, tell};
use crate::actions::connection::connection_changed;
use crate::actions::verify;
use crate::events;
use crate::model::company_file_name::{self, kept};
use crate::model::holder::Holder;
use crate::model::license::Kind;
use crate::tables::{company_trial, license, license_holder};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// What comes, and how.
pub(crate) struct Attaching<'a> {
    /// The license, as it was read behind its lock.
    pub license: &'a license::Model,
    /// Into this company.
    pub company: Uuid,
    /// By this member.
    pub member: Uuid,
    /// What the key file was called; `None` for a code.
    pub file_name: Option<&'a str>,
}

/// Adds it; answers whether it waits for a clerk now (LIC-23).
pub(crate) async fn attach(cx: &Cx, tx: &Tx, what: &Attaching<'_>) -> Result<bool, Fault> {
    let Attaching { license, company, member, file_name } = *what;
    let id = cx.id();
    let name = match file_name {
        None => None,
        Some(name) => {
            let key = subject::key(cx, &**tx, company).await?;
            Some(company_file_name::seal(cx.app.random.as_ref(), &key, id, &kept(name))?)
        }
    };
    let row = license_holder::ActiveModel {
        id: Set(id),
        license_id: Set(license.id),
        account_id: Set(None),
        added_at: Set(cx.now()),
        company_id: Set(Some(company)),
        key_file_name_sealed: Set(name),
    };
    license_holder::Entity::insert(row).exec_without_returning(&**tx).await?;
    connection_changed(cx, tx, &[license.id]).await?;
    if license.kind == Kind::Trial {
        remember_trial(cx, tx, company, license).await?;
    }
    cx.audit(tx, events::ADDED.about(license.id)).await?;
    let details = json!({ "number": license.number, "member": member });
    cx.audit(tx, events::COMPANY_ADDED.about(company).with(details)).await?;
    let is_pending = verify::ask(cx, tx, Holder::Company(company), &[license.id]).await? > 0;
    tell(cx, tx, company, license, (member, What::Added)).await?;
    Ok(is_pending)
}

/// One trial of a product for a company, whatever becomes of the license (LIC-22).
async fn remember_trial(cx: &Cx, tx: &Tx, company: Uuid, license: &license::Model) -> Result<(), Fault> {
    use company_trial::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        id: Set(cx.id()),
        company_id: Set(company),
        product_id: Set(license.product_id),
        license_id: Set(license.id),
        taken_at: Set(cx.now()),
    };
    let once = OnConflict::columns([Column::CompanyId, Column::ProductId]).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether the company had another trial of the product of this license.
pub(crate) async fn had_trial(tx: &Tx, company: Uuid, license: &license::Model) -> Result<bool, Fault> {
    use company_trial::{Column, Entity};
    if license.kind != Kind::Trial {
        return Ok(false);
    }
    let had = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::ProductId.eq(license.product_id));
    Ok(had.one(&**tx).await?.is_some_and(|had| had.license_id != license.id))
}
