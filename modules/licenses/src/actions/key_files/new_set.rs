//! The rows of a new set of key files (LIC-11): with their claims, their places in the status list, and the list that they are bound to.

use super::KeyFiles;
use super::binding::bound;
use super::places::next_places;
use super::statuses;
use super::target::KeyFileFor;
use crate::events;
use crate::model::entitlement::Entitlement;
use crate::model::key_file::{CLAIMS, LIST, Named, Placed, applications, claims, terms};
use crate::model::key_file_set::{AppGroup, replaced};
use crate::tables::key_file::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::compatibility::{self, Group};
use gatehouse_formats::{KeyTerms, Serial, Status, shown};
use gatehouse_seal::SubjectKey;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// What new rows are made of.
pub(super) struct NewSet<'a> {
    pub cx: &'a Cx,
    pub tx: &'a Tx,
    pub key: &'a SubjectKey,
    pub entitlement: &'a Entitlement,
    pub named: &'a Named,
    pub groups: &'a [AppGroup],
}

impl NewSet<'_> {
    /// Stores a file for each group, under these serial numbers, in the place of those before; the first one, and the others.
    pub async fn store(
        &self,
        serials: &[Serial],
        seat: Uuid,
        target: &KeyFileFor,
        before: &[Model],
    ) -> Result<(Model, Vec<Model>), Fault> {
        let Self { cx, tx, key, entitlement, named, groups } = *self;
        let (set, now, license) = (cx.id(), cx.now(), &entitlement.license);
        let vendor = cx.service::<KeyFiles>()?;
        let (keys, trust) = (vendor.keys().in_use()?, vendor.trust());
        let lic = terms(entitlement, named).ok_or_else(|| Fault::new("a seat was taken and the term did not begin"))?;
        let list = self.list(serials, &lic)?;
        let product = (license.product_id, entitlement.catalog.product_code.as_str());
        let (status_list, places) = next_places(cx, tx, product, groups.len()).await?;
        let replaced = replaced(groups, before)?;
        let random = cx.app.random.as_ref();
        let mut rows = Vec::with_capacity(groups.len());
        for (((group, serial), place), prev) in groups.iter().zip(serials).zip(places).zip(replaced) {
            let id = if rows.is_empty() { set } else { cx.id() };
            let placed = Placed {
                serial: *serial,
                prev,
                uri: status_list.uri(),
                place,
                issuer: status_list.issuer.clone(),
                compat_sha256: compatibility::hash(&list),
            };
            let claims = claims(entitlement, lic.clone(), bound(cx, target), placed, now);
            // What a product would refuse is not even stored.
            claims.sign(&keys.current, &keys.certificate, &trust)?;
            rows.push(Model {
                id,
                license_id: license.id,
                activation_id: seat,
                copy: match target {
                    KeyFileFor::AnyDevice { copy } => Some(*copy),
                    KeyFileFor::Device(_) => None,
                },
                of_set: (id != set).then_some(set),
                app_group: group.name.clone(),
                applications: group.codes(),
                serial: serial.to_string(),
                kid: keys.current.public().kid().to_owned(),
                claims_sealed: key.seal(random, CLAIMS, id, &serde_json::to_vec(&claims)?)?,
                list_sealed: key.seal(random, LIST, id, list.as_bytes())?,
                status_list_id: status_list.id,
                place: i64::from(place),
                status: i64::from(Status::Valid.bits()),
                status_at: None,
                issued_at: now,
                ends_at: Moment(claims.exp.saturating_mul(SECOND)),
                replaced_at: None,
                returned_at: None,
                given_up: false,
            });
        }
        replace(cx, tx, before).await?;
        let new = rows.iter().cloned().map(Model::into_active_model).collect::<Vec<ActiveModel>>();
        Entity::insert_many(new).exec_without_returning(&**tx).await?;
        let serials: Vec<&str> = rows.iter().map(|row| row.serial.as_str()).collect();
        let details = serde_json::json!({ "serial": serials.join(", "), "activation": seat });
        cx.audit(tx, events::KEY_FILE_ISSUED.about(license.id).with(details)).await?;
        let mut rows = rows.into_iter();
        let first = rows.next().ok_or_else(|| Fault::new("a set of key files has none"))?;
        Ok((first, rows.collect()))
    }

    /// Which file activates which applications.
    fn list(&self, serials: &[Serial], lic: &KeyTerms) -> Result<String, Fault> {
        let title = |group: &AppGroup| match group.name.as_str() {
            "" => lic.product.clone(),
            name => shown(&format!("{}: {name}", lic.product)).unwrap_or_else(|| lic.product.clone()),
        };
        let of_list = |(group, serial): (&AppGroup, &Serial)| Group {
            serial: *serial,
            title: title(group),
            applications: applications(&group.applications),
        };
        let groups: Vec<Group> = self.groups.iter().zip(serials).map(of_list).collect();
        Ok(compatibility::write(&groups)?)
    }
}

/// Others take their place; the device has the grace to take those.
async fn replace(cx: &Cx, tx: &Tx, before: &[Model]) -> Result<(), Fault> {
    if before.is_empty() {
        return Ok(());
    }
    let these = Column::Id.is_in(before.iter().map(|row| row.id));
    statuses::set(cx, Status::Grace).filter(these.clone()).exec(&**tx).await?;
    Entity::update_many().col_expr(Column::ReplacedAt, Expr::value(cx.now())).filter(these).exec(&**tx).await?;
    Ok(())
}
