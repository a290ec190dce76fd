//! Holders who asked for it are told that a device took a seat of their license (ACC-16, LIC-10).

use crate::model::license::grouped;
use crate::tables::{license, license_holder};
use gatehouse_accounts::queries::contacts::who_wants;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;
use gatehouse_web::Scope;
use gatehouse_web::support::ask;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use std::collections::HashSet;

/// What a person switches on to get it.
pub const NOTIFICATION: Notification =
    Notification { word: "device_activated", text: |lang| crate::texts(lang).msg_notify_device_activated() };

/// Those of several licenses of which somebody wants to be told.
pub(crate) async fn wanted(tx: &Tx, licenses: Vec<Uuid>) -> Result<HashSet<Uuid>, Fault> {
    use license_holder::{Column, Entity};
    if licenses.is_empty() {
        return Ok(HashSet::new());
    }
    let held: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::LicenseId, Column::AccountId])
        .filter(Column::LicenseId.is_in(licenses))
        .filter(Column::AccountId.is_not_null())
        .into_tuple()
        .all(&**tx)
        .await?;
    let holders: Vec<Uuid> = held.iter().map(|(_, account)| *account).collect();
    let wanting = who_wants(&**tx, &holders, NOTIFICATION).await?;
    Ok(held.into_iter().filter(|(_, account)| wanting.contains(account)).map(|(license, _)| license).collect())
}

/// Queues the mail to each holder who switched it on; a license that nobody holds costs one look-up.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, license: Uuid, device: &str) -> Result<(), Fault> {
    use license_holder::{Column, Entity};
    let holders: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::LicenseId.eq(license))
        .filter(Column::AccountId.is_not_null())
        .into_tuple()
        .all(&**tx)
        .await?;
    let wanting = who_wants(&**tx, &holders, NOTIFICATION).await?;
    if wanting.is_empty() {
        return Ok(());
    }
    let Some(license) = license::Entity::find_by_id(license).one(&**tx).await? else { return Ok(()) };
    let product = product::Entity::find_by_id(license.product_id).one(&**tx).await?.map(|p| p.name).unwrap_or_default();
    let number = grouped(&license.number);
    let id = license.id.to_string();
    let support = ask(&Scope::Personal, "portal", &[("kind", "license"), ("license", &id)]);
    let support = format!("{}{support}", cx.app.settings.origin);
    for to in gatehouse_accounts::contacts::recipients(cx, &**tx, &wanting).await? {
        let t = crate::texts(to.lang);
        let when = to.format(cx).date_time(cx.now());
        let device = if device.is_empty() { t.msg_device_unnamed() } else { device.to_owned() };
        let letter = Letter::new(cx, "licenses.device_activated", &to)
            .title(t.msg_mail_device_title(&product))
            .lead(t.msg_mail_device_lead(&device, &product, &number, &when))
            .line(t.msg_mail_device_not_you(&support))
            .button(t.msg_mail_device_open(), &format!("/licenses/{}", license.id));
        letter.switched(NOTIFICATION)?.reason(t.msg_mail_device_reason()).queue(tx).await?;
    }
    Ok(())
}
